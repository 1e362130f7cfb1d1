/** How the latencies of the steps around the knee are distributed. Pure. */

import { formatMs, formatShare } from "../../../base/figures.ts";
import type { CapacityResult } from "../../run-summary.ts";
import { LatencyHistogram } from "../../stats/latency-histogram.ts";
import { type Html, html } from "../html.ts";
import { inBars, startOfBar } from "../latency-bars.ts";
import { linearAxis, logAxis } from "./axis.ts";
import { drawing, upright } from "./drawing.ts";
import type { Step } from "./step-drawing.ts";

interface Bars {
  readonly step: Step;
  readonly histogram: LatencyHistogram;
  /** By number, rising, from the first to the last with answers. */
  readonly bars: readonly { readonly bar: number; readonly share: number }[];
}

/**
 * The step of the knee and the next one above it; without a knee, the fastest one that held is the first.
 * @param loadText of a step: `120/s requested`
 * @returns undefined where no histogram was kept
 */
export function latencyDrawing(capacity: CapacityResult, loadText: (step: Step) => string): Html | undefined {
  const { p95LimitMs: limit } = capacity;
  const shown = aroundKnee(capacity).flatMap(barsOf);
  if (shown.length === 0) return undefined;
  const edges = shown.flatMap(({ bars }) => bars.flatMap(({ bar }) => [startOfBar(bar), startOfBar(bar + 1)]));
  const x = logAxis([...edges, ...(limit === undefined ? [] : [limit])], 1.1);
  const y = linearAxis(110 * Math.max(...shown.flatMap(({ bars }) => bars.map(({ share }) => share))));
  const title = "Latency distribution, ms";
  const limitText = limit === undefined ? "" : `; the limit of p95, ${formatMs(limit)}, is dashed`;
  const keys = shown.map(({ step, histogram }, index) => {
    const percentiles = [0.5, 0.95, 0.99].map((q) => `p${100 * q} ${formatMs(histogram.quantile(q))}`).join(", ");
    const load = `${loadText(step)}, ${step.held ? "held" : "did not hold"}`;
    return html`<br><span class="key ${kindOf(step, index)}" aria-hidden="true"></span> ${load}: ${percentiles}`;
  });
  const note = html`Share of the responses in each bar, %${limitText}${keys}`;
  const label = `${title}: ${shown.map(({ step }) => loadText(step)).join(" and ")}`;
  return drawing({ title, note, label, x, y }, ({ xAt, yAt }) => {
    const outlines = shown.map(({ step, bars }, index) => {
      const [first, last] = [bars[0]?.bar ?? 0, bars.at(-1)?.bar ?? 0];
      const tops = bars.flatMap(({ bar, share }) =>
        [bar, bar + 1].map((edge) => `${xAt(startOfBar(edge))},${yAt(100 * share)}`),
      );
      const points = [`${xAt(startOfBar(first))},${yAt(0)}`, ...tops, `${xAt(startOfBar(last + 1))},${yAt(0)}`].join(
        " ",
      );
      const peak = Math.max(...bars.map(({ share }) => share));
      return html`<polygon class="bars ${kindOf(step, index)}" points="${points}"><title>${loadText(step)}: at most ${formatShare(peak)} in one bar</title></polygon>\n`;
    });
    return html`${outlines}${limit === undefined ? undefined : upright("limit", xAt(limit), `limit of p95: ${formatMs(limit)}`)}`;
  });
}

/** A colour of its own for a further step that held, too. */
function kindOf({ held }: Step, index: number): string {
  return !held ? "broken" : index === 0 ? "held" : "next";
}

/** Above the knee, a rate may have held in one step and not in another. */
function aroundKnee({ answer, perSecond, steps, users }: CapacityResult): readonly Step[] {
  const known = steps.filter(({ latencies = "" }) => latencies !== "").sort((a, b) => loadOf(a) - loadOf(b));
  const isUpToKnee = (step: Step): boolean =>
    users === undefined ? answer !== "knee" || step.askedPerSecond <= perSecond : step.users === users;
  const knee = known.filter((step) => step.held && isUpToKnee(step)).at(-1);
  const least = knee === undefined ? 0 : loadOf(knee);
  const above = known.find((step) => loadOf(step) > least && (users !== undefined || !step.held));
  return [knee, above].filter((step) => step !== undefined);
}

function loadOf({ users, askedPerSecond }: Step): number {
  return users ?? askedPerSecond;
}

/** None for a histogram that cannot be read. */
function barsOf(step: Step): Bars[] {
  const histogram = new LatencyHistogram();
  if (!histogram.addText(step.latencies ?? "") || histogram.count === 0) return [];
  const counts = inBars(histogram).counts();
  const first = Math.min(...counts.keys());
  const bars = Array.from({ length: Math.max(...counts.keys()) - first + 1 }, (_, index) => {
    const bar = first + index;
    return { bar, share: (counts.get(bar) ?? 0) / histogram.count };
  });
  return [{ step, histogram, bars }];
}
