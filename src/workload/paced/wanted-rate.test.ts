import { expect, it } from "vitest";
import { CAPACITY_SUMMARY } from "../../../test/golden/sample-run.ts";
import { kneeLines } from "../../results/knee.ts";
import { kneeMember, originText, rateNotes, shareOf } from "./wanted-rate.ts";

const { run, capacity } = CAPACITY_SUMMARY;
const { by: _, ...byRates } = capacity;

it("says where a rate is from, and that a search by users has no latency limit", () => {
  const held = { perSecond: 70, knee: { run, capacity: byRates } };
  expect(originText(held, 0.7)).toBe(` (70 % of ${run})`);
  expect(rateNotes(held)).toEqual([]);
  expect(rateNotes({ ...held, knee: { run, capacity: { ...byRates, by: "users" } } })).toEqual([
    `note      the rate is from a search by users (${run}), which has no latency limit`,
  ]);
});

it("says nothing of a rate that the user gave", () => {
  expect([originText({ perSecond: 5 }, 0.7), rateNotes({ perSecond: 5 })]).toEqual(["", []]);
});

it.each([
  ["lower-bound", { ...byRates, answer: "at-least", text: "takes at least 80 operations/s: the time was up" }],
  ["unconfirmed", { ...byRates, confirmed: false, text: "takes 142 operations/s (131 to 150); not confirmed" }],
] as const)("says that it is a share of no certain knee: %s", (doubt, found) => {
  const held = shareOf({ run, capacity: found }, 0.5);
  expect(held.perSecond).toBe(71);
  const what = { "lower-bound": "a lower bound", unconfirmed: "a knee that is not confirmed" }[doubt];
  expect(rateNotes(held)).toEqual([`note      the rate is a share of ${what}: ${run} ${found.text}`]);
  const { knee } = kneeMember(held);
  expect(knee).toEqual({ run, perSecond: 142, doubt });
  expect(kneeLines(knee, 71)).toEqual([`rate     50 % of 142/s, which held in ${run}: ${what}`]);
});

it("asks for a rate where none held", () => {
  const capacity = { ...byRates, answer: "at-most", text: "takes less than 9 operations/s" } as const;
  expect(() => shareOf({ run, capacity }, 0.7)).toThrow(
    `No rate held in the newest capacity run with this mix: ${run} takes less than 9 operations/s.`,
  );
});
