import { describe, expect, it } from "vitest";
import { GeneratorMeter, generatorNotes } from "./generator-health.ts";

const LIMITS = { cores: 2, coresFrom: "machine", memoryBytes: 1_000_000_000, vuDelayMs: 20 } as const;

/** A run in which k6 uses so many cores in each second. */
function meterOf(coresUsed: readonly number[], swappedBytes = 0, openModel = false, secondsApart = 1): GeneratorMeter {
  const meter = new GeneratorMeter(LIMITS, openModel);
  let cpu = 1;
  for (let at = 0; at <= coresUsed.length; at++) {
    const second = at * secondsApart;
    const sample = { second, engineCpuSeconds: cpu, runnerCpuSeconds: second * 0.01, memoryBytes: 1000, swappedBytes };
    meter.observe(sample);
    cpu += (coresUsed[at] ?? 0) * secondsApart;
  }
  return meter;
}

const constant = (cores: number, seconds: number): number[] => Array.from({ length: seconds }, () => cores);

describe("GeneratorMeter", () => {
  it("is valid below 80 % of its cores, with mean and peak", () => {
    const { health, reasons } = meterOf([...constant(1, 20), 1.5]).result();
    expect(reasons).toEqual([]);
    expect(health.cpuSharePeak).toBeCloseTo(0.75);
    expect(health.cpuShareMean).toBeCloseTo(21.5 / 21 / 2);
    expect(health.runnerCpuSeconds).toBeCloseTo(0.21);
  });

  it("has no peak between two samples of the same moment, as two k6 instances send them", () => {
    const meter = new GeneratorMeter(LIMITS, false);
    const rest = { runnerCpuSeconds: 0, memoryBytes: 1000, swappedBytes: 0 };
    for (let second = 1; second <= 20; second++)
      for (const [part, late] of [0, 0.003].entries())
        meter.observe({ second: second + late, engineCpuSeconds: second - 0.5 + part / 2, ...rest });
    expect(meter.result().health.cpuSharePeak).toBeCloseTo(0.5);
    expect(meter.result().health.cpuShareMean).toBeCloseTo(0.5, 1);
    expect(meter.cpuNow).toBeCloseTo(0.5);
  });

  it("is invalid after ten seconds above 80 %, told once", () => {
    const meter = meterOf([...constant(0.5, 5), ...constant(1.9, 30)]);
    const text = "k6 used more than 80 % of its 2 cores (all of this machine) for 10 s";
    expect(meter.result().reasons).toEqual([{ code: "generator-cpu", text, facts: { second: 13 } }]);
    expect(meter.warnings).toHaveLength(1);
    expect(meter.warnings[0]).toMatch(/^0:1\d k6 used/);
  });

  it.each([0.9, 1.35, 1.7, 4])("is invalid too when it could look only every %d s", (apart) => {
    expect(meterOf(constant(1.9, 30), 0, false, apart).result().reasons).toHaveLength(1);
    const peak = [...constant(0.1, 30), ...constant(2, Math.floor(6 / apart)), ...constant(0.1, 30)];
    expect(meterOf(peak, 0, false, apart).result().reasons).toEqual([]);
  });

  it("is a note beside the answer of a search", () => {
    expect(generatorNotes(meterOf(constant(1.9, 30)).result().reasons)).toEqual([
      "the result may be too low: k6 used more than 80 % of its 2 cores (all of this machine) for 10 s",
    ]);
    expect(generatorNotes(meterOf(constant(0.5, 30)).result().reasons)).toEqual([]);
  });

  it("forgives a short peak", () => {
    expect(meterOf([...constant(0.5, 10), ...constant(2, 5), ...constant(0.5, 10)]).result().reasons).toEqual([]);
  });

  it("is invalid when k6 is swapped out", () => {
    expect(meterOf(constant(0.1, 3), 64 * 1024 * 1024).result().reasons[0]?.code).toBe("generator-swapped");
  });

  it("counts dropped iterations against the open model only", () => {
    for (const openModel of [true, false]) {
      const meter = meterOf(constant(0.1, 3), 0, openModel);
      meter.observeLoad(2, { vusMax: 10, dropped: 7, late: 0, iterations: 100 });
      const { health, reasons } = meter.result();
      expect(reasons).toEqual([]);
      expect(meter.warnings).toHaveLength(openModel ? 1 : 0);
      expect(health.droppedIterations).toBe(openModel ? 7 : 0);
    }
  });

  it("warns of more than one late item in a hundred", () => {
    for (const [late, invalid] of [
      [10, 0],
      [11, 1],
    ] as const) {
      const meter = meterOf(constant(0.1, 3), 0, true);
      meter.observeLoad(2, { vusMax: 2, dropped: 0, late, iterations: 1000 });
      expect(meter.warnings).toHaveLength(invalid);
    }
  });

  it("is invalid when k6 runs its VUs late for ten seconds without a break", () => {
    const meter = new GeneratorMeter(LIMITS, false);
    const observe = (delays: readonly (number | undefined)[]): void =>
      delays.forEach((delayMs, second) => void meter.observeDelay(second, 1, delayMs));
    observe([...constant(21, 9), 20, ...constant(21, 9)]);
    expect(meter.result().reasons).toEqual([]);
    observe([...constant(21, 5), undefined, ...constant(21, 5)]);
    expect(meter.result().reasons).toMatchObject([{ code: "generator-delay" }]);
  });

  it("does not ask for fewer VUs than one", () => {
    for (const [vusMax, advice] of [
      [1, "end other programs, or use a separate machine with more cores"],
      [2, "use fewer VUs, or a separate machine with more cores"],
    ] as const) {
      const meter = new GeneratorMeter(LIMITS, false);
      meter.observeLoad(1, { vusMax, dropped: 0, late: 0, iterations: 1 });
      constant(21, 10).forEach((delayMs, second) => void meter.observeDelay(second, 1, delayMs));
      expect(meter.result().reasons[0]?.text).toBe(`k6 ran its VUs more than 20 ms late for 10 s: ${advice}`);
    }
  });

  it("adds up the CPU time of several k6 processes in one run", () => {
    const meter = meterOf(constant(1, 10));
    meter.restart();
    for (const second of [20, 21, 22]) {
      meter.observe({ second, engineCpuSeconds: second - 19, runnerCpuSeconds: 0, memoryBytes: 1, swappedBytes: 0 });
    }
    expect(meter.result().health.engineCpuSeconds).toBeCloseTo(11 + 3);
    expect(meter.result().health.cpuSharePeak).toBeCloseTo(0.5);
  });

  it("has no figures without a sample", () => {
    expect(new GeneratorMeter(LIMITS, false).result().health).toMatchObject({ cpuShareMean: 0, engineCpuSeconds: 0 });
  });
});
