import { describe, expect, it } from "vitest";
import { RECORDED_MEMORY } from "../../../test/fakes/recorded-memory.ts";
import {
  collectedMemory,
  FAILURES,
  LATENCY,
  MEMORY,
  SIZE,
  type SimulatedSoak,
  simulatedSoak,
} from "../../../test/fakes/soak-series.ts";
import { createRandom } from "../stats/random.ts";
import type { SeriesDrift } from "./drift-result.ts";
import { type DriftInput, findDrifts, LEAST_STEPS } from "./find-drifts.ts";

const MINUTE = 60;
const HOUR = 3600;
const SEEDS = Array.from({ length: 20 }, (_, index) => index + 1);
/** A short soak: noise of 2 %, of the target's memory 1.5 %; half of a disturbance is left one step later. */
const SHORT = { seconds: 20 * MINUTE, noise: 0.02, memory: 0.5 };

const drifting = (input: DriftInput): SeriesDrift[] =>
  findDrifts(input).series.filter(({ state }) => state === "drifts");

/** What was found in each of twenty runs, as [name, kind, whether the date is right]. */
const foundIn = (soak: Omit<SimulatedSoak, "seed">, since: number, allowed: number) =>
  SEEDS.map((seed) =>
    drifting(simulatedSoak({ ...soak, seed })).map(({ name, kind, sinceSeconds = Number.NaN }) => [
      name,
      kind,
      Math.abs(sinceSeconds - since) <= allowed || sinceSeconds,
    ]),
  );

const risingFrom = (start: number, perMinute: number) => (second: number) =>
  1 + perMinute * Math.max(0, (second - start) / MINUTE);

describe("a run of 20 minutes", () => {
  it.each([
    ["a slow-down of 2 % per minute", LATENCY, risingFrom(0, 0.02), "slope", 0],
    ["a slow-down of 2 % per minute that begins half-way", LATENCY, risingFrom(600, 0.02), "slope", 600],
    ["a leak of 1 % per minute", MEMORY, risingFrom(0, 0.01), "slope", 0],
    ["a jump by 20 %", LATENCY, (second: number) => (second < 600 ? 1 : 1.2), "jump", 600],
    ["a jump of memory by 20 %", MEMORY, (second: number) => (second < 840 ? 1 : 1.2), "jump", 840],
  ] as const)(
    "with %s: found and dated within 2 minutes in 20 of 20, and nothing else",
    (_, name, factor, kind, since) => {
      const soak = { ...SHORT, factors: { [name]: factor } };
      expect(foundIn(soak, since, 2 * MINUTE)).toEqual(SEEDS.map(() => [[name, kind, true]]));
    },
  );

  it("says how much, and keeps the points of what rose", () => {
    const factors = { [LATENCY]: risingFrom(0, 0.02), [FAILURES]: (second: number) => (second < 600 ? 1 : 40) };
    const soak = simulatedSoak({ ...SHORT, seed: 3, factors });
    const [latency, failures] = drifting(soak);
    expect(latency?.values).toEqual(soak.series.find(({ name }) => name === LATENCY)?.values);
    expect(findDrifts(soak).series.filter(({ values }) => values !== undefined)).toHaveLength(2);
    expect(latency).toMatchObject({ name: LATENCY, unit: "ms", state: "drifts", kind: "slope", sinceSeconds: 0 });
    expect((latency?.perHour ?? 0) / 5 / 1.2).toBeCloseTo(1, 0);
    expect(failures).toMatchObject({ name: FAILURES, kind: "jump" });
    expect(failures?.perHour).toBeUndefined();
  });
});

describe("what is claimed of a run without a drift", () => {
  it("is how large a rise would have been found, and most runs with such a rise have a drift", () => {
    const clean = SEEDS.map((seed) => findDrifts(simulatedSoak({ ...SHORT, seed })).series[0]);
    expect(clean.map((own) => own?.state)).toEqual(SEEDS.map(() => "steady"));
    const rises = clean.map(({ before = 0, detectable = 0 } = {} as SeriesDrift) => detectable / before);
    expect(Math.max(...rises)).toBeLessThan(0.4);
    const found = SEEDS.filter((seed, index) => {
      const factors = { [LATENCY]: risingFrom(120, (rises[index] ?? 0) / 18) };
      return drifting(simulatedSoak({ ...SHORT, seed: seed + 100, factors })).some(({ name }) => name === LATENCY);
    });
    expect(found.length).toBeGreaterThanOrEqual(18);
  });

  it("is nothing where a machine that stands still again and again hides what a target does", () => {
    const random = createRandom(7);
    // Answers of a target that takes five times as long at the end, and of one that does not: nobody can tell which.
    const stalled = (slower: number) =>
      Array.from({ length: 90 }, (_, second) => 10 + (slower * second) / 90 + (random() < 0.2 ? 2000 * random() : 0));
    for (const slower of [0, 40]) {
      const { series } = findDrifts({ stepSeconds: 1, series: [{ name: "p95", unit: "ms", values: stalled(slower) }] });
      expect(series[0]?.state).toBe("unclear");
    }
  });
});

it("alarms in at most 1 % of 500 clean runs", () => {
  const lengths = [20 * MINUTE, 20 * MINUTE, 20 * MINUTE, HOUR, 4 * HOUR];
  const alarms = Array.from({ length: 500 }, (_, index) => {
    const soak = simulatedSoak({ seconds: lengths[index % lengths.length] ?? HOUR, seed: 1000 + index });
    return drifting(soak).length > 0;
  }).filter((isAlarm) => isAlarm);
  expect(alarms.length).toBeLessThanOrEqual(5);
});

describe("memory whose garbage is collected", () => {
  it.each([120, 160])("does not drift in %i points recorded of a sandbox", (count) => {
    const values = RECORDED_MEMORY.slice(0, count);
    expect(drifting({ stepSeconds: 5, series: [{ name: MEMORY, unit: "bytes", values }] })).toEqual([]);
  });

  it("alarms in at most 1 % of 500 clean runs that warm up in up to 7 minutes", () => {
    const alarms = Array.from({ length: 500 }, (_, index) => {
      const seconds = index % 5 === 0 ? HOUR : 20 * MINUTE;
      return drifting(collectedMemory({ seconds, seed: 5000 + index })).length;
    }).filter((count) => count > 0);
    expect(alarms.length).toBeLessThanOrEqual(5);
  });

  it.each([
    ["a leak of 9 % per minute", {}, risingFrom(0, 0.09), "slope", 0],
    ["a leak of 2 % per minute", { warmUp: 0.1 }, risingFrom(0, 0.02), "slope", 0],
    ["a leak of 5 % per minute that begins half-way", { warmUp: 0.1 }, risingFrom(600, 0.05), "slope", 600],
    ["a jump by 30 %", { warmUp: 0.1 }, (second: number) => (second < 700 ? 1 : 1.3), "jump", 700],
  ] as const)("with %s: found and dated within 2 minutes in 20 of 20", (_, memory, factor, kind, since) => {
    const found = SEEDS.map((seed) => drifting(collectedMemory({ ...memory, seed, factor })));
    const late = found.map(([own]) => Math.abs((own?.sinceSeconds ?? Number.NaN) - since));
    expect(found.map(([own]) => own?.kind)).toEqual(SEEDS.map(() => kind));
    expect(Math.max(...late)).toBeLessThanOrEqual(2 * MINUTE);
  });
});

it.each([
  ["a warm-up", (second: number) => 1 + 2 * Math.exp(-second / 90)],
  ["a disturbance that passed", (second: number) => (second > 500 && second < 740 ? 1.5 : 1)],
  ["a change for the better", (second: number) => (second < 600 ? 1 : 0.7)],
])("%s is no drift", (_, factor) => {
  const found = SEEDS.flatMap((seed) => drifting(simulatedSoak({ ...SHORT, seed, factors: { [LATENCY]: factor } })));
  expect(found).toEqual([]);
});

it("what is certain but small is no drift", () => {
  const small = risingFrom(0, 0.001 / MINUTE);
  expect(drifting(simulatedSoak({ seconds: 8 * HOUR, seed: 1, factors: { [SIZE]: small } }))).toEqual([]);
  const large = risingFrom(0, 0.02 / MINUTE);
  expect(drifting(simulatedSoak({ seconds: 8 * HOUR, seed: 1, factors: { [SIZE]: large } }))).toMatchObject([
    { name: SIZE, kind: "slope", sinceSeconds: 0 },
  ]);
});

describe("rows present", () => {
  const seconds = 60 * MINUTE;
  const rows = Array.from({ length: 360 }, (_, step) => 1e6 * (1 + step / 600));
  const growing = (second: number): number => 1 + second / 6000;

  it("explain what rises as they do", () => {
    const soak = simulatedSoak({ seconds, seed: 5, noise: 0.02, factors: { [LATENCY]: growing, [SIZE]: growing } });
    const states = ({ series }: ReturnType<typeof findDrifts>) =>
      series.filter(({ state }) => state !== "steady").map(({ name, state }) => `${name}: ${state}`);
    expect(states(findDrifts(soak))).toEqual([`${LATENCY}: drifts`, `${SIZE}: drifts`]);
    expect(states(findDrifts({ ...soak, rows }))).toEqual([`${LATENCY}: with-rows`, `${SIZE}: with-rows`]);
  });

  it("do not hide a jump", () => {
    const jumping = (second: number): number => growing(second) * (second < 2000 ? 1 : 1.3);
    const soak = simulatedSoak({ seconds, seed: 5, noise: 0.02, factors: { [LATENCY]: jumping } });
    const [found, ...others] = drifting({ ...soak, rows });
    expect(found).toMatchObject({ name: LATENCY, kind: "jump" });
    expect(Math.abs((found?.sinceSeconds ?? 0) - 2000)).toBeLessThanOrEqual(2 * MINUTE);
    expect(others).toEqual([]);
  });
});

it("says what is too short, leaves out what was not measured, and takes a figure that never changes", () => {
  const bytes = { unit: "bytes", name: "" } as const;
  const values = Array.from({ length: 120 }, (_, step) => (step % 3 === 1 ? Number.NaN : step < 60 ? 1e8 : 1.5e8));
  const { series } = findDrifts({
    stepSeconds: 10,
    series: [
      { ...bytes, values: values.map((_, step) => (step % 4 === 0 ? step : Number.NaN)) },
      { ...bytes, values },
      { ...bytes, values: values.map(() => 7) },
    ],
  });
  expect(series).toMatchObject([
    { state: "too-short" },
    {
      state: "drifts",
      kind: "jump",
      sinceSeconds: 600,
      before: expect.closeTo(1e8, 0),
      change: expect.closeTo(5e7, 0),
    },
    { state: "steady" },
  ]);
  expect(findDrifts({ stepSeconds: 10, series: [] }).series).toEqual([]);
});

it("tests a figure of as many steps as are the least, and none of fewer", () => {
  const stateAfter = (steps: number) =>
    findDrifts({ stepSeconds: 1, series: [{ name: "p95", unit: "ms", values: Array(steps).fill(7) }] }).series[0]
      ?.state;
  expect([LEAST_STEPS - 1, LEAST_STEPS].map(stateAfter)).toEqual(["too-short", "steady"]);
});

it("takes less than 2 s of CPU time for 20 series of 8 hours, most of them drifting", () => {
  const names = Array.from({ length: 17 }, (_, index) => `p95 of operation ${index + 1}`);
  const factors = Object.fromEntries(names.map((name) => [name, risingFrom(HOUR, 0.02)]));
  const soak = simulatedSoak({ seconds: 8 * HOUR, seed: 9, latencies: 17, factors });
  const before = process.cpuUsage();
  const found = drifting(soak);
  const { user, system } = process.cpuUsage(before);
  expect(found).toHaveLength(17);
  expect((user + system) / 1e6).toBeLessThan(2);
});
