import { expect, test } from "vitest";
import {
  CAPACITY_SUMMARY,
  CLIMB_SUMMARY,
  READWRITE_SUMMARY,
  SOAK_SUMMARY,
  SPIKE_SUMMARY,
} from "../../../test/golden/sample-run.ts";
import type { RunSummary } from "../run-summary.ts";
import { steeredPoints } from "./steered-points.ts";

/** As Prometheus shows them: `name{label="value"} value`. */
function linesOf(summary: RunSummary): string[] {
  return steeredPoints(summary).map(({ name, labels, value }) => {
    const own = Object.entries(labels).map(([label, text]) => `${label}="${text}"`);
    return `${name.replace("dms_run_", "")}${own.length === 0 ? "" : `{${own.join(",")}}`} ${value}`;
  });
}

test("a capacity run has its answer and its steps", () => {
  expect(linesOf(CAPACITY_SUMMARY)).toEqual([
    'capacity_per_second{answer="knee"} 142',
    "capacity_low_per_second 131",
    "capacity_high_per_second 150",
    'capacity_step_asked_per_second{step="1"} 142',
    'capacity_step_done_per_second{step="1"} 141.5',
    'capacity_step_failures{step="1"} 0',
    'capacity_step_held{step="1"} 1',
    'capacity_step_response_seconds{step="1",quantile="0.95"} 0.08',
    'capacity_step_asked_per_second{step="2"} 160',
    'capacity_step_done_per_second{step="2"} 0',
    'capacity_step_failures{step="2"} 7',
    'capacity_step_held{step="2"} 0',
  ]);
});

test("a climb by users has them, and the law that it follows", () => {
  const { capacity } = CLIMB_SUMMARY;
  expect(linesOf(CLIMB_SUMMARY).slice(3, 8)).toEqual([
    "capacity_users 8",
    "capacity_contention 0.1",
    "capacity_coherency 0.01",
    "capacity_peak_users 9.5",
    'capacity_step_users{step="1"} 8',
  ]);
  const { scalability: law } = capacity;
  if (law === undefined) throw new Error("the sample has no law");
  const linesWith = (other: Partial<typeof law>) =>
    linesOf({ ...CLIMB_SUMMARY, capacity: { ...capacity, scalability: { ...law, ...other } } }).join("\n");
  const endless = { ...law.peakUsers, value: Number.POSITIVE_INFINITY };
  expect(linesWith({ peakUsers: endless })).not.toContain("peak_users");
  expect(linesWith({ isFollowed: false })).not.toMatch(/contention|coherency|peak_users/);
});

test("a soak has its rate, and each figure that was tested", () => {
  expect(linesOf(SOAK_SUMMARY)).toEqual([
    "soak_asked_per_second 40",
    "soak_done_per_second 39.9",
    'soak_drift{figure="mean read"} 1',
    'soak_drift_since_seconds{figure="mean read"} 60',
    'soak_drift{figure="failures"} 0',
  ]);
});

test("a spike has its recovery and its parts", () => {
  const lines = linesOf(SPIKE_SUMMARY);
  expect(lines.slice(0, 2)).toEqual(["spike_recovered 1", "spike_recovery_seconds 4"]);
  expect(lines.filter((line) => line.includes('part="spike"'))).toEqual([
    'spike_asked_per_second{part="spike"} 90',
    'spike_operations{part="spike",result="done"} 1500',
    'spike_operations{part="spike",result="failed"} 100',
    'spike_operations{part="spike",result="missed"} 200',
    'spike_response_seconds{part="spike",quantile="0.95"} 0.9',
  ]);
  const { recoveredAfterSeconds: _, ...stuck } = SPIKE_SUMMARY.spike;
  expect(linesOf({ ...SPIKE_SUMMARY, spike: stuck })[0]).toBe("spike_recovered 0");
  // Stopped before its end: nobody knows.
  expect(linesOf({ ...SPIKE_SUMMARY, spike: { ...stuck, partial: true } }).join()).not.toContain("spike_recovered");
});

test("other phases have none", () => {
  expect(linesOf(READWRITE_SUMMARY)).toEqual([]);
});
