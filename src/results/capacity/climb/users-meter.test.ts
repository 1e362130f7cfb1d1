import { describe, expect, it } from "vitest";
import { binOf } from "../../../lib/measure/latency-bins.ts";
import { WARM_UP_MS } from "../step.ts";
import { UsersMeter } from "./users-meter.ts";
import { LONGEST_MS, SHORTEST_MS } from "./users-step.ts";

const T = 1_700_000_000_000;

/** Operations of each second until the step is over; every tenth fails in the given seconds. */
function play(perSecond: (second: number) => number, isFailing: (second: number) => boolean = () => false) {
  const meter = new UsersMeter(4, T, { warmUpMs: WARM_UP_MS, shortestMs: SHORTEST_MS, longestMs: LONGEST_MS });
  let second = 0;
  for (; !meter.isOver; second++) {
    meter.tick(T + 1000 * second);
    for (let n = 0; n < perSecond(second); n++) {
      const failure = isFailing(second) && n % 10 === 0 ? "unavailable" : undefined;
      meter.add({ operation: 7, op: "read", bin: binOf(second < 2 ? 900 : 20.5), failure });
    }
  }
  return { meter, seconds: second - 1 };
}

describe("the meter of a step by users", () => {
  it("leaves out the warm-up, whatever the numbers of its operations", () => {
    const { meter } = play((second) => (second < 2 ? 500 : 100));
    const { p95Ms, ...figures } = meter.figures();
    expect(figures).toMatchObject({ users: 4, fromMs: T + WARM_UP_MS, seconds: 8, done: 800, rate: 100, asked: 800 });
    expect(figures.margin).toBe(0);
    expect(p95Ms).toBeLessThan(25);
  });

  it("goes on until the throughput is known to 5 %, and at most for half a minute", () => {
    expect(play((second) => (second % 2 === 0 ? 98 : 102)).seconds).toBe(10);
    const noisy = play((second) => (second % 2 === 0 ? 92 : 108));
    expect(noisy.seconds).toBeGreaterThan(12);
    expect(noisy.meter.figures().margin).toBeLessThanOrEqual(5);
    const wild = play((second) => (second % 2 === 0 ? 20 : 180));
    expect(wild.seconds).toBe(32);
    expect(wild.meter.figures().margin).toBeGreaterThan(20);
  });

  it("counts failures apart from what succeeded", () => {
    const { meter } = play(
      () => 100,
      (second) => second >= 2,
    );
    const { done, failed, rate, asked, failedByOp } = meter.figures();
    expect({ done, failed, rate, asked }).toEqual({ done: 720, failed: 80, rate: 100, asked: 800 });
    expect(failedByOp.read).toBeGreaterThanOrEqual(80);
  });

  it("ends at a target that does not answer", () => {
    const { meter, seconds } = play(() => 0);
    expect(seconds).toBe(10);
    expect(meter.figures()).toMatchObject({ done: 0, failed: 0, rate: 0, p95Ms: Number.NaN });
  });
});
