import { describe, expect, it } from "vitest";
import { binOf } from "../../lib/measure/latency-bins.ts";
import { spikeHeadline, spikeLines, spikeReasons } from "./spike-lines.ts";
import { SpikeMeter } from "./spike-meter.ts";
import { spikeResult } from "./spike-result.ts";

const STAGES = { startMs: 1_700_000_000_000, seconds: [20, 10, 30], perSecond: [10, 30, 10] } as const;
const GOODPUT = 0.95;

/** What happens to the operations of a second: latency of those that are done, share of those that fail or do not begin. */
interface Second {
  readonly ms: number;
  readonly failed?: number;
  readonly missed?: number;
}

function play(each: (second: number) => Second, seconds = 60) {
  const meter = new SpikeMeter();
  for (let second = 0; second < seconds; second++) {
    const asked = second >= 20 && second < 30 ? 30 : 10;
    const { ms, failed = 0, missed = 0 } = each(second);
    meter.asked(second, asked);
    for (let n = 0; n < asked - missed; n++) meter.ended(second, n >= failed, n >= failed ? binOf(ms) : undefined);
  }
  return spikeResult(meter.seconds, STAGES, GOODPUT);
}

const isSpike = (second: number): boolean => second >= 20 && second < 30;

describe("a spike", () => {
  it("that leaves no trace is over at once", () => {
    const result = play(() => ({ ms: 20 }));
    expect(result.recoveredAfterSeconds).toBe(0);
    expect(result.startMs).toBe(1_700_000_020_000);
    expect(result.spike).toMatchObject({ perSecond: 30, seconds: 10, asked: 300, done: 300, failed: 0, missed: 0 });
    expect(spikeReasons(result, GOODPUT)).toEqual([]);
    expect(spikeHeadline(result)).toBe(
      "A spike of 3 times the base rate (30.0/s for 10 s): the target did 30.0/s; it was back to normal at once",
    );
  });

  it("is over when latency is as before: 7 s after its end here", () => {
    const result = play((second) => ({ ms: second < 20 || second >= 37 ? 20 : 900 }));
    expect(result.recoveredAfterSeconds).toBe(7);
    expect(result.limitMs).toBeCloseTo(70, 0);
  });

  it("has not left a target as before that fails again later, until it is back for good", () => {
    const down = (from: number, until: number) =>
      play((second) => ({ ms: 20, failed: second >= from && second < until ? 10 : 0 }));
    expect(down(45, 60).recoveredAfterSeconds).toBeUndefined();
    expect(spikeReasons(down(45, 60), GOODPUT).map(({ code }) => code)).toEqual(["not-recovered"]);
    expect(down(40, 48).recoveredAfterSeconds).toBe(18);
  });

  it("is not over while operations fail or are not begun, however fast the others are", () => {
    const failing = play((second) => ({ ms: 20, failed: isSpike(second) || second < 34 ? (second < 20 ? 0 : 4) : 0 }));
    expect(failing.recoveredAfterSeconds).toBe(4);
    expect(spikeHeadline(failing)).toBe(
      "A spike of 3 times the base rate (30.0/s for 10 s): the target did 26.0/s; 40 operations failed; " +
        "it was back to normal after 4 s",
    );
    const missing = play((second) => ({ ms: 20, missed: second >= 20 && second < 36 ? 3 : 0 }));
    expect(missing.recoveredAfterSeconds).toBe(6);
    expect(missing.spike).toMatchObject({ asked: 300, done: 270, missed: 30 });
    expect(spikeHeadline(missing)).toContain(
      "did 27.0/s; 30 operations were not started in time; it was back to normal",
    );
    expect(spikeLines(missing)[1]).toBe(
      "spike    30.0/s: 270 of 300 operations done, 0 failed, 30 not started in time, p95 19.9 ms",
    );
  });

  it("that never ends fails the run", () => {
    const result = play((second) => ({ ms: second < 20 ? 20 : 900 }));
    expect(result.recoveredAfterSeconds).toBeUndefined();
    expect(spikeHeadline(result)).toMatch(/; it was not back to normal at the end$/);
    expect(spikeReasons(result, GOODPUT).map(({ code }) => code)).toEqual(["not-recovered"]);
  });

  it("has no meaning where the rate before it was too much already", () => {
    const result = play(() => ({ ms: 20, failed: 2 }));
    expect(spikeReasons(result, GOODPUT).map(({ code }) => code)).toEqual(["target-saturated"]);
  });

  it("says where its base rate is from", () => {
    const knee = { run: "20261123T041500Z-dev-capacity", perSecond: 20 };
    expect(spikeLines({ ...play(() => ({ ms: 20 })), knee })[0]).toBe(
      "rate     50 % of 20.0/s, which held in 20261123T041500Z-dev-capacity",
    );
  });

  it("is not over after one calm second", () => {
    const result = play((second) => ({ ms: second < 20 || second === 33 || second >= 45 ? 20 : 900 }));
    expect(result.recoveredAfterSeconds).toBe(15);
  });

  describe("of a run that was stopped", () => {
    const late = (second: number): Second => ({ ms: second < 20 ? 20 : 900 });
    const headlineAt = (seconds: number): string => spikeHeadline(play(late, seconds));

    it.each([
      [12, "A spike of 3 times the base rate: the run was stopped before it"],
      [24, "the target did 30.0/s; the run was stopped before the end of the spike"],
      [36, "the target did 30.0/s; it was not back to normal when the run was stopped, 6 s after the spike"],
    ])("after %i s says how far it came", (seconds, text) => {
      const result = play(late, seconds);
      expect(result.partial).toBe(true);
      expect(headlineAt(seconds).endsWith(text)).toBe(true);
      expect(spikeReasons(result, GOODPUT)).toEqual([]);
    });

    it("shows the parts that it came to, and of the second under way nothing", () => {
      const meter = new SpikeMeter();
      for (let second = 0; second < 15; second++) meter.asked(second, 10);
      for (let n = 0; n < 155; n++) meter.ended(Math.floor(n / 10), true, binOf(20));
      const result = spikeResult(meter.seconds, STAGES, GOODPUT);
      expect(spikeLines(result)).toEqual(["before   10.0/s: 120 of 120 operations done, nothing lost, p95 19.9 ms"]);
      expect(result.spike).toMatchObject({ asked: 0, done: 0, missed: 0 });
    });

    it("says what was under way, and that it was back to normal where it was", () => {
      const busy = play((second) => ({ ms: 20, missed: second === 21 ? 3 : 0 }), 24);
      expect(spikeHeadline(busy)).toContain("; 3 operations were not started or not ended; the run was stopped");
      expect(spikeHeadline(play(() => ({ ms: 20 }), 45))).toMatch(/; it was back to normal at once$/);
    });
  });
});
