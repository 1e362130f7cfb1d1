import { describe, expect, it } from "vitest";
import { Eta } from "./eta.ts";

function etaAfter(seconds: number, doneAt: (second: number) => number): Eta {
  const eta = new Eta();
  for (let second = 0; second <= seconds; second++) eta.observe(second, doneAt(second));
  return eta;
}

describe("Eta", () => {
  it("is right within a tenth of the run at a jittery rate", () => {
    const jitter = (second: number): number => second * 100 + (second % 3) * 40;
    for (const second of [60, 120, 300, 540]) {
      const left = etaAfter(second, jitter).secondsLeft(60_000) ?? 0;
      expect(Math.abs(left - (600 - second))).toBeLessThan(30);
    }
  });

  it("follows a change of pace within a quarter of the run", () => {
    const eta = etaAfter(200, (second) => (second <= 100 ? second * 100 : 10_000 + (second - 100) * 50));
    expect(eta.perSecond).toBeCloseTo(50, 0);
  });

  it("knows nothing before anything is done, and that nothing is left at the end", () => {
    expect(etaAfter(5, () => 0).secondsLeft(100)).toBeUndefined();
    expect(etaAfter(5, () => 100).secondsLeft(100)).toBe(0);
  });

  it("keeps few marks in a long run", () => {
    expect(etaAfter(20_000, (second) => second).perSecond).toBeCloseTo(1, 5);
  });
});
