/** What a capacity run, a soak or a spike found, as points at the end of the run. Pure. */

import type { Scalability } from "../capacity/usl/scalability-result.ts";
import type { RunSummary } from "../run-summary.ts";
import { type Point, runPoint } from "./series.ts";

export function steeredPoints({ capacity, soak, spike }: RunSummary): Point[] {
  return [...capacityPoints(capacity), ...soakPoints(soak), ...spikePoints(spike)];
}

function capacityPoints(capacity: RunSummary["capacity"]): Point[] {
  if (capacity === undefined) return [];
  const { answer, perSecond, low, high, users, scalability, steps } = capacity;
  return [
    runPoint("capacity_per_second", perSecond, { answer }),
    ...(low === undefined ? [] : [runPoint("capacity_low_per_second", low)]),
    ...(high === undefined ? [] : [runPoint("capacity_high_per_second", high)]),
    ...(users === undefined ? [] : [runPoint("capacity_users", users)]),
    ...lawPoints(scalability),
    ...steps.flatMap(({ askedPerSecond, donePerSecond, failed, p95Ms, held, users: own }, index) => {
      const labels = { step: String(index + 1) };
      return [
        ...(own === undefined ? [] : [runPoint("capacity_step_users", own, labels)]),
        runPoint("capacity_step_asked_per_second", askedPerSecond, labels),
        runPoint("capacity_step_done_per_second", donePerSecond, labels),
        runPoint("capacity_step_failures", failed, labels),
        runPoint("capacity_step_held", held ? 1 : 0, labels),
        ...p95Points("capacity_step_response_seconds", p95Ms, labels),
      ];
    }),
  ];
}

/** None where chance explains the steps as well, and no peak where there is none. */
function lawPoints(law: Scalability | undefined): Point[] {
  if (law?.isFollowed !== true) return [];
  const { contention, coherency, peakUsers } = law;
  return Object.entries({ contention, coherency, peak_users: peakUsers })
    .filter(([, { value }]) => Number.isFinite(value))
    .map(([name, { value }]) => runPoint(`capacity_${name}`, value));
}

function soakPoints(soak: RunSummary["soak"]): Point[] {
  if (soak === undefined) return [];
  const { perSecond, done, seconds, drift } = soak;
  return [
    runPoint("soak_asked_per_second", perSecond),
    ...(seconds > 0 ? [runPoint("soak_done_per_second", done / seconds)] : []),
    ...drift.series.flatMap(({ name: figure, state, sinceSeconds }) => [
      ...(state === "too-short" || state === "unclear"
        ? []
        : [runPoint("soak_drift", state === "drifts" ? 1 : 0, { figure })]),
      ...(state === "drifts" ? [runPoint("soak_drift_since_seconds", sinceSeconds ?? 0, { figure })] : []),
    ]),
  ];
}

function spikePoints(spike: RunSummary["spike"]): Point[] {
  if (spike === undefined) return [];
  const { recoveredAfterSeconds: seconds, partial = false } = spike;
  return [
    ...(seconds === undefined && partial ? [] : [runPoint("spike_recovered", seconds === undefined ? 0 : 1)]),
    ...(seconds === undefined ? [] : [runPoint("spike_recovery_seconds", seconds)]),
    ...(["before", "spike", "after"] as const).flatMap((part) => {
      const { perSecond, done, failed, missed, p95Ms } = spike[part];
      return [
        runPoint("spike_asked_per_second", perSecond, { part }),
        ...Object.entries({ done, failed, missed }).map(([result, count]) =>
          runPoint("spike_operations", count, { part, result }),
        ),
        ...p95Points("spike_response_seconds", p95Ms, { part }),
      ];
    }),
  ];
}

function p95Points(name: string, p95Ms: number | undefined, labels: Point["labels"]): Point[] {
  if (p95Ms === undefined || Number.isNaN(p95Ms)) return [];
  return [runPoint(name, p95Ms / 1000, { ...labels, quantile: "0.95" })];
}
