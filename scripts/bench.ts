/**
 * `npm run bench`: measured costs with their limits. `npm run bench -- cpu body` measures only these; `--write` also
 * writes docs/benchmarks.md.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { LoadTestError } from "../src/base/errors.ts";
import { printError, wantsStack } from "../src/cli/print-error.mjs";
import { ensureK6 } from "../src/machine/k6/k6-provider.ts";
import { PROJECT_ROOT } from "../src/settings/root.ts";
import type { Figure } from "./bench/figure.ts";
import { MEASURES } from "./bench/measures.ts";
import { benchPage, describeFigure, keepsLimit } from "./bench/page.ts";

try {
  process.exitCode = await bench();
} catch (error) {
  process.exitCode = printError(error, wantsStack(process.argv));
}
// What a measure left open would keep this process waiting.
process.exit();

async function bench(): Promise<number> {
  const { names, write } = readArguments();
  const k6 = await ensureK6({ log: (line) => console.error(line), env: process.env, root: PROJECT_ROOT });
  process.setMaxListeners(0);
  const figures: Figure[] = [];
  for (const name of names) {
    for (const figure of (await MEASURES[name]?.(k6.path)) ?? []) {
      figures.push(figure);
      console.log(describeFigure(figure));
    }
  }
  if (write) {
    const file = join(PROJECT_ROOT, "docs/benchmarks.md");
    writeFileSync(file, benchPage(figures, k6.version, new Date()));
    console.log(`written: ${file}`);
  }
  const broken = figures.filter((figure) => !keepsLimit(figure));
  for (const { name } of broken) console.log(`beyond its limit: ${name}`);
  return broken.length === 0 ? 0 : 1;
}

function readArguments(): { readonly names: readonly string[]; readonly write: boolean } {
  const known = Object.keys(MEASURES);
  const { values, positionals, tokens } = parseArgs({
    options: { write: { type: "boolean" } },
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const flag = tokens.find((token) => token.kind === "option" && token.name !== "write");
  const unknown = flag?.kind === "option" ? flag.rawName : positionals.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new LoadTestError("usage", `unknown measure ${unknown}`, {
      hint: `The measures are ${known.join(", ")}; --write writes docs/benchmarks.md.`,
    });
  }
  return { names: positionals.length === 0 ? known : positionals, write: values.write === true };
}
