import { expect, test } from "vitest";
import { importProblems, lineProblems } from "./size-rules.ts";

const imports = (count: number) => Array.from({ length: count }, (_, n) => `import { a${n} } from "./${n}.ts";`);

test("a file imports at most 20 modules, whatever the form", () => {
  expect(importProblems("a.ts", imports(20).join("\n"))).toEqual([]);
  const forms = ['import {\n  a,\n  type B,\n} from "x";', 'import type { C } from "./c.ts";', 'import "./d.ts";'];
  const text = [...imports(17), ...forms, 'export { e } from "./e.ts";'].join("\n");
  expect(importProblems("a.ts", text)).toEqual([expect.stringContaining("imports 21 modules")]);
});

test("what only looks like an import is none", () => {
  const others = ['export const x = "y";', '  import "z";', 'export const from = f("a");', "export interface X {}"];
  expect(importProblems("a.ts", [...imports(20), ...others].join("\n"))).toEqual([]);
});

test("a line of Markdown has at most 120 characters, but for tables and code", () => {
  const long = "x".repeat(121);
  const text = ["y".repeat(120), `| ${long} |`, "```sh", long, "```", long].join("\n");
  expect(lineProblems("a.md", text)).toEqual(["a.md:6: 121 characters, at most 120 are allowed"]);
});
