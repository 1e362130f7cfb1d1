// `npm run bench`: measured costs with their limits. `npm run bench -- cpu body` measures only these; `--write` also writes
// docs/benchmarks.md.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ensureK6 } from "../src/machine/k6/k6-provider.ts";
import { PROJECT_ROOT } from "../src/settings/root.ts";
import { type Figure, MEASURES } from "./bench/measures.ts";
import { benchPage, describeFigure, keepsLimit } from "./bench/page.ts";

const names = Object.keys(MEASURES);
const { values, positionals, tokens } = parseArgs({
  options: { write: { type: "boolean" } },
  allowPositionals: true,
  strict: false,
  tokens: true,
});
const flag = tokens.find((token) => token.kind === "option" && token.name !== "write");
const unknown = flag?.kind === "option" ? flag.rawName : positionals.find((name) => !names.includes(name));
if (unknown !== undefined) {
  console.error(
    `error: there is no ${unknown}; measures are ${names.join(", ")}, and --write writes docs/benchmarks.md`,
  );
  process.exit(2);
}
const k6 = await ensureK6({ log: (line) => console.error(line), env: process.env, root: PROJECT_ROOT });
process.setMaxListeners(0);
const figures: Figure[] = [];
for (const name of positionals.length === 0 ? names : positionals) {
  for (const figure of (await MEASURES[name]?.(k6.path)) ?? []) {
    figures.push(figure);
    console.log(describeFigure(figure));
  }
}
if (values.write === true) {
  const file = join(PROJECT_ROOT, "docs/benchmarks.md");
  writeFileSync(file, benchPage(figures, k6.version, new Date()));
  console.log(`written: ${file}`);
}
const broken = figures.filter((figure) => !keepsLimit(figure));
for (const { name } of broken) console.log(`beyond its limit: ${name}`);
process.exitCode = broken.length === 0 ? 0 : 1;
// What a measure left open would keep this process waiting.
process.exit();
