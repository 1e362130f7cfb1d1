import { expect, it } from "vitest";
import type { SeriesDrift } from "../drift/drift-result.ts";
import { findDrifts } from "../drift/find-drifts.ts";
import { createRandom } from "../stats/random.ts";
import { GENERATOR_MEMORY, measureMemory } from "./generator-memory.ts";
import { SoakMeter } from "./soak-meter.ts";

const MEGABYTE = 1e6;
const POINTS = 240;

interface SimulatedMemory {
  readonly seconds: number;
  readonly seed: number;
  /** Between starts of k6. */
  readonly partSeconds?: number;
  readonly leakPerMinute?: number;
}

/** As a k6 was seen to take it: 92 to 98 MB at first, 109 MB at once in the first minute, then less and less more. */
function memoryAfter({ seconds, seed, partSeconds = seconds, leakPerMinute = 0 }: SimulatedMemory): SeriesDrift {
  const random = createRandom(seed);
  const meter = new SoakMeter(Math.max(1000, (1000 * seconds) / POINTS));
  const growthSeconds = 20 + 40 * random();
  let step = 0;
  meter.tick(0);
  for (let second = 0; second < seconds; second++) {
    const age = second % partSeconds;
    step = random() < 0.05 ? 0.01 * (random() - 0.5) : step;
    const warm = (age < growthSeconds ? 0.87 : 1) + 0.012 * Math.log2(1 + age / 60);
    const level = 110 * MEGABYTE * warm * (1 + step) * (1 + (leakPerMinute * second) / 60);
    measureMemory(meter, level, 1000 * age);
    meter.tick(1000 * (second + 1));
  }
  const found = findDrifts(meter.input(false)).series.find(({ name }) => name === GENERATOR_MEMORY);
  if (found === undefined) throw new Error("no series");
  return found;
}

it("alarms in at most 1 % of 500 clean runs, whatever their length", () => {
  const lengths = [120, 180, 240, 300, 600, 1200, 3600];
  const states = Array.from({ length: 500 }, (_, index) => {
    const seconds = lengths[index % lengths.length] ?? 600;
    return memoryAfter({ seconds, seed: 1 + index, partSeconds: index % 2 === 0 ? seconds : 1200 }).state;
  });
  expect(states.filter((state) => state === "drifts").length).toBeLessThanOrEqual(5);
});

it("is not tested in a soak of two minutes, which is a warm-up, and that is said", () => {
  expect(memoryAfter({ seconds: 120, seed: 1 })).toMatchObject({ name: GENERATOR_MEMORY, state: "too-short" });
  expect(memoryAfter({ seconds: 300, seed: 1 })).toMatchObject({ state: "steady" });
});

it.each([
  ["20 minutes", { seconds: 1200 }],
  ["an hour with starts of k6 in between", { seconds: 3600, partSeconds: 900 }],
])("finds a leak of a hundredth per minute in every one of 20 runs of %s", (_, soak) => {
  const found = Array.from({ length: 20 }, (__, seed) => memoryAfter({ ...soak, seed: 1 + seed, leakPerMinute: 0.01 }));
  const latest = 0.1 * soak.seconds + 120;
  expect(found.map(({ state, kind, sinceSeconds = 0 }) => [state, kind, sinceSeconds <= latest])).toEqual(
    found.map(() => ["drifts", "slope", true]),
  );
});
