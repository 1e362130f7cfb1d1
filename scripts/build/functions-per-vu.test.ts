import { SourceMap } from "node:module";
import { expect, test } from "vitest";
import { fewerFunctions } from "./functions-per-vu.mjs";
import { bundleOf } from "./testing/bundle-of.ts";

const SOURCE = `import { sleep } from "k6";
let asked = 0;
function rare(status) {
  return "failed with " + status + " " + asked + (status > 500 ? rare(status - 1) : "");
}
function often(n) {
  asked++;
  if (n < 0) throw new Error("below 0");
  return n * 2;
}
export default function iteration(n) {
  if (n > 100) { sleep(1); return rare(n); }
  return often(n);
}
export const options = { vus: 1 };
`;

const bundle = () => bundleOf(SOURCE, "iteration.js");

interface Module {
  readonly default: (n: number) => unknown;
  readonly options: unknown;
}

function load(code: string): Promise<Module> {
  const text = code.replace(/^import .*"k6";$/m, "const sleep = () => 0;");
  return import(`data:text/javascript,${encodeURIComponent(text)}`);
}

test("does the same, with functions of a single caller inside of it, except for those of each request", async () => {
  const { code } = await fewerFunctions(await bundle(), ["often"]);
  expect(code.match(/^function \w+/gm)).toEqual(["function often", "function iteration"]);
  expect(code).toMatch(/^import \{ sleep \} from "k6";\nconst \{ .* \} = \(\(\) => \{\n/);
  const made = await load(code);
  expect(Object.keys(made).sort()).toEqual(["default", "options"]);
  expect(made.options).toEqual({ vus: 1 });
  expect([made.default(2), made.default(503)]).toEqual([4, expect.stringContaining("failed with 503")]);
});

test("imports each name once, and reads it once where several files use it", async () => {
  const again =
    'import time, { sleep as sleep2, wait } from "k6";\nimport { sleep as sleep3, default as now } from "k6";\nimport "k6";\n';
  const { code, map } = await bundle();
  const made = await fewerFunctions(
    { code: again + code.replace("asked++;", "asked++; sleep2(now, time, wait); sleep3();"), map },
    ["often"],
  );
  expect(made.code.match(/^import .*$/gm)).toEqual([
    expect.stringMatching(/^import \{ default as \w+, sleep as \w+, wait \} from "k6";$/),
  ]);
  const [, imported = ""] = /sleep as (\w+)/.exec(made.code) ?? [];
  expect(made.code.split(new RegExp(`\\b${imported}\\b`))).toHaveLength(3);
});

test("places in its source map are those of the source, and it is linked", async () => {
  const { code, map } = await fewerFunctions(await bundle(), ["often"]);
  expect(code.trimEnd().split("\n").at(-1)).toBe("//# sourceMappingURL=out.js.map");
  const lines = code.split("\n");
  const line = lines.findIndex((text) => text.includes("below 0"));
  const place = new SourceMap(JSON.parse(map)).findEntry(line, lines[line]?.indexOf("throw") ?? 0);
  expect(place).toMatchObject({ originalSource: expect.stringContaining("iteration.js"), originalLine: 7 });
});

test("a function that is not there is named", async () => {
  await expect(fewerFunctions(await bundle(), ["gone"])).rejects.toThrow("no function gone in the bundle");
});

test.each([
  ["no list of exports", "export default 1;\n"],
  ["a second export", 'const a = 1;\nexport { a };\nexport * from "./other.js";\n'],
])("refuses a bundle with %s, instead of writing one without its exports", async (_, code) => {
  const map = JSON.stringify({ version: 3, sources: [], names: [], mappings: "" });
  await expect(fewerFunctions({ code, map }, [])).rejects.toThrow("are not one line each");
});
