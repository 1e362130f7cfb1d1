/** A phase in the report of a full run with less of what takes the most bytes: its own report has all of it. Pure. */

import type { RunReport } from "../run-report.ts";
import { byImportance } from "../sections/tables.ts";

/** How much of each phase a page has room for. */
export interface Room {
  /** Rows of operations and of thresholds. */
  readonly rows: number;
  /** Operations whose response times can be chosen, all together included. */
  readonly latencies: number;
}

/** From all to the least that is useful. */
export const ROOMS: readonly Room[] = [
  { rows: Number.POSITIVE_INFINITY, latencies: Number.POSITIVE_INFINITY },
  { rows: 100, latencies: 4 },
  { rows: 40, latencies: 1 },
];

export function reduced(report: RunReport, { rows, latencies }: Room): RunReport {
  const { summary, series } = report;
  const operations = [...summary.operations].sort(byImportance).slice(0, rows);
  const thresholds = [...summary.thresholds].sort((a, b) => Number(a.ok) - Number(b.ok)).slice(0, rows);
  const groups = series?.latencies.groups.slice(0, latencies) ?? [];
  return {
    ...report,
    summary: { ...summary, operations, thresholds },
    series: series === undefined ? undefined : { ...series, latencies: { ...series.latencies, groups } },
  };
}
