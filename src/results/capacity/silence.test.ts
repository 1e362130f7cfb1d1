import { describe, expect, it } from "vitest";
import type { Outcome } from "../../lib/http/outcome.ts";
import { Silence } from "./silence.ts";

/** One step of ten seconds after the other; in each second an operation ends, with an answer, with this failure, or not at all. */
function silenceAfter(
  seconds: number,
  endOf: (second: number) => Outcome | "answer" | "nothing",
  /** By `/health`, every third second: whether only a proxy answers. */
  isGateway: (second: number) => boolean = () => false,
) {
  const silence = new Silence();
  for (let second = 0; second < seconds; second++) {
    silence.tick(1000 * second, 1 + Math.floor(second / 10));
    if (second % 3 === 0) silence.health(isGateway(second));
    const end = endOf(second);
    const failure = end === "answer" ? undefined : end;
    if (failure !== "nothing") silence.add({ operation: second, op: "read", bin: undefined, failure });
  }
  silence.tick(1000 * seconds, 1 + Math.floor(seconds / 10));
  return silence;
}

const NONE_HELD = () => false;

describe("a target that stopped responding", () => {
  it("is known after ten seconds of broken connections, with the step in which they began", () => {
    const at = (seconds: number) => silenceAfter(seconds, (second) => (second < 15 ? "answer" : "cut-off"));
    expect(at(24).stoppedIn(NONE_HELD)).toBeUndefined();
    expect(at(25).stoppedIn(NONE_HELD)).toBe(2);
  });

  it("stopped after the step of its last answer if that one held", () => {
    const silence = silenceAfter(35, (second) => (second < 20 ? "answer" : "cut-off"));
    expect(silence.stoppedIn((step) => step <= 2)).toBe(3);
  });

  it("is known by time-outs too, which come long after the last answer", () => {
    const silence = silenceAfter(60, (second) => (second < 15 ? "answer" : second < 45 ? "nothing" : "timed-out"));
    expect(silence.stoppedIn((step) => step === 1)).toBe(2);
  });

  it.each<[string, (second: number) => Outcome | "answer" | "nothing"]>([
    ["refuses", () => "unavailable"],
    ["answers now and then", (second) => (second % 9 === 0 ? "throttled" : "cut-off")],
    ["is slow", () => "nothing"],
  ])("is not one that %s", (_what, endOf) => {
    expect(silenceAfter(60, endOf).stoppedIn(NONE_HELD)).toBeUndefined();
  });

  describe("behind a proxy, which answers 502, 503 or 504 for it,", () => {
    const refusals = ["unavailable", "timed-out", "cut-off"] as const;
    const dead = (second: number) => (second < 15 ? "answer" : (refusals[second % 3] ?? "answer"));

    it("is known by /health, which the proxy answers too", () => {
      const at = (seconds: number) => silenceAfter(seconds, dead, (second) => second >= 15);
      expect(at(24).stoppedIn(NONE_HELD)).toBeUndefined();
      expect(at(25).stoppedIn(NONE_HELD)).toBe(2);
    });

    it.each<[string, (second: number) => Outcome | "answer", (second: number) => boolean]>([
      ["has an open circuit breaker, and is healthy", dead, () => false],
      ["was away for a moment", dead, (second) => second < 30],
      ["still does some of the work", (second) => (second % 9 === 0 ? "answer" : "unavailable"), () => true],
    ])("is not one that %s", (_what, endOf, isGateway) => {
      expect(silenceAfter(60, endOf, isGateway).stoppedIn(NONE_HELD)).toBeUndefined();
    });
  });
});
