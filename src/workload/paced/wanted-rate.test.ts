import { expect, it } from "vitest";
import { CAPACITY_SUMMARY } from "../../../test/golden/sample-run.ts";
import { climbNotes, originText } from "./wanted-rate.ts";

const { run, capacity } = CAPACITY_SUMMARY;
const { by: _, ...byRates } = capacity;

it("says where a rate is from, and that a climb by users has no limit of response times", () => {
  const held = { perSecond: 70, knee: { run, capacity: byRates } };
  expect(originText(held, 0.7)).toBe(` (70 % of ${run})`);
  expect(climbNotes(held)).toEqual([]);
  expect(climbNotes({ ...held, knee: { run, capacity: { ...byRates, by: "users" } } })).toEqual([
    `note      the rate is from a climb by users (${run}), which has no limit of response times`,
  ]);
});

it("says nothing of a rate that the user gave", () => {
  expect([originText({ perSecond: 5 }, 0.7), climbNotes({ perSecond: 5 })]).toEqual(["", []]);
});
