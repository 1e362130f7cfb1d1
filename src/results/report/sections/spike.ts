/** What a spike did to the target, in the three parts of the run. Pure. */

import { formatCount, formatMs, formatNumber } from "../../../base/figures.ts";
import type { RunSummary } from "../../run-summary.ts";
import { type Row, type Section, table } from "./section.ts";

const FIGURE = { isFigure: true };
const PARTS = ["before", "spike", "after"] as const;

export function spikeSection({ spike }: RunSummary): Section | undefined {
  if (spike === undefined) return undefined;
  const columns = [
    { title: "Part" },
    { title: "Asked for, /s", ...FIGURE },
    { title: "Operations due", ...FIGURE },
    { title: "Succeeded", ...FIGURE },
    { title: "Failed", ...FIGURE },
    { title: "Not started in time", ...FIGURE },
    { title: "p95", ...FIGURE },
  ];
  const rows = PARTS.map((name): Row => {
    const { perSecond, asked, done, failed, missed, p95Ms } = spike[name];
    return [
      name,
      { shown: formatNumber(perSecond), sortBy: perSecond },
      { shown: formatCount(asked), sortBy: asked },
      { shown: formatCount(done), sortBy: done },
      { shown: formatCount(failed), sortBy: failed },
      { shown: formatCount(missed), sortBy: missed },
      p95Ms === undefined ? "-" : { shown: formatMs(p95Ms), sortBy: p95Ms },
    ];
  });
  return { id: "spike", title: "The spike", body: table(columns, rows, { search: "Parts", isStacked: true }) };
}
