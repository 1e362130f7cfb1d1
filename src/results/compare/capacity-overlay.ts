/** Capacity runs side by side: their answers in a table, their steps in the same drawings. Pure. */

import { MIX_FIGURES, mixCells } from "../capacity/mix-table.ts";
import { type Html, html } from "../report/html.ts";
import { logAxis } from "../report/sections/axis.ts";
import { drawing, upright } from "../report/sections/drawing.ts";
import { type Section, table } from "../report/sections/section.ts";
import type { CapacityResult } from "../run-summary.ts";
import { kneeText } from "./compare-capacity.ts";
import { colourOf } from "./overlay-charts.ts";
import type { RunData } from "./run-data.ts";

type Step = CapacityResult["steps"][number];

interface Climb {
  readonly name: string;
  readonly capacity: CapacityResult;
  readonly colour: string;
}

/** @param runs the base first @returns undefined without a capacity run */
export function capacityOverlay(runs: readonly RunData[]): Section | undefined {
  const climbs = runs.flatMap(({ name, summary: { capacity } }, index): Climb[] =>
    capacity === undefined ? [] : [{ name, capacity, colour: colourOf(index) }],
  );
  if (climbs.length === 0) return undefined;
  const titles = ["Run", "Operations/s", "Interval", "Latency limit", "Above it"];
  const columns = titles.map((title, index) => ({ title, isFigure: MIX_FIGURES.includes(index) }));
  const rows = climbs.map(({ name, capacity }) => mixCells({ ...capacity, mix: name, run: name }));
  const isAlike = new Set(climbs.map(({ capacity }) => capacity.by ?? "rate")).size === 1;
  const body = html`${table(columns, rows, { search: "How much each takes", isStacked: true })}
${isAlike ? drawings(climbs) : undefined}`;
  return { id: "capacity", title: "How much each takes", body };
}

function drawings(climbs: readonly Climb[]): Html {
  return html`<p class="note">Each point is a step: filled where it held, hollow where it did not; a line is the knee.</p>
<div class="charts">${overlay(climbs, "Throughput, /s", ({ donePerSecond }) => donePerSecond)}
${overlay(climbs, "p95, ms", ({ p95Ms }) => p95Ms)}</div>`;
}

function overlay(climbs: readonly Climb[], title: string, figureOf: (step: Step) => number): Html | undefined {
  const shown = climbs.map((climb) => {
    const { steps, answer, users, perSecond } = climb.capacity;
    const knee = answer === "knee" ? (users ?? perSecond) : undefined;
    return { ...climb, knee, steps: steps.filter((step) => figureOf(step) > 0 && loadOf(step) > 0) };
  });
  const steps = shown.flatMap((climb) => climb.steps);
  if (steps.length === 0) return undefined;
  const x = logAxis([...steps.map(loadOf), ...shown.flatMap(({ knee }) => knee ?? [])]);
  const y = logAxis(steps.map(figureOf));
  const note = shown.map(
    ({ name, capacity, colour }) =>
      html`<br><span class="key" style="background:var(--${colour})" aria-hidden="true"></span> ${name}: ${kneeText(capacity)}`,
  );
  const across = climbs[0]?.capacity.by === "users" ? "users" : "requested rate, operations/s";
  const label = `${title}, of the steps of ${climbs.map(({ name }) => name).join(" and ")}`;
  return drawing({ title, note: html`${note}`, label, x, y, across }, ({ xAt, yAt }) =>
    shown.map(({ knee, colour, steps: own }) => {
      const points = own.map(
        (step) =>
          html`<circle class="${step.held ? "of-run" : "of-run hollow"}" cx="${xAt(loadOf(step))}" cy="${yAt(figureOf(step))}" r="4"><title>${step.state}</title></circle>`,
      );
      return html`<g style="--mark:var(--${colour})">${knee === undefined ? undefined : upright("of-run", xAt(knee))}${points}</g>\n`;
    }),
  );
}

function loadOf({ users, askedPerSecond }: Step): number {
  return users ?? askedPerSecond;
}
