import { describe, expect, it } from "vitest";
import type { Outcome } from "../../lib/http/outcome.ts";
import { binOf, msOfBin } from "../../lib/measure/latency-bins.ts";
import type { PaceStep } from "../../lib/pace/schedule.ts";
import { brokenRule, USUAL_LIMITS } from "./step.ts";
import { StepMeter } from "./step-meter.ts";

const T = 1_700_000_000_000;
const STEP: PaceStep = { fromMs: T, first: 500, perSecond: 100 };
const LENGTH = { warmUpMs: 3000, measuredMs: 10_000 };

/** Plays operations into a meter in the order of their ends, with a line of the probe each second. */
function play(endOf: (n: number, dueMs: number) => { readonly ms: number; readonly failure?: Outcome } | undefined) {
  const meter = new StepMeter(STEP, LENGTH);
  const lines: { readonly atMs: number; readonly add: () => void }[] = [];
  for (let n = 0; n < 1300; n++) {
    const dueMs = T + n * 10;
    const end = endOf(n, dueMs);
    if (end === undefined) continue;
    const { ms, failure } = end;
    lines.push({
      atMs: ms,
      add: () =>
        meter.add({ operation: 500 + n, op: n % 4 === 0 ? "create" : "read", bin: binOf(ms - dueMs), failure }),
    });
  }
  for (let second = 0; second <= 13; second++)
    lines.push({ atMs: T + second * 1000, add: () => meter.tick(T + second * 1000) });
  lines.sort((a, b) => a.atMs - b.atMs);
  for (const { add } of lines) add();
  return meter;
}

describe("the meter of a step", () => {
  it("leaves out its warm-up, and operations of other steps", () => {
    const meter = play((n, dueMs) => ({ ms: dueMs + (n < 250 ? 400 : 20.5) }));
    meter.add({ operation: 499, op: "read", bin: 900, failure: "unavailable" });
    meter.add({ operation: 1800, op: "read", bin: 900, failure: "unavailable" });
    const { p95Ms, ...figures } = meter.figures();
    expect(figures).toMatchObject({ rate: 100, seconds: 10, asked: 1000, failed: 0 });
    expect(figures.done).toBeGreaterThanOrEqual(998);
    expect(p95Ms).toBeCloseTo(msOfBin(binOf(20.5)), 5);
    expect(brokenRule(meter.figures(), USUAL_LIMITS)).toBeUndefined();
    expect(meter.isOver).toBe(true);
  });

  it("says when it measured, and how long the operations of each kind took", () => {
    const { fromMs, answersByOp } = play((n, dueMs) => ({ ms: dueMs + (n % 4 === 0 ? 400 : 20.5) })).figures();
    expect(fromMs).toBe(T + 3000);
    expect(answersByOp.create?.meanMs).toBeCloseTo(msOfBin(binOf(400)), 5);
    expect(answersByOp.read?.meanMs).toBeCloseTo(msOfBin(binOf(20.5)), 5);
    expect(answersByOp.read?.count).toBeGreaterThan(700);
  });

  it("counts failures apart from goodput", () => {
    const meter = play((n, dueMs) => ({ ms: dueMs + 20.5, ...(n % 12 > 0 ? {} : { failure: "throttled" as const }) }));
    const { failed, failedByOp, failedByOutcome } = meter.figures();
    expect(failed).toBeGreaterThan(79);
    expect(failedByOutcome).toEqual({ throttled: failedByOp.create });
    expect(brokenRule(meter.figures(), USUAL_LIMITS)).toEqual({ rule: "failures", op: "create" });
  });

  it("sees a backlog grow at a target that is too slow by eight in a hundred", () => {
    const meter = play((n) => {
      const ms = T + n * 10.8 + 20;
      return ms <= T + 13_000 ? { ms } : undefined;
    });
    const [half, end] = meter.figures().backlog;
    expect(half).toBeGreaterThan(20);
    expect(end).toBeGreaterThan(half + 10);
    expect(brokenRule(meter.figures(), USUAL_LIMITS)).toEqual({ rule: "goodput" });
  });

  it("gives a stand-still its true weight: one second of ten is a tenth of the latencies", () => {
    const pause = T + 6000;
    const meter = play((_n, dueMs) => ({
      ms: dueMs >= pause && dueMs < pause + 1000 ? pause + 1000 + (dueMs - pause) / 100 : dueMs + 20.5,
    }));
    // The slowest twentieth waited for longer than half of the second.
    expect(meter.figures().p95Ms).toBeGreaterThan(450);
    expect(meter.figures().p95Ms).toBeLessThan(550);
  });
});
