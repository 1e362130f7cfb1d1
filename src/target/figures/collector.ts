/** Collects figures of the target during a run: from its database, its machine, or a metrics server. */

import type { FigureValues } from "../../results/figures/figure-values.ts";
import type { TargetReport } from "../../results/figures/target-report.ts";
import type { Check } from "../preflight/checklist.ts";

export interface Collector {
  /** First part of the names of its figures. */
  readonly source: "database" | "machine" | "metrics";
  /** One line for preflight: what it will collect, or why not. A collector that cannot collect never ends a run. */
  check(): Promise<Check>;
  /**
   * Asked every 5 seconds, and must answer within that time. Figures that are rates cover the time since the call before.
   * @param tell takes one line about figures that are missing while there are others; a line is shown once
   * @throws Error with one line that says why there are no figures
   */
  sample(tell: (problem: string) => void): Promise<FigureValues>;
  /**
   * At the border of two steps, at the start and at the end of the measured part.
   * @throws Error with one line
   */
  border?(): Promise<void>;
  /**
   * At the end, after the last border: its part of `target-figures.json`.
   * @throws Error with one line
   */
  report?(): Promise<Omit<TargetReport, "problems">>;
  close(): Promise<void>;
}
