import { expect, test } from "vitest";
import { bundleProblems, libraryProblems, MAX_BUNDLE_BYTES, sizeTable } from "./bundle-gates.mjs";

function metafile(output: object, input = "src/scenarios/smoke.ts") {
  const inputs = { [input]: { bytesInOutput: 1 } };
  const map = { bytes: 10 * MAX_BUNDLE_BYTES, imports: [], exports: [], inputs: {} };
  const bundle = { bytes: 1024, imports: [], exports: [], inputs, ...output };
  return { inputs: {}, outputs: { "dist/load.js": bundle, "dist/load.js.map": map } };
}

const external = (path: string) => ({ imports: [{ path, kind: "import-statement" as const, external: true }] });

test("a small bundle that imports k6 only is fine", () => {
  expect(bundleProblems(metafile(external("k6/http")), [])).toEqual([]);
  expect(bundleProblems(metafile(external("k6")), [])).toEqual([]);
});

test.each([
  ["node:fs", []],
  ["k6utils", []],
  ["https://example.org/x.js", ["https://jslib.k6.io/k6-utils/1.6.0/index.js"]],
])("importing %s is refused", (path, allowed) => {
  expect(bundleProblems(metafile(external(path)), allowed)).toEqual([expect.stringContaining(path)]);
});

test("the remote module is allowed where it was asked for", () => {
  const url = "https://jslib.k6.io/k6-utils/1.6.0/index.js";
  expect(bundleProblems(metafile(external(url)), [url])).toEqual([]);
});

test("an npm package inside is refused", () => {
  expect(bundleProblems(metafile({}, "node_modules/valibot/dist/index.mjs"), [])).toHaveLength(1);
});

test("one byte over the budget is refused, and the table shows the share", () => {
  expect(bundleProblems(metafile({ bytes: MAX_BUNDLE_BYTES }), [])).toEqual([]);
  expect(bundleProblems(metafile({ bytes: MAX_BUNDLE_BYTES + 1 }), [])).toHaveLength(1);
  expect(sizeTable(metafile({ bytes: MAX_BUNDLE_BYTES / 2 }))).toEqual([
    expect.stringContaining(`50 % of ${MAX_BUNDLE_BYTES / 1024} kB`),
  ]);
});

test("a bundle that thousands of VUs execute has a smaller budget", () => {
  const bundle = { bytes: MAX_BUNDLE_BYTES, imports: [], exports: [], inputs: {} };
  const refused = bundleProblems({ inputs: {}, outputs: { "dist/run/readwrite.js": bundle } }, []);
  expect(refused).toEqual([expect.stringMatching(/^dist\/run\/readwrite.js has \d+ bytes/)]);
});

test("code of src/lib that no bundle has is refused; types and the table of settings are not", () => {
  const sources = {
    "src/lib/used.ts": "export const a = 1;",
    "src/lib/unused.ts": "export const b = 1;",
    "src/lib/types.ts": "export interface C { readonly d: number }",
    "src/lib/config/fields/sandbox.ts": "export const e = 1;",
  };
  expect(libraryProblems(metafile({}, "src/lib/used.ts"), sources)).toEqual([
    expect.stringContaining("src/lib/unused.ts is in no k6 bundle"),
  ]);
});
