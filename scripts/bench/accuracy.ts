/**
 * Percentiles and counts of a readwrite run beside exact ones: k6's CSV output has every sample, the sandbox's ledger every
 * request.
 */

import { formatCount, formatNumber } from "../../src/base/figures.ts";
import { READ_BACK } from "../../src/lib/contracts/journal/operation-line.ts";
import { LatencyHistogram } from "../../src/results/stats/latency-histogram.ts";
import { quantileOf } from "../../src/results/stats/percentile.ts";
import { MeasurementReader } from "../../src/run/measurements/journal-lines.ts";
import { readLines } from "../../src/store/journal/journal-lines.ts";
import type { RunFolder } from "../../src/store/run-folder.ts";
import { callOf, readLatencies } from "./csv.ts";
import type { BenchOptions, Figure, Measured } from "./figure.ts";
import { runReadwrite, withLoadedTarget } from "./readwrite-cost.ts";
import { readwritePlan } from "./readwrite-work.ts";

const QUANTILES = { p50: 0.5, p95: 0.95, p99: 0.99 };
/** Percent. */
const LIMIT = 1;

export function accuracy(k6Path: string, options: BenchOptions): Promise<Measured> {
  const { vus: [vus = 10] = [], seconds = 15 } = options;
  return withLoadedTarget(k6Path, async ({ target, bench, items }) => {
    await target.resetLedger();
    let csv = "";
    const plan = readwritePlan(bench, items, vus, seconds);
    const outputs = (folder: RunFolder): string[] => {
      csv = folder.file("samples.csv");
      return [`csv=${csv}`];
    };
    const journal = await runReadwrite(target, plan, { outputs });
    const counted = (await target.ledger()).reduce((sum, { count }) => sum + count, 0);
    const exact = await exactLatencies(csv);
    const { requests, histograms } = await journaled(journal);
    const figures = Object.entries(QUANTILES).map(([name, q]) => largestError(name, q, exact, histograms));
    const missing: Figure = {
      name: "Requests of a readwrite run that the journal counts differently from the sandbox",
      value: Math.abs(counted - requests),
      unit: "",
      limit: 0,
      note: `${formatCount(requests)} and ${formatCount(counted)}`,
    };
    return { figures: [...figures, missing] };
  });
}

/** By operation, of the answers that did the work. Not of read-backs: after a delete, 404 is right. */
async function exactLatencies(csv: string): Promise<Map<string, number[]>> {
  const all = new Map<string, number[]>();
  await readLatencies(csv, ({ ms, status, name }) => {
    if (status < 200 || status >= 300 || name === READ_BACK) return;
    // The GET before a PUT has its operation as its name.
    const op = callOf(name)?.op ?? name;
    const values = all.get(op);
    if (values === undefined) all.set(op, [ms]);
    else values.push(ms);
  });
  return all;
}

async function journaled(journal: string) {
  const reader = new MeasurementReader();
  const histograms = new Map<string, LatencyHistogram>();
  let requests = 0;
  const line = (text: string): void => {
    const found = reader.read(text)?.measurement;
    if (found === undefined) return;
    requests += found.requests;
    if (found.bin === undefined || !found.isDone) return;
    const histogram = histograms.get(found.op) ?? new LatencyHistogram();
    histograms.set(found.op, histogram);
    histogram.add(found.bin);
  };
  await readLines(journal, { line, damage: () => undefined });
  return { requests, histograms };
}

function largestError(
  name: string,
  q: number,
  exact: ReadonlyMap<string, readonly number[]>,
  histograms: ReadonlyMap<string, LatencyHistogram>,
): Figure {
  const errors = [...exact].flatMap(([op, values]) => {
    const histogram = histograms.get(op);
    // Discovery and the like: in no figure of a run.
    if (histogram === undefined) return [];
    return { op, percent: 100 * Math.abs(histogram.quantile(q) / quantileOf(values, q) - 1), count: values.length };
  });
  const worst = errors.reduce((most, error) => (error.percent <= most.percent ? most : error));
  const describe = ({ op, percent, count }: (typeof errors)[number]): string =>
    `${op} ${formatNumber(percent)} % (${formatCount(count)})`;
  return {
    name: `Error of ${name} by operation, compared with every single sample`,
    value: worst.percent,
    unit: "%",
    limit: LIMIT,
    note: errors.map(describe).join(", "),
  };
}
