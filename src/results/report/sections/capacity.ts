/** How much the target takes: the answer, two drawings of the steps, and their table. Pure. */

import { formatCount, formatMs, formatNumber, plural } from "../../../base/figures.ts";
import { rateText } from "../../capacity/capacity-lines.ts";
import { scalabilityLines } from "../../capacity/usl/scalability-lines.ts";
import type { CapacityResult, RunSummary } from "../../run-summary.ts";
import { type Html, html } from "../html.ts";
import { type Row, type Section, sentences, table } from "./section.ts";
import { type Step, stepDrawing } from "./step-drawing.ts";

const FIGURE = { isFigure: true };

export function capacitySection({ capacity, mix }: RunSummary): Section | undefined {
  if (capacity === undefined) return undefined;
  const isByUsers = capacity.by === "users";
  const columns = [
    { title: "Step", ...FIGURE },
    { title: isByUsers ? "Users" : "Asked for, /s", ...FIGURE },
    { title: "Succeeded, /s", ...FIGURE },
    { title: "p95", ...FIGURE },
    { title: "Failed", ...FIGURE },
    { title: "Result" },
  ];
  const rows = capacity.steps.map((step, index): Row => {
    const { askedPerSecond, users, donePerSecond, margin, p95Ms, failed, held, state } = step;
    const interval = margin === undefined ? "" : ` ± ${rateText(margin)}`;
    return [
      String(index + 1),
      users === undefined
        ? { shown: formatNumber(askedPerSecond), sortBy: askedPerSecond }
        : { shown: formatCount(users), sortBy: users },
      { shown: `${formatNumber(donePerSecond)}${interval}`, sortBy: donePerSecond },
      Number.isNaN(p95Ms) ? formatMs(p95Ms) : { shown: formatMs(p95Ms), sortBy: p95Ms },
      { shown: formatCount(failed), sortBy: failed },
      held ? "held" : html`<b class="bad">${state}</b>`,
    ];
  });
  const law = isByUsers ? sentences(scalabilityLines(capacity.scalability)) : undefined;
  const body = html`<p><b>It ${capacity.text}</b>, with the mix ${mix?.name ?? ""}.</p>
${law}<div class="charts">${isByUsers ? overUsers(capacity) : overRates(capacity)}</div>${table(columns, rows, { search: "Steps" })}`;
  return { id: "capacity", title: "How much it takes", body };
}

const THROUGHPUT = { limit: undefined, figureOf: ({ donePerSecond }: Step) => donePerSecond, unit: "/s" };
const LATENCY = { figureOf: ({ p95Ms }: Step) => p95Ms, unit: " ms", curve: [] };

function overRates({ steps, answer, perSecond, p95LimitMs }: CapacityResult): readonly (Html | undefined)[] {
  const rates = {
    knee: answer === "knee" ? perSecond : undefined,
    loadOf: ({ askedPerSecond }: Step) => askedPerSecond,
    loadText: ({ askedPerSecond }: Step) => `${formatNumber(askedPerSecond)}/s asked for`,
  };
  const throughput = {
    title: "Throughput against rate, /s",
    note: "Operations that succeeded, over the rate asked for",
  };
  const latency = { title: "p95 against rate, ms", note: "From when operations were due; the limit is dashed" };
  return [
    stepDrawing(steps, { ...rates, ...THROUGHPUT, ...throughput, curve: [] }),
    stepDrawing(steps, { ...rates, ...LATENCY, ...latency, limit: p95LimitMs }),
  ];
}

function overUsers({ steps, answer, users, p95LimitMs, scalability }: CapacityResult): readonly (Html | undefined)[] {
  const load = {
    knee: answer === "knee" ? users : undefined,
    loadOf: ({ users: own = 0 }: Step) => own,
    loadText: ({ users: own = 0 }: Step) => plural(own, "user"),
  };
  const points = scalability?.isFollowed === true ? scalability.curve : [];
  const curve = points.map(({ users: at, ...estimate }) => ({ at, ...estimate }));
  const isFitted = curve.length > 0 ? "; the line is the fitted law with its 95 % interval" : "";
  const throughput = { title: "Throughput against users, /s", note: `Operations that succeeded${isFitted}` };
  const latency = { title: "p95 against users, ms", note: "From when operations began; the limit is dashed" };
  return [
    stepDrawing(steps, { ...load, ...THROUGHPUT, ...throughput, curve }),
    stepDrawing(steps, { ...load, ...LATENCY, ...latency, limit: p95LimitMs }),
  ];
}
