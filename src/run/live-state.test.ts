import { expect, it } from "vitest";
import { answersOf, periodOf } from "../../test/fakes/periods.ts";
import type { Totals } from "../results/measurements/figures.ts";
import { type LiveContext, LiveStateBuilder } from "./live-state.ts";

const CONTEXT: LiveContext = {
  phase: "load",
  profile: "dev",
  target: "http://127.0.0.1:1",
  tokens: { issued: 1, refused: 0, held: 0 },
  health: "Healthy",
  generator: undefined,
  repeats: {},
  warnings: [],
  dashboard: undefined,
};
const CREATES = { op: "create", ...answersOf([10, 20], { created: 2, rejected: 1 }, [900]) };
const TOTALS: Totals = {
  ...periodOf(1, { operations: [CREATES, { op: "readback", ...answersOf([5], {}) }] }),
  calls: [{ resource: "students", ...CREATES }],
};

it("shows all requests and answers, those beside the run too, and what is done by resource", () => {
  const builder = new LiveStateBuilder();
  builder.addPeriod(periodOf(1, { operations: TOTALS.operations }));
  const state = builder.build(1, TOTALS, undefined, CONTEXT);
  expect(state.requests).toEqual({ perSecond: 4, all: 4 });
  expect(state.outcomes).toEqual({ now: { items: 3, failed: 1 }, all: { created: 2, rejected: 1 } });
  expect(state.latency.now.p99).toBeGreaterThan(800);
  expect(state.latency.all?.p99).toBe(state.latency.now.p99);
  expect(state.progress.resources).toEqual([{ resource: "students", done: 2, planned: undefined }]);
  expect(state.calls).toBe(TOTALS.calls);
});

it("has no figures before the first period", () => {
  const state = new LiveStateBuilder().build(0, undefined, undefined, CONTEXT);
  expect(state).toMatchObject({ requests: { perSecond: 0, all: 0 }, outcomes: { all: {} }, vus: 0, calls: [] });
  expect(state.latency.now.p50).toBeNaN();
});
