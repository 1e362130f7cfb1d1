/** Figures as lines of text, and as docs/benchmarks.md. */

import { cpus } from "node:os";
import type { Figure } from "./measures.ts";

export function keepsLimit({ value, limit, atLeast }: Figure): boolean {
  if (limit === undefined) return true;
  return atLeast === true ? value >= limit : value <= limit;
}

function limitOf({ limit, unit, atLeast }: Figure): string {
  if (limit === undefined) return "no limit";
  return `${atLeast === true ? "at least" : "at most"} ${withUnit(limit, unit)}`;
}

function withUnit(value: number, unit: string): string {
  const text = value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
  return unit === "" ? text : `${text} ${unit}`;
}

/** `ok    Generator CPU ...: 1.1 x (at most 1.25 x); median of 5 pairs` */
export function describeFigure(figure: Figure): string {
  const word = keepsLimit(figure) ? "ok    " : "BEYOND";
  return `${word} ${figure.name}: ${withUnit(figure.value, figure.unit)} (${limitOf(figure)}); ${figure.note}`;
}

export function benchPage(figures: readonly Figure[], k6Version: string, now: Date): string {
  const processors = cpus();
  const rows = figures.map((figure) => {
    const cells = [figure.name, withUnit(figure.value, figure.unit), limitOf(figure), figure.note];
    return `| ${cells.join(" | ")} |`;
  });
  return `# Benchmarks

Written by \`npm run bench -- --write\` on ${now.toISOString().slice(0, 10)}: k6 ${k6Version}, Node ${process.versions.node}, ${processors.length} x ${processors[0]?.model.trim() ?? "unknown processor"}.
Ratios are measured in one run, in pairs that alternate, so that they hold on other machines too; times do not.

| what | measured | limit | how |
| --- | --- | --- | --- |
${rows.join("\n")}

The plain scripts are test/bench/minimal-making.ts and minimal-ready.js: one POST and one check for each item; no token service, no
repeats, no journal, no barriers between levels. The first makes its bodies, as a load of a whole district must; the second reads them from a file,
which shows what making them costs: k6 interprets JavaScript. Plain scripts run with Go's own garbage collection, as somebody would start them;
loads with the runner's, which is described in performance-tuning.md, except where the table says otherwise.
\`npm run bench -- cpu\` measures one of them again; the others are memory, start, body and sandbox.
`;
}
