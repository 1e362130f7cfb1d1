import { expect, it } from "vitest";
import { READWRITE_SUMMARY, SERIES } from "../../../test/golden/sample-run.ts";
import type { RunSummary } from "../run-summary.ts";
import { bandsOf } from "./bands.ts";

const START = 1_795_409_074_000;

function bands(members: Partial<RunSummary>) {
  return bandsOf({ summary: { ...READWRITE_SUMMARY, ...members }, series: undefined, samples: [] }, START);
}

it("marks each step of a capacity run whose time is known", () => {
  const step = { askedPerSecond: 40, donePerSecond: 40, seconds: 10, failed: 0, p95Ms: 9, held: true, state: "held" };
  const steps = [
    step,
    { ...step, fromMs: START + 5_040 },
    { ...step, fromMs: START + 20_000, askedPerSecond: 80, held: false },
  ];
  expect(bands({ capacity: { answer: "knee", text: "", perSecond: 40, steps } })).toEqual([
    { from: 5, to: 15, label: "40/s", meaning: "steps that held", isBad: false },
    { from: 20, to: 30, label: "80/s", meaning: "steps that did not hold", isBad: true },
  ]);
  const climb = [1, 2].map((users) => ({ ...step, users, fromMs: START }));
  const labels = bands({ capacity: { answer: "knee", text: "", by: "users", perSecond: 40, steps: climb } });
  expect(labels.map(({ label }) => label)).toEqual(["1 user", "2 users"]);
});

it("marks a spike and the time until the target was as before", () => {
  const part = { perSecond: 10, seconds: 20, asked: 0, done: 0, failed: 0, missed: 0 };
  const spike = { before: part, spike: { ...part, perSecond: 30 }, after: part, startMs: START + 30_000 };
  const [peak, ...after] = bands({ spike });
  expect(peak).toEqual({ from: 30, to: 50, label: "spike, 30.0/s", isBad: false });
  expect(after).toEqual([{ from: 50, to: 70, label: "not back to normal", isBad: true }]);
  expect(bands({ spike: { ...spike, recoveredAfterSeconds: 4 } })[1]).toMatchObject({ from: 50, to: 54 });
  expect(bands({ spike: { ...spike, recoveredAfterSeconds: 0 } })).toEqual([peak]);
  const { startMs: _, ...unknown } = spike;
  expect(bands({ spike: unknown })).toEqual([]);
});

it("marks where the first drift of a soak begins, unless that is its start", () => {
  const series = [
    { name: "p95", unit: "ms", state: "drifts", sinceSeconds: 300 },
    { name: "failures", unit: "share", state: "drifts", sinceSeconds: 200 },
    { name: "memory", unit: "bytes", state: "with-rows", sinceSeconds: 100 },
  ] as const;
  const soak = { perSecond: 10, seconds: 600, asked: 0, done: 0, failed: 0, starts: 1 };
  const drift = { fromSeconds: 60, toSeconds: 600, stepSeconds: 5, series };
  expect(bands({ soak: { ...soak, drift } })).toEqual([{ from: 200, to: 200, label: "drift begins", isBad: true }]);
  const early = [{ ...series[0], sinceSeconds: 0 }, series[1]];
  expect(bands({ soak: { ...soak, drift: { ...drift, series: early } } })).toEqual([]);
  expect(bands({ soak: { ...soak, drift: { ...drift, series: series.slice(2) } } })).toEqual([]);
});

it("marks nothing in other phases", () => {
  expect(bands({})).toEqual([]);
});

it("marks each further start of k6", () => {
  const series = { ...SERIES, restarts: [61] };
  expect(bandsOf({ summary: READWRITE_SUMMARY, series, samples: [] }, START)).toEqual([
    { from: 61, to: 61, label: "start 2", isBad: false },
  ]);
});
