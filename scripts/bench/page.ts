/** Figures as lines of text, and as docs/benchmarks.md. */

import { cpus } from "node:os";
import { formatNumber } from "../../src/base/figures.ts";
import { markdownTable } from "../../src/base/table.ts";
import type { Figure } from "./figure.ts";

export function keepsLimit({ value, limit, atLeast }: Figure): boolean {
  if (limit === undefined) return true;
  return atLeast === true ? value >= limit : value <= limit;
}

function limitOf({ limit, unit, atLeast }: Figure): string {
  if (limit === undefined) return "no limit";
  return `${atLeast === true ? "at least" : "at most"} ${withUnit(limit, unit)}`;
}

function withUnit(value: number, unit: string): string {
  const text = formatNumber(value);
  return unit === "" ? text : `${text} ${unit}`;
}

/** `ok    Generator CPU ...: 1.1 x (at most 1.25 x); median of 5 pairs` */
export function describeFigure(figure: Figure): string {
  const word = keepsLimit(figure) ? "ok    " : "BEYOND";
  return `${word} ${figure.name}: ${withUnit(figure.value, figure.unit)} (${limitOf(figure)}); ${figure.note}`;
}

export function benchPage(figures: readonly Figure[], k6Version: string, now: Date): string {
  const processors = cpus();
  const rows = figures.map((figure) => [
    figure.name,
    withUnit(figure.value, figure.unit),
    limitOf(figure),
    figure.note,
  ]);
  const date = now.toISOString().slice(0, 10);
  const machine = `${processors.length} x ${processors[0]?.model.trim() ?? "unknown processor"}`;
  return `# Benchmarks

Written by \`npm run bench -- --write\` on ${date}: k6 ${k6Version}, Node ${process.versions.node},
${machine}.

Ratios are measured within one run, in alternating pairs, so they are comparable across machines. Times are not.

${markdownTable(["what", "measured", "limit", "how"], rows)}

The plain scripts are \`test/bench/minimal-making.ts\` and \`minimal-ready.js\`: one POST and one check per item, without
token handling, retries, a journal or barriers between levels. The first creates its bodies, as a load of a whole
district must. The second reads them from a file, which shows the cost of creating them: k6 interprets JavaScript. Plain
scripts run with Go's default garbage collection. Loads run with the runner's settings, which are described in
[performance tuning](performance-tuning.md), unless the table states otherwise.

\`test/bench/minimal-readwrite.js\` sends the kinds of requests of the readwrite phase, with one check each and bodies
from a file. Both sides of that pair have the same garbage collection.

\`npm run bench -- cpu\` measures one group again; the other groups are readwrite, memory, start, body and sandbox.
\`VUS=10 SECONDS=15 ROUNDS=3 npm run bench -- readwrite\` chooses VUs (a list), duration and pairs of that group.
`;
}
