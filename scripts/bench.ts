/**
 * `npm run bench`: measured costs with their limits. `npm run bench -- load body` measures only these; `--write` also
 * writes their sections of docs/benchmarks.md. `npm run bench -- --help` describes all.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { LoadTestError } from "../src/base/errors.ts";
import { printError, wantsStack } from "../src/cli/print-error.mjs";
import { ensureK6 } from "../src/machine/k6/k6-provider.ts";
import { PROJECT_ROOT } from "../src/settings/root.ts";
import type { BenchOptions } from "./bench/figure.ts";
import { MEASURES, USUAL_MEASURES } from "./bench/measures.ts";
import { describeFigure, keepsLimit, replaceSection, sectionOf } from "./bench/page.ts";

const PAGE = join(PROJECT_ROOT, "docs/benchmarks.md");
const NUMBERS = ["seconds", "rounds", "requests"] as const;

try {
  process.exitCode = await bench();
} catch (error) {
  process.exitCode = printError(error, wantsStack(process.argv));
}
// What a measure left open would keep this process waiting.
process.exit();

async function bench(): Promise<number> {
  const { names, write, options, flags } = readArguments();
  const k6 = await ensureK6({ log: (line) => console.error(line), env: process.env, root: PROJECT_ROOT });
  process.setMaxListeners(0);
  const beyond: string[] = [];
  for (const name of names) {
    const measured = await MEASURES[name]?.(k6.path, options);
    if (measured === undefined) continue;
    for (const figure of measured.figures) {
      console.log(describeFigure(figure));
      if (!keepsLimit(figure)) beyond.push(figure.name);
    }
    if (measured.text !== undefined) console.log(measured.text);
    if (!write) continue;
    const section = sectionOf(measured, ["npm run bench --", name, ...flags].join(" "), k6.version, new Date());
    writeFileSync(PAGE, replaceSection(readFileSync(PAGE, "utf8"), name, section));
    console.log(`written: ${PAGE}, section ${name}`);
  }
  for (const name of beyond) console.log(`beyond its limit: ${name}`);
  return beyond.length === 0 ? 0 : 1;
}

interface Arguments {
  readonly names: readonly string[];
  readonly write: boolean;
  readonly options: BenchOptions;
  /** As they were given, without `--write`. */
  readonly flags: readonly string[];
}

function readArguments(): Arguments {
  const { values, positionals } = parse();
  const known = Object.keys(MEASURES);
  const unknown = positionals.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new LoadTestError("usage", `unknown measure ${unknown}`, { hint: `The measures are ${known.join(", ")}.` });
  }
  const { write = false, vus, ...numbers } = values;
  const options: Record<string, number | number[]> = {};
  for (const name of NUMBERS) {
    const text = numbers[name];
    if (text !== undefined) options[name] = positive(name, text);
  }
  if (vus !== undefined) options.vus = vus.split(",").map((text) => positive("vus", text));
  const flags = Object.entries({ vus, ...numbers }).flatMap(([name, text]) => (text ? [`--${name} ${text}`] : []));
  return { names: positionals.length === 0 ? USUAL_MEASURES : positionals, write, options, flags };
}

function parse() {
  const text = { type: "string" } as const;
  try {
    return parseArgs({
      options: { write: { type: "boolean" }, vus: text, seconds: text, rounds: text, requests: text },
      allowPositionals: true,
    });
  } catch (error) {
    const hint = "npm run bench -- --help lists the options.";
    throw new LoadTestError("usage", (error as Error).message, { hint });
  }
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new LoadTestError("usage", `--${name}: "${text}" is not a whole number above 0`);
}
