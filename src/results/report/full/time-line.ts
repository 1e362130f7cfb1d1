/** A full run from its first phase to its last, on one time axis. Pure. */

import type { Band } from "../band.ts";
import { type Chart, type ChartData, chartsSection, thinnedOut } from "../sections/charts.ts";
import type { Section } from "../sections/section.ts";
import type { RunSeries, Values } from "../series.ts";
import { type FullPhase, type FullReport, stateOf } from "./full-report.ts";

export interface TimeLine {
  readonly section: Section;
  readonly charts: ChartData;
}

interface Placed {
  readonly phase: FullPhase;
  readonly series: RunSeries;
  /** Seconds from the start of the first phase. */
  readonly from: number;
}

/** Undefined with less than two phases whose time is known. */
export function timeLine({ phases }: FullReport): TimeLine | undefined {
  const { placed, startMs } = placedIn(phases);
  if (placed.length < 2) return undefined;
  const bands = placed.map(({ phase, series, from }): Band => {
    const isBad = stateOf(phase) !== "pass";
    return { from, to: from + (series.seconds.at(-1) ?? 0), label: phase.name, isBad };
  });
  const all = [
    chart(placed, "Throughput", "/s", "HTTP requests per second, repeats included", "requests", "c1"),
    chart(placed, "95th percentile", "ms", "Time to the last byte of the response", "p95", "c3"),
    chart(placed, "Failures", "/s", "Items or calls that failed in the end", "failedItems", "bad"),
  ];
  const charts = all.filter(({ lines }) => lines.some(({ values }) => values.some((value) => (value ?? 0) > 0)));
  const section = { ...chartsSection({ charts, bands }), id: "whole", title: "All phases over time" };
  return { section, charts: { charts, bands, warmUp: 0, startMs } };
}

function placedIn(phases: readonly FullPhase[]): { readonly placed: Placed[]; readonly startMs: number } {
  const known = phases.flatMap((phase) => {
    const series = phase.report?.series;
    return series?.startMs === undefined ? [] : [{ phase, series, startMs: series.startMs }];
  });
  const first = known[0]?.startMs ?? 0;
  const placed = known.map(({ phase, series, startMs }) => {
    return { phase, series, from: Math.max(0, (startMs - first) / 1000) };
  });
  return { placed, startMs: first };
}

type Drawn = "requests" | "p95" | "failedItems";

function chart(
  placed: readonly Placed[],
  title: string,
  unit: string,
  note: string,
  what: Drawn,
  colour: string,
): Chart {
  // A hole between two phases, so that no line joins them.
  const seconds = placed.flatMap(({ series, from }) => [from, ...series.seconds.map((second) => from + second)]);
  const values: Values = placed.flatMap(({ series }) => [null, ...series[what]]);
  return thinnedOut({ id: `whole-${what}`, title, unit, note, seconds, lines: [{ label: "all", colour, values }] });
}
