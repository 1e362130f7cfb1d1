import { expect, it } from "vitest";
import { durationLines, planDuration } from "./plan-duration.ts";

const RUN = "20261123T041500Z-dev-load";
const items = (perSecond: number) => () => ({ perSecond, unit: "items" as const, run: RUN });
const unasked = (): never => {
  throw new Error("the results were read for nothing");
};

it("is that of the rate that was measured last", () => {
  expect(planDuration(1_254_000, 0, items(95))).toEqual({
    durationMs: 13_200_000,
    perSecond: 95,
    measuredIn: RUN,
    text: `about 3 h 40 min at 95 items/s, as in ${RUN}`,
  });
});

it("is that of a capacity run whose mix creates only", () => {
  const measured = { perSecond: 142.3, unit: "creates" as const, run: RUN };
  expect(planDuration(1423, 0, () => measured)?.text).toBe(`about 10 s at 142 creates/s, as in ${RUN}`);
});

it("is that of the rate that is asked for, whatever was measured", () => {
  expect(planDuration(864_000, 120, unasked)).toEqual({
    durationMs: 7_200_000,
    perSecond: 120,
    text: "about 2 h at 120 items/s, the rate of --arrival-rate",
  });
});

it("is not claimed where nothing was measured, or nothing is to be created", () => {
  expect(planDuration(100, 0, () => undefined)).toBeUndefined();
  expect(planDuration(0, 0, unasked)).toBeUndefined();
});

it("is asked for where it is not known", () => {
  const duration = planDuration(864_000, 120, unasked);
  expect(durationLines(864_000, duration)).toEqual([
    "",
    "The load takes about 2 h at 120 items/s, the rate of --arrival-rate.",
  ]);
  expect(durationLines(5, undefined)).toEqual([
    "",
    "The duration of the load is unknown: no load into this target was measured. Set a rate with --arrival-rate.",
  ]);
  expect(durationLines(0, undefined)).toEqual([]);
});
