/** The same code gives the same bytes in Node and in k6, and bundles the same wherever k6-utils comes from. */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { k6UtilsImport } from "../../scripts/build/k6-utils-import.mjs";
import { type Clone, createClone } from "./support/clone.ts";
import { facts } from "./support/parity-facts.ts";
import { type Ended, start, startK6 } from "./support/program.ts";

const K6_UTILS_URL = "https://jslib.k6.io/k6-utils/1.6.0/index.js";
const root = fileURLToPath(new URL("../..", import.meta.url));

let clone: Clone;
beforeAll(() => {
  clone = createClone();
});
afterAll(() => clone.remove());

/** As build.mjs bundles scenarios. @returns the bundle's text */
async function bundle(entry: string, plugins: BuildOptions["plugins"] = []): Promise<string> {
  const result = await build({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
    bundle: true,
    format: "esm",
    platform: "neutral",
    target: "es2022",
    external: ["k6", "k6/*"],
    plugins,
    write: false,
  });
  return result.outputFiles[0]?.text ?? "";
}

function runBundle(text: string, environment: Record<string, string> = {}): Promise<Ended> {
  writeFileSync(clone.file("bundle.js"), text);
  return startK6(clone, ["run", "--quiet", "bundle.js"], environment).ended;
}

function importsOf(bundleText: string): string[] {
  return [...bundleText.matchAll(/^import .*?from "([^"]+)"/gm)].map(([, from = ""]) => from);
}

test("pure code says the same in k6 as in Node, byte for byte", async () => {
  const file = clone.file("facts.txt");
  const run = await runBundle(await bundle("support/parity-script.ts"), { FACTS_FILE: file });
  expect(run.code, run.output).toBe(0);
  const inNode = facts();
  const inK6 = readFileSync(file, "utf8").split("\n");
  expect(inNode.length).toBeGreaterThan(500);
  const different = inNode.flatMap((line, at) => (line === inK6[at] ? [] : [{ node: line, k6: inK6[at] }]));
  expect(different.slice(0, 3)).toEqual([]);
  expect(Buffer.from(inNode.join("\n"), "utf8").equals(readFileSync(file))).toBe(true);
});

describe("k6-utils", () => {
  const EXPECTED = {
    uuid: true,
    integers: [3, 4, 5],
    item: true,
    text: true,
    durations: [5_400_000, 1500, 250, 7, 172_800_000],
  };
  const shapesOf = (run: Ended): unknown => JSON.parse(/^shapes (.*)$/m.exec(run.output)?.[1] ?? "null");
  const bundleWith = (mode: string): Promise<string> =>
    bundle("support/k6-utils-script.ts", [k6UtilsImport(root, mode).plugin]);

  test.each(["auto", "own"])("--jslib %s leaves no address in the bundle, and works", async (mode) => {
    const text = await bundleWith(mode);
    for (const from of importsOf(text)) expect(from).toMatch(/^k6(\/|$)/);
    expect(shapesOf(await runBundle(text))).toEqual(EXPECTED);
  });

  test("--jslib remote leaves the import, and behaves alike once the module is there", async () => {
    const text = await bundleWith("remote");
    expect(text).toContain(`from "${K6_UTILS_URL}"`);
    // In place of the internet: the module as a file beside the bundle.
    writeFileSync(clone.file("k6-utils.js"), await bundle("../../src/k6/jslib-k6-utils.ts"));
    expect(shapesOf(await runBundle(text.replace(K6_UTILS_URL, "./k6-utils.js")))).toEqual(EXPECTED);
  });

  test("the built bundles import k6 alone", () => {
    for (const name of ["smoke", "load", "run/smoke", "run/load", "run/readwrite"]) {
      const imports = importsOf(readFileSync(clone.file(`dist/${name}.js`), "utf8"));
      expect(imports.length).toBeGreaterThan(0);
      for (const from of imports) expect(from).toMatch(/^k6(\/|$)/);
    }
  });

  test("an unknown mode of the build is refused", async () => {
    const run = await start(process.execPath, ["build.mjs", "--jslib", "elsewhere"], clone.root).ended;
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('--jslib: "elsewhere" is not one of auto, own, remote');
  });
});
