/** One row for each k6 process of a run that several did together. Pure. */

import { formatMs, formatNumber, formatShare } from "../../base/figures.ts";
import type { GeneratorHealth } from "../run-summary.ts";

export const INSTANCE_HEADS: readonly string[] = ["Instance", "Host", "Cores", "CPU", "CPU peak", "VU delay", "Clock"];

export function instanceCells(row: NonNullable<GeneratorHealth["instances"]>[number]): string[] {
  return [
    `k6 ${row.instance}`,
    row.host,
    formatNumber(row.cores),
    formatShare(row.cpuShareMean),
    formatShare(row.cpuSharePeak),
    formatMs(row.delayPeakMs),
    `${row.clockOffsetMs > 0 ? "+" : ""}${row.clockOffsetMs} ms`,
  ];
}
