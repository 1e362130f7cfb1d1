/** How much the target takes: the answer, two drawings of the steps, and their table. Pure. */

import { formatCount, formatMs, plural } from "../../../base/figures.ts";
import { rateText } from "../../capacity/capacity-lines.ts";
import { MIX_FIGURES, mixCells } from "../../capacity/mix-table.ts";
import { rateAnswers } from "../../capacity/named-rates.ts";
import { scalabilityLines } from "../../capacity/usl/scalability-lines.ts";
import type { CapacityResult, MixAnswer, RunSummary } from "../../run-summary.ts";
import { type Html, html } from "../html.ts";
import { latencyDrawing } from "./latency-drawing.ts";
import { type Row, type Section, sentences, table } from "./section.ts";
import { type Step, stepDrawing } from "./step-drawing.ts";

const FIGURE = { isFigure: true };

export function capacitySection({ capacity, mix, mixes = [], run }: RunSummary): Section | undefined {
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
    const interval = margin === undefined ? "" : ` ± ${Number(margin.toPrecision(2))}`;
    return [
      String(index + 1),
      users === undefined
        ? { shown: rateText(askedPerSecond), sortBy: askedPerSecond }
        : { shown: formatCount(users), sortBy: users },
      { shown: `${rateText(donePerSecond)}${interval}`, sortBy: donePerSecond },
      Number.isNaN(p95Ms) ? formatMs(p95Ms) : { shown: formatMs(p95Ms), sortBy: p95Ms },
      { shown: formatCount(failed), sortBy: failed },
      held ? "held" : html`<b class="bad sentence">${state}</b>`,
    ];
  });
  const law = isByUsers ? sentences(scalabilityLines(capacity.scalability)) : undefined;
  const rates = sentences(rateAnswers(capacity).map(({ name, text: own }) => `${capitalized(name)}: ${own}`));
  const answer =
    mix === undefined ? html`<b>It ${capacity.text}</b>` : html`With the mix ${mix.name}, <b>it ${capacity.text}</b>`;
  const body = html`<p>${answer}.</p>
${rates}${mixTable(mixes, run)}${law}${drawings(isByUsers ? overUsers(capacity) : overRates(capacity))}${table(columns, rows, { search: "Steps", isStacked: true })}`;
  return { id: "capacity", title: "How much it takes", body };
}

function drawings(all: readonly (Html | undefined)[]): Html | undefined {
  if (all.every((own) => own === undefined)) return undefined;
  return html`<p class="note">Each point is a step: filled where it held, hollow where it did not.</p>
<div class="charts">${all}</div>`;
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** The answers for all mixes of one command. @param run the one of this page */
function mixTable(mixes: readonly MixAnswer[], run: string): Html | undefined {
  if (mixes.length === 0) return undefined;
  const titles = ["Mix", "Operations/s", "Interval", "p95 limit", "Above it"];
  const columns = titles.map((title, index) => ({ title, isFigure: MIX_FIGURES.includes(index) }));
  const rows = mixes.map((own): Row => {
    const [name, rate, interval, limit, why] = mixCells(own);
    const page = `../${encodeURIComponent(own.run)}/report.html`;
    return [
      own.run === run ? html`<b>${name}</b>` : html`<a href="${page}">${name}</a>`,
      rate,
      interval,
      limit,
      html`<span class="sentence">${why}</span>`,
    ];
  });
  return table(columns, rows, { search: "Mixes", isStacked: true });
}

function limitNote(limitMs: number | undefined): string {
  return limitMs === undefined ? "" : "; the limit is dashed";
}

const THROUGHPUT = { limit: undefined, figureOf: ({ donePerSecond }: Step) => donePerSecond, unit: "/s" };
const LATENCY = { figureOf: ({ p95Ms }: Step) => p95Ms, unit: " ms", curve: [] };

function overRates(capacity: CapacityResult): readonly (Html | undefined)[] {
  const { steps, answer, perSecond, p95LimitMs } = capacity;
  const rates = {
    across: "requested rate, operations/s",
    knee: answer === "knee" ? perSecond : undefined,
    loadOf: ({ askedPerSecond }: Step) => askedPerSecond,
    loadText: ({ askedPerSecond }: Step) => `${rateText(askedPerSecond)}/s requested`,
  };
  const throughput = {
    title: "Throughput against rate, /s",
    note: "Operations that succeeded, over the requested rate",
  };
  const latency = { title: "p95 against rate, ms", note: `From when operations were due${limitNote(p95LimitMs)}` };
  return [
    stepDrawing(steps, { ...rates, ...THROUGHPUT, ...throughput, curve: [] }),
    stepDrawing(steps, { ...rates, ...LATENCY, ...latency, limit: p95LimitMs }),
    latencyDrawing(capacity, rates.loadText),
  ];
}

function overUsers(capacity: CapacityResult): readonly (Html | undefined)[] {
  const { steps, answer, users, p95LimitMs, scalability } = capacity;
  const load = {
    across: "users",
    knee: answer === "knee" ? users : undefined,
    loadOf: ({ users: own = 0 }: Step) => own,
    loadText: ({ users: own = 0 }: Step) => plural(own, "user"),
  };
  const points = scalability?.isFollowed === true ? scalability.curve : [];
  const curve = points.map(({ users: at, ...estimate }) => ({ at, ...estimate }));
  const isFitted = curve.length > 0 ? "; the line is the fitted law with its 95 % interval" : "";
  const throughput = { title: "Throughput against users, /s", note: `Operations that succeeded${isFitted}` };
  const latency = { title: "p95 against users, ms", note: `From when operations began${limitNote(p95LimitMs)}` };
  return [
    stepDrawing(steps, { ...load, ...THROUGHPUT, ...throughput, curve }),
    stepDrawing(steps, { ...load, ...LATENCY, ...latency, limit: p95LimitMs }),
    latencyDrawing(capacity, load.loadText),
  ];
}
