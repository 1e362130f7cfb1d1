/** Rules of size that the linters do not have: imports of a file, and lines of Markdown. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const MAX_IMPORTS = 20;
const MAX_LINE = 120;

/** @returns one line for each broken rule */
export function sizeProblems(root: string): string[] {
  const read = (name: string) => readFileSync(join(root, name), "utf8");
  return [
    ...filesIn(root, "src", /(?<!\.test)\.ts$/).flatMap((name) => importProblems(name, read(name))),
    ...["README.md", ...filesIn(root, "docs", /\.md$/)].flatMap((name) => lineProblems(name, read(name))),
  ];
}

/** Statements that import a module or export something of it, types too. */
export function importProblems(name: string, text: string): string[] {
  const count = text.match(/^(?:import "|(?:import|export)\b[^;"'`]*?\bfrom ")[^"]+";$/gm)?.length ?? 0;
  return count > MAX_IMPORTS ? [`${name}: imports ${count} modules, at most ${MAX_IMPORTS} are allowed`] : [];
}

/** Rows of tables cannot be wrapped, and lines of code are as long as they are. */
export function lineProblems(name: string, text: string): string[] {
  let isCode = false;
  return text.split("\n").flatMap((line, index) => {
    if (/^\s*```/.test(line)) isCode = !isCode;
    if (isCode || line.startsWith("|") || line.length <= MAX_LINE) return [];
    return [`${name}:${index + 1}: ${line.length} characters, at most ${MAX_LINE} are allowed`];
  });
}

function filesIn(root: string, folder: string, pattern: RegExp): string[] {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
  return names.filter((name) => pattern.test(name)).map((name) => join(folder, name));
}
