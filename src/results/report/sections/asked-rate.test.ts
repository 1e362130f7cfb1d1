import { expect, it } from "vitest";
import { CAPACITY_SUMMARY, LOAD_REPORT, READWRITE_SUMMARY, SERIES } from "../../../../test/golden/sample-run.ts";
import type { RunSummary } from "../../run-summary.ts";
import { chartsOf } from "./charts.ts";

const START = 1_795_409_074_000;

/** Of ten seconds, with an operation per second from the third second on. */
const series = {
  ...SERIES,
  startMs: START,
  seconds: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  endedOperations: [0, 0, 1, 1, 1, 1, 1, 1, 1, 0],
  lateOperations: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
};

function rateChart(run: Parameters<typeof chartsOf>[1], own = series) {
  return chartsOf(own, run).find(({ id }) => id === "rate");
}

function chartOf(members: Partial<RunSummary>, set: Readonly<Record<string, string>> = {}) {
  const { openModel: _, ...summary } = READWRITE_SUMMARY;
  const values = Object.entries({ MODEL: "constant-vus", STAGES: "", ...set });
  const manifest = { settings: Object.fromEntries(values.map(([name, value]) => [name, { value }])) };
  return rateChart({ summary: { ...summary, warmUpMs: 2000, ...members }, manifest });
}

function askedOf(...run: Parameters<typeof chartOf>) {
  return chartOf(...run)?.lines[1]?.values;
}

it("has the rate of each step of a capacity run, in its measured part", () => {
  const step = { donePerSecond: 1, seconds: 3, failed: 0, p95Ms: 9, held: true, state: "held" };
  const steps = [
    { ...step, askedPerSecond: 1 },
    { ...step, askedPerSecond: 2, fromMs: START + 2_100 },
    { ...step, askedPerSecond: 4, fromMs: START + 7_000 },
  ];
  const capacity = { answer: "knee", text: "", perSecond: 2, steps } as const;
  expect(askedOf({ capacity })).toEqual([null, null, 2, 2, 2, null, null, 4, 4, 4]);
  const byUsers = steps.map((each) => ({ ...each, users: 3 }));
  expect(chartOf({ capacity: { ...capacity, steps: byUsers } })).toBeUndefined();
  expect(chartOf({ capacity: CAPACITY_SUMMARY.capacity })).toBeUndefined();
});

it("has the rates before, in and after a spike", () => {
  const part = { perSecond: 1, seconds: 2, asked: 0, done: 0, failed: 0, missed: 0 };
  const spike = { before: part, spike: { ...part, perSecond: 3, seconds: 4 }, after: part };
  expect(askedOf({ spike: { ...spike, startMs: START + 4000 } })).toEqual([null, null, 1, 1, 3, 3, 3, 3, 1, 1]);
  expect(chartOf({ spike })).toBeUndefined();
});

it("has the rate of a soak from its first operation to the last", () => {
  const drift = { fromSeconds: 0, toSeconds: 7, stepSeconds: 1, series: [] };
  const soak = { perSecond: 1, seconds: 7, asked: 7, done: 7, failed: 0, starts: 1, drift };
  expect(askedOf({ soak })).toEqual([null, null, 1, 1, 1, 1, 1, 1, 1, null]);
});

const openModel = { askedPerSecond: 2, donePerSecond: 1, asked: 12, dropped: 0, vus: 1, addedVus: 0, operationMs: 1 };

it("has the constant rate of an open model after its warm-up, however the model was chosen", () => {
  const expected = [null, null, 2, 2, 2, 2, 2, 2, null, null];
  for (const model of ["constant-arrival-rate", "open", "constant-vus"])
    expect(askedOf({ openModel }, { MODEL: model }), model).toEqual(expected);
});

it("has the rates of the stages of an open model, from its start rate on", () => {
  const stages = { RW_RATE: "1", STAGES: "4s:9,2s:1" };
  const expected = [null, null, 2, 4, 6, 8, 7, 3, null, null];
  for (const model of ["ramping-arrival-rate", "open", "constant-vus"])
    expect(askedOf({ openModel }, { MODEL: model, ...stages }), model).toEqual(expected);
  expect(chartOf({ openModel }, { MODEL: "constant-arrival-rate", ...stages })).toBeUndefined();
});

it("has the rate of a load at a rate, from its first item to the last", () => {
  const load = LOAD_REPORT.summary.load as NonNullable<RunSummary["load"]>;
  expect(askedOf({ load }, { ARRIVAL_RATE: "3" })).toEqual([null, null, 3, 3, 3, 3, 3, 3, 3, null]);
  expect(chartOf({ load }, { ARRIVAL_RATE: "0" })).toBeUndefined();
});

it("shows what did not start in time only where there was some", () => {
  const part = { perSecond: 1, seconds: 2, asked: 0, done: 0, failed: 0, missed: 0 };
  const summary = { ...READWRITE_SUMMARY, spike: { before: part, spike: part, after: part, startMs: START } };
  const linesOf = (late: number) =>
    rateChart({ summary, manifest: {} }, { ...series, lateOperations: [late] })?.lines.map(({ label }) => label);
  expect(linesOf(0)).toEqual(["achieved", "requested"]);
  expect(linesOf(1)).toEqual(["achieved", "requested", "not started in time"]);
});
