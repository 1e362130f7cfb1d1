import { expect, it } from "vitest";
import { LIVE_STATE } from "../../../test/golden/live-state.ts";
import type { LiveState } from "./live-state.ts";
import { TargetConditions } from "./target-conditions.ts";

const OVERLOADED: LiveState = {
  ...LIVE_STATE,
  latency: { now: { p50: 900, p95: 2100, p99: 3000 }, all: LIVE_STATE.latency.all },
  outcomes: { ...LIVE_STATE.outcomes, now: { items: 100, failed: 30 } },
};

it("warns of failures and slow answers, once", () => {
  const conditions = new TargetConditions();
  expect(conditions.observe(OVERLOADED)).toEqual([
    "0:42 30.0 % of the last 10 s failed",
    "0:42 p95 of the last 10 s is 2.10 s, of the whole run 8.80 ms",
  ]);
  expect(conditions.observe(OVERLOADED)).toEqual([]);
});

it("does not warn of what a search asks for on purpose", () => {
  const pace = { perSecond: 160, part: "step 5", soFar: "held at 80/s, too much at 160/s" };
  const searching = { ...OVERLOADED, progress: { ...OVERLOADED.progress, pace }, health: "Unhealthy" };
  expect(new TargetConditions().observe(searching)).toEqual(["0:42 health of the target: Unhealthy"]);
});
