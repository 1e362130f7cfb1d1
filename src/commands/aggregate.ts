/** `npm run aggregate -- RUN RUN...`: several runs, or the parts of a split one, as one table. */

import { EXIT_CODES } from "../base/errors.ts";
import { formatCount, formatMs, formatNumber, plural } from "../base/figures.ts";
import { textTable } from "../base/table.ts";
import type { CommandContext } from "../cli/command-context.ts";
import { type Aggregate, type AggregateRow, aggregateRuns } from "../results/compare/aggregate.ts";
import { differencesOf } from "../results/compare/comparability.ts";
import type { RunData } from "../results/compare/run-data.ts";
import { findRunOrBaseline } from "../store/baselines.ts";
import { readRunData } from "../store/read-run-data.ts";

/** @returns the exit code */
export async function runAggregate({ settings, output }: Pick<CommandContext, "settings" | "output">): Promise<number> {
  const { config, positionals } = settings;
  const runs: RunData[] = [];
  for (const wanted of positionals) {
    runs.push(await readRunData(findRunOrBaseline(config.resultsDirectory, wanted)));
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
  const heads = ["requests", "operation", "per second", "p50", "p95 (bounds)", "p99 (bounds)", "failures"];
  return [
    ...runs.map((run) => `run       ${run}`),
    "",
    ...textTable(heads, [whole, ...operations].map(cells), [0, 2, 3, 4, 5, 6]),
    "",
    `${formatCount(aggregate.requests)} requests of ${plural(runs.length, "run")}, ${formatCount(failures)} failed`,
    "Percentiles are over all requests, estimated from k6's percentiles per second; true values lie within the bounds.",
  ];
}

/** A row of the table: an operation, or the whole. */
type AggregateCells = Omit<AggregateRow, "outcomes">;

function cells({ resource, op, requests, perSecond, latencyMs, bounds, failures }: AggregateCells): string[] {
  const between = (value: number, [low, high]: readonly [number, number]): string =>
    `${formatMs(value)} (${formatNumber(low)} - ${formatNumber(high)})`;
  return [
    formatCount(requests),
    `${resource} ${op}`,
    formatNumber(perSecond),
    formatMs(latencyMs.p50),
    between(latencyMs.p95, bounds.p95),
    between(latencyMs.p99, bounds.p99),
    formatCount(failures),
  ];
}
