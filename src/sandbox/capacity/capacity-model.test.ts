import { describe, expect, it } from "vitest";
import { LoadTestError } from "../../base/errors.ts";
import { readCapacity } from "./capacity-file.ts";
import { createCapacityModel } from "./capacity-model.ts";

const CONSTANT = { workers: 2, serviceMs: 20, distribution: "constant" } as const;

/** Throughput a second of so many clients that send again as soon as they have their answer. */
function throughput(settings: Parameters<typeof createCapacityModel>[0], clients: number, seconds = 200): number {
  const model = createCapacityModel(settings);
  const free = new Array<number>(clients).fill(0);
  let done = 0;
  for (;;) {
    const next = free.indexOf(Math.min(...free));
    const nowMs = free[next] as number;
    if (nowMs >= 1000 * seconds) return done / seconds;
    const ms = model.admit(nowMs);
    free[next] = nowMs + (ms ?? 100);
    if (ms !== undefined) done++;
  }
}

describe("a sandbox of known capacity", () => {
  it("works on as many requests as it has workers, and lets others wait", () => {
    const model = createCapacityModel(CONSTANT);
    expect([0, 0, 0, 5].map((ms) => model.admit(ms))).toEqual([20, 20, 40, 35]);
  });

  it.each([
    ["constant", CONSTANT, 100],
    ["exponential", { workers: 4, serviceMs: 20 }, 200],
    ["lognormal", { workers: 4, serviceMs: 20, distribution: "lognormal" as const }, 200],
  ])("takes what its workers do (%s)", (_name, settings, expected) => {
    expect(throughput(settings, 50) / expected).toBeGreaterThan(0.97);
    expect(throughput(settings, 50) / expected).toBeLessThan(1.03);
  });

  it("refuses what the queue has no room for", () => {
    const model = createCapacityModel({ ...CONSTANT, queueLimit: 1 });
    expect([0, 0, 0, 0].map((ms) => model.admit(ms))).toEqual([20, 20, 40, undefined]);
    expect(model.admit(41)).toBe(20);
  });

  it("gives less with more load where it is retrograde", () => {
    const settings = { workers: 8, serviceMs: 20, coherency: 0.002 };
    expect(throughput(settings, 64)).toBeLessThan(0.5 * throughput(settings, 8));
  });

  it("becomes slower from minute to minute", () => {
    const model = createCapacityModel({ ...CONSTANT, slowDownPerMinute: 0.5 });
    expect(model.admit(1000)).toBe(20);
    expect(model.admit(121_000)).toBeCloseTo(40, 6);
  });

  it("becomes slower at once, so long after its first request", () => {
    const model = createCapacityModel({ ...CONSTANT, jumpAtMs: 60_000, jumpFactor: 1.5 });
    expect([5000, 64_999, 65_000, 200_000].map((ms) => model.admit(ms))).toEqual([20, 20, 30, 30]);
  });

  it("stands still in its pauses", () => {
    const model = createCapacityModel({ ...CONSTANT, pauseEveryMs: 1000, pauseMs: 500 });
    expect([0, 990, 1200].map((ms) => model.admit(ms))).toEqual([20, 520, 320]);
  });

  it("says what is wrong in its file", () => {
    expect(readCapacity('{"workers": 2, "serviceMs": 20}', "c.json")).toEqual({ workers: 2, serviceMs: 20 });
    expect(() => readCapacity('{"workers": 0, "serviceMs": 20, "speed": 1}', "c.json")).toThrow(/c\.json: .*workers/);
    expect(() => readCapacity("{", "c.json")).toThrow(/not JSON/);
    expect(() => readCapacity('{"workers": 2, "serviceMs": 20, "pausMs": 5}', "c.json")).toThrow(
      /^c\.json: pausMs: unknown name \(did you mean "?pauseMs"?\?\)$/,
    );
  });

  it.each([
    [{ pauseMs: 500 }, "c.json: pauseMs has no effect without pauseEveryMs"],
    [{ pauseEveryMs: 500 }, "c.json: pauseEveryMs has no effect without pauseMs"],
    [{ jumpFactor: 3 }, "c.json: jumpFactor has no effect without jumpAtMs"],
    [{ pauseEveryMs: 0, pauseMs: 500 }, "c.json: pauseEveryMs: expected a number of at least 1; found 0"],
  ])("refuses what has no effect: %j", (settings, message) => {
    expect(() => readCapacity(JSON.stringify({ ...CONSTANT, ...settings }), "c.json")).toThrow(
      new LoadTestError("config", message),
    );
  });

  it("accepts a jump by the default factor", () => {
    const settings = { ...CONSTANT, jumpAtMs: 0 };
    expect(readCapacity(JSON.stringify(settings), "c.json")).toEqual(settings);
  });
});
