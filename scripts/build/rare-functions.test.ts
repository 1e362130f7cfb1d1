import { SourceMap } from "node:module";
import { expect, test } from "vitest";
import { createdOnCall } from "./rare-functions.mjs";
import { bundleOf } from "./testing/bundle-of.ts";

const SOURCE = `let asked = 0;
function failed(status) { return note("failed(1) " + status); }
function note(text) { asked++; return text; }
function readAgain(id) {
  if (id < 0) throw new Error("below 0");
  return note("again " + id);
}
export default function iteration(n) {
  if (n > 100) return [failed(n), failed(n + 1)];
  return readAgain(n);
}
export const times = () => asked;
`;

const bundle = (contents = SOURCE) => bundleOf(contents, "iteration.js");

interface Module {
  readonly default: (n: number) => unknown;
  readonly times: () => number;
}

function load(code: string): Promise<Module> {
  return import(`data:text/javascript,${encodeURIComponent(code)}`);
}

test("does the same, with the functions of a group in the one that creates them", async () => {
  const { code } = createdOnCall(await bundle(), [["failed", "note"], ["readAgain"]]);
  expect(code.match(/rare\d\$\(\)\.\w+\(/g)).toEqual([
    "rare0$().failed(",
    "rare0$().failed(",
    "rare1$().readAgain(",
    "rare0$().note(",
  ]);
  const made = await load(code);
  expect([made.default(200), made.default(1)]).toEqual([["failed(1) 200", "failed(1) 201"], "again 1"]);
  expect(made.times()).toBe(3);
});

test("places in its source map are those of the source, also behind a changed call", async () => {
  const { code, map } = createdOnCall(await bundle(), [["failed", "readAgain"]]);
  const sources = new SourceMap(JSON.parse(map));
  const lines = code.split("\n");
  const placeOf = (text: string, part: string) => {
    const line = lines.findIndex((one) => one.includes(text));
    const { originalLine, originalColumn } = sources.findEntry(line, lines[line]?.lastIndexOf(part) ?? 0) as never;
    return [Number(originalLine) + 1, originalColumn];
  };
  const written = SOURCE.split("\n");
  expect(placeOf("below 0", "throw")).toEqual([5, written[4]?.indexOf("throw")]);
  expect(placeOf(".failed(n), ", "n + 1")).toEqual([9, written[8]?.indexOf("n + 1")]);
});

test.each([
  ["is not there", "gone", "no function gone in the bundle"],
  ["is exported", "iteration", "iteration is used as a value"],
  ["is handed over", "readAgain", "readAgain is used as a value"],
])("a function that %s is named", async (_, name, message) => {
  const made = await bundle(`${SOURCE}export const later = Promise.resolve(1).then(readAgain);\n`);
  expect(() => createdOnCall(made, [[name]])).toThrow(message);
});
