import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, it } from "vitest";
import { syntheticRun } from "../../test/fakes/synthetic-run.ts";
import { temporaryFolder } from "../../test/temporary-folder.ts";
import type { RunSummary } from "../results/run-summary.ts";
import { lastAnswer, lastMeasuredRate } from "./earlier-runs.ts";

let results = "";
beforeEach(() => {
  results = temporaryFolder();
});

const TARGET = { kind: "target", baseUrl: "https://api.example.org", version: "1" } as const;
const SANDBOX = { kind: "sandbox", baseUrl: "http://127.0.0.1:41001", version: "1" } as const;
const COMPLETE = { fingerprint: "f", planned: 950, created: 900, present: 50, missing: 0, repeats: 0, resources: {} };
const LOAD = { phase: "load", target: TARGET, load: COMPLETE, outcomes: { created: 900 }, windowMs: 10_000 } as const;
const KNEE = { answer: "knee", text: "takes 142 operations/s", perSecond: 142, steps: [] } as const;

const mixOf = (...shares: readonly (readonly [op: string, wanted: number])[]) => ({
  name: "own",
  rows: shares.map(([op, wanted]) => ({ op, wanted, achieved: wanted })),
});
const CREATES = {
  phase: "capacity",
  target: TARGET,
  capacity: KNEE,
  mix: mixOf(["create", 1], ["delete", 0]),
} as const;

/** @param hour in its name: later runs are newer */
function writeRun(hour: number, summary: Partial<RunSummary>, phase = ""): string {
  const name = `20261123T0${hour}0000Z-test-run`;
  const run = syntheticRun({ name, seconds: 1, seed: 1, operations: [], summary });
  const folder = join(results, name, phase);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "summary.json"), JSON.stringify(run.summary));
  return name;
}

it("is that of the newest load, or of the newest knee of creates", () => {
  const load = writeRun(1, LOAD);
  expect(lastMeasuredRate(results, TARGET)).toEqual({ perSecond: 90, unit: "items", run: load });
  const capacity = writeRun(2, CREATES);
  expect(lastMeasuredRate(results, TARGET)).toEqual({ perSecond: 142, unit: "creates", run: capacity });
  writeRun(3, { phase: "readwrite", target: TARGET });
  expect(lastMeasuredRate(results, TARGET)).toMatchObject({ run: capacity });
});

it("is not that of a load that found most of its items there already", () => {
  const load = writeRun(1, LOAD);
  const again = { ...COMPLETE, created: 49, present: 901 };
  writeRun(2, { ...LOAD, load: again, outcomes: { created: 49 } });
  expect(lastMeasuredRate(results, TARGET)).toMatchObject({ run: load });
});

it("is found in a full run", () => {
  const name = writeRun(1, LOAD, "load");
  writeFileSync(
    join(results, name, "full.json"),
    JSON.stringify({ order: ["smoke", "load"], settings: {}, phases: {} }),
  );
  expect(lastMeasuredRate(results, TARGET)).toEqual({ perSecond: 90, unit: "items", run: name });
});

it("is of the same target alone; the embedded sandbox has another port each time", () => {
  writeRun(1, LOAD);
  expect(lastMeasuredRate(results, { ...TARGET, baseUrl: "https://other.example.org" })).toBeUndefined();
  expect(lastMeasuredRate(results, { ...SANDBOX, baseUrl: TARGET.baseUrl })).toBeUndefined();
  const own = writeRun(2, { ...LOAD, target: SANDBOX });
  expect(lastMeasuredRate(results, { ...SANDBOX, baseUrl: "http://127.0.0.1:41002" })).toMatchObject({ run: own });
});

const STOPPED = { answer: "at-least", limitedBy: "target-stopped" } as const;

it.each<[string, Partial<RunSummary>]>([
  ["a load that is not complete", { ...LOAD, load: { ...COMPLETE, missing: 1 } }],
  ["a load that found everything there", { ...LOAD, outcomes: { unchanged: 950 } }],
  ["a search in which nothing held", { ...CREATES, capacity: { ...KNEE, answer: "at-most" } }],
  ["a search at which the target stopped", { ...CREATES, capacity: { ...KNEE, ...STOPPED } }],
  ["a search without an answer", { ...CREATES, capacity: { ...KNEE, answer: "at-least", perSecond: 0 } }],
  ["a search that found a lower bound", { ...CREATES, capacity: { ...KNEE, answer: "at-least" } }],
  ["a search whose knee is not confirmed", { ...CREATES, capacity: { ...KNEE, confirmed: false } }],
  ["a search with a mix that reads", { ...CREATES, mix: mixOf(["create", 0.5], ["read", 0.5]) }],
  ["a search with a mix that is not known", { phase: "capacity", target: TARGET, capacity: KNEE }],
])("%s measures none", (_what, summary) => {
  writeRun(1, summary);
  expect(lastMeasuredRate(results, TARGET)).toBeUndefined();
});

it("skips runs that cannot be read, and needs no folder", () => {
  const load = writeRun(1, LOAD);
  const damaged = join(results, "20261123T090000Z-test-run");
  mkdirSync(damaged);
  writeFileSync(join(damaged, "summary.json"), "{");
  expect(lastMeasuredRate(results, TARGET)).toMatchObject({ run: load });
  expect(lastMeasuredRate(join(results, "none"), TARGET)).toBeUndefined();
});

it("is the knee of a mix, whatever was run since", () => {
  const knee = (mix: string, perSecond: number): Partial<RunSummary> => ({
    target: TARGET,
    mix: { name: mix, preparing: 0, rows: [] },
    capacity: { ...KNEE, perSecond },
  });
  expect(lastAnswer(results, TARGET, "default")).toBeUndefined();
  const own = writeRun(1, knee("default", 142));
  writeRun(2, knee("reads", 300));
  writeRun(3, { ...knee("default", 999), target: { ...TARGET, baseUrl: "https://other.example.org" } });
  writeRun(4, { ...knee("default", 0) });
  writeRun(5, LOAD);
  expect(lastAnswer(results, TARGET, "default")).toEqual({ run: own, capacity: { ...KNEE, perSecond: 142 } });
});

it("is the answer of the newest capacity run, even where nothing held", () => {
  const capacity = { ...KNEE, answer: "at-most" } as const;
  writeRun(1, CREATES);
  const run = writeRun(2, { ...CREATES, capacity });
  expect(lastAnswer(results, TARGET, "own")).toEqual({ run, capacity });
});

it("is not what the steps of a run say that was stopped", () => {
  const run = writeRun(1, CREATES);
  const stopped = { text: "takes", perSecond: 20, steps: [] } as const;
  writeRun(2, { ...CREATES, capacity: { ...stopped, answer: "at-least", limitedBy: "run-stopped" } });
  writeRun(3, { ...CREATES, capacity: { ...stopped, answer: "at-most", doubt: "run-stopped" } });
  writeRun(4, { ...CREATES, capacity: { ...stopped, answer: "knee", confirmed: false, doubt: "run-stopped" } });
  expect(lastAnswer(results, TARGET, "own")).toMatchObject({ run, capacity: { perSecond: 142 } });
  expect(lastMeasuredRate(results, TARGET)).toMatchObject({ run });
});
