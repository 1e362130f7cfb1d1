/** How much the target takes: the answer, two drawings of the steps, and their table. Pure. */

import { formatCount, formatMs, formatNumber } from "../../../base/figures.ts";
import { rateText } from "../../capacity/capacity-lines.ts";
import type { CapacityResult, RunSummary } from "../../run-summary.ts";
import { type Html, html } from "../html.ts";
import { type Row, type Section, table } from "./section.ts";

type Step = CapacityResult["steps"][number];

const FIGURE = { isFigure: true };

export function capacitySection({ capacity, mix }: RunSummary): Section | undefined {
  if (capacity === undefined) return undefined;
  const columns = [
    { title: "Step", ...FIGURE },
    { title: "Asked for, /s", ...FIGURE },
    { title: "Succeeded, /s", ...FIGURE },
    { title: "p95", ...FIGURE },
    { title: "Failed", ...FIGURE },
    { title: "Result" },
  ];
  const rows = capacity.steps.map(
    ({ askedPerSecond, donePerSecond, p95Ms, failed, held, state }, index): Row => [
      String(index + 1),
      { shown: formatNumber(askedPerSecond), sortBy: askedPerSecond },
      { shown: formatNumber(donePerSecond), sortBy: donePerSecond },
      Number.isNaN(p95Ms) ? formatMs(p95Ms) : { shown: formatMs(p95Ms), sortBy: p95Ms },
      { shown: formatCount(failed), sortBy: failed },
      held ? "held" : html`<b class="bad">${state}</b>`,
    ],
  );
  const body = html`<p><b>It ${capacity.text}</b>, with the mix ${mix?.name ?? ""}.</p>
<div class="charts">${drawings(capacity)}</div>${table(columns, rows, { search: "Steps" })}`;
  return { id: "capacity", title: "How much it takes", body };
}

function drawings({ steps, answer, perSecond, p95LimitMs }: CapacityResult): readonly (Html | undefined)[] {
  const knee = answer === "knee" ? perSecond : undefined;
  const throughput = { knee, limit: undefined, figureOf: ({ donePerSecond }: Step) => donePerSecond, unit: "/s" };
  const latency = { knee, limit: p95LimitMs, figureOf: ({ p95Ms }: Step) => p95Ms, unit: " ms" };
  return [
    drawing("Throughput against rate, /s", "Operations that succeeded, over the rate asked for", steps, throughput),
    drawing("p95 against rate, ms", "From when operations were due; the limit is dashed", steps, latency),
  ];
}

interface Content {
  readonly knee: number | undefined;
  readonly limit: number | undefined;
  readonly figureOf: (step: Step) => number;
  readonly unit: string;
}

const WIDTH = 640;
const HEIGHT = 230;
const LEFT = 52;
const BOTTOM = 24;
const TOP = 10;
const RIGHT = 14;

/** Both axes are logarithmic: rates double from step to step. */
function drawing(title: string, note: string, steps: readonly Step[], content: Content): Html | undefined {
  const { knee, limit, figureOf, unit } = content;
  const shown = steps.filter((step) => figureOf(step) > 0 && step.askedPerSecond > 0);
  if (shown.length === 0) return undefined;
  const x = axisOf([...shown.map(({ askedPerSecond }) => askedPerSecond), ...(knee === undefined ? [] : [knee])]);
  const y = axisOf([...shown.map(figureOf), ...(limit === undefined ? [] : [limit])]);
  const xAt = (value: number): string => (LEFT + x.placeOf(value) * (WIDTH - LEFT - RIGHT)).toFixed(1);
  const yAt = (value: number): string => (HEIGHT - BOTTOM - y.placeOf(value) * (HEIGHT - TOP - BOTTOM)).toFixed(1);
  const bottom = HEIGHT - BOTTOM;
  const points = shown.map((step) => {
    const text = `${formatNumber(step.askedPerSecond)}/s asked for: ${formatNumber(figureOf(step))}${unit}, ${step.state}`;
    return html`<circle cx="${xAt(step.askedPerSecond)}" cy="${yAt(figureOf(step))}" r="4" class="${step.held ? "held" : "broken"}"><title>${text}</title></circle>`;
  });
  return html`<figure><figcaption><b class="caption">${title}</b>
<span class="caption-note">${note}</span></figcaption>
<svg class="steps" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}, ${shown.length} steps">
${x.ticks.map((tick) => html`<line x1="${xAt(tick)}" x2="${xAt(tick)}" y1="${TOP}" y2="${bottom}"/><text x="${xAt(tick)}" y="${HEIGHT - 6}" text-anchor="middle">${rateText(tick)}</text>`)}
${y.ticks.map((tick) => html`<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${yAt(tick)}" y2="${yAt(tick)}"/><text x="${LEFT - 6}" y="${yAt(tick)}" text-anchor="end" dominant-baseline="middle">${rateText(tick)}</text>`)}
${knee === undefined ? undefined : html`<line class="knee" x1="${xAt(knee)}" x2="${xAt(knee)}" y1="${TOP}" y2="${bottom}"><title>knee: ${formatNumber(knee)}/s</title></line>`}
${limit === undefined ? undefined : html`<line class="limit" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${yAt(limit)}" y2="${yAt(limit)}"><title>limit: ${formatMs(limit)}</title></line>`}
${points}</svg></figure>
`;
}

interface Axis {
  readonly ticks: readonly number[];
  /** 0 to 1. @param value above 0 */
  placeOf(value: number): number;
}

/** Room on both sides of the first and the last value. */
const ROOM = 1.25;

function axisOf(values: readonly number[]): Axis {
  const low = Math.log10(Math.min(...values) / ROOM);
  const high = Math.log10(Math.max(...values) * ROOM);
  const ticks: number[] = [];
  for (let power = Math.floor(low); power <= high; power++)
    for (const digit of [1, 2, 5]) {
      const tick = digit * 10 ** power;
      if (Math.log10(tick) >= low && Math.log10(tick) <= high) ticks.push(tick);
    }
  return { ticks, placeOf: (value) => (Math.log10(value) - low) / (high - low) };
}
