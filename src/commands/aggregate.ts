/** `npm run aggregate -- RUN RUN...`: several runs, or the parts of a split one, as one table. */

import { EXIT_CODES } from "../base/errors.ts";
import { formatCount, formatMs, formatNumber, formatShare, plural } from "../base/figures.ts";
import { groupBy } from "../base/group-by.ts";
import { textTable } from "../base/table.ts";
import type { CommandContext } from "../cli/command-context.ts";
import { BIN_ERROR } from "../lib/measure/latency-bins.ts";
import { type Aggregate, aggregateRuns } from "../results/compare/aggregate.ts";
import { differencesOf } from "../results/compare/comparability.ts";
import type { RunData } from "../results/compare/run-data.ts";
import type { OperationRow } from "../results/run-summary.ts";
import { findRunOrBaseline } from "../store/baselines.ts";
import { onePhase } from "../store/find-run.ts";
import { readRunData } from "../store/read-run-data.ts";

/** @returns the exit code */
export async function runAggregate({ settings, output }: Pick<CommandContext, "settings" | "output">): Promise<number> {
  const { config, positionals } = settings;
  const runs: RunData[] = [];
  for (const wanted of positionals) {
    runs.push(await readRunData(onePhase(findRunOrBaseline(config.resultsDirectory, wanted), wanted)));
  }
  const [first, ...others] = runs as [RunData, ...RunData[]];
  for (const run of others) {
    for (const { what, base, run: own, forbids } of differencesOf(first, run)) {
      if (forbids) output.progress(`differs   ${run.name} in ${what}: ${base} in the first run, ${own} in this run`);
    }
  }
  const aggregate = aggregateRuns(runs, config.together);
  for (const line of aggregateLines(aggregate)) output.result(line);
  output.document(aggregate);
  return EXIT_CODES.pass.code;
}

function aggregateLines(aggregate: Aggregate): string[] {
  const { runs, requestsPerSecond, failures, operations } = aggregate;
  const whole = { ...aggregate, resource: "all", op: "requests", perSecond: requestsPerSecond };
  const rows = [whole, ...operations];
  const heads = ["operation", "requests", "per second", "p50", "p95", "p99", "failures"];
  return [
    ...runs.map((run) => `run       ${run}`),
    "",
    ...underResources(textTable(heads, rows.map(cells), [1, 2, 3, 4, 5, 6]), rows),
    "",
    `${formatCount(aggregate.requests)} requests of ${plural(runs.length, "run")}, ${formatCount(failures)} failed`,
    `Percentiles are over the answers of all runs that did the work, with an error of at most ${formatShare(BIN_ERROR)}.`,
  ];
}

/** A row of the table: an operation, or the whole. */
type AggregateCells = Omit<OperationRow, "outcomes">;

/** A line of its own for each resource: their names are long. */
function underResources([head = "", ...lines]: readonly string[], rows: readonly AggregateCells[]): string[] {
  const shown = lines.map((line, at) => ({ line, resource: rows[at]?.resource ?? "" }));
  const groups = [...groupBy(shown, ({ resource }) => resource)];
  return [head, ...groups.flatMap(([resource, own]) => [resource, ...own.map(({ line }) => line)])];
}

function cells({ op, requests, perSecond, latencyMs, failures }: AggregateCells): string[] {
  return [
    `  ${op}`,
    formatCount(requests),
    formatNumber(perSecond),
    formatMs(latencyMs.p50),
    formatMs(latencyMs.p95),
    formatMs(latencyMs.p99),
    formatCount(failures),
  ];
}
