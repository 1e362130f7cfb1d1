import { expect, it } from "vitest";
import { SPIKE_SUMMARY } from "../../test/golden/sample-run.ts";
import { steeredHeadline } from "./steered-headline.ts";

it("says what a spike did, unless the generator was the limit", () => {
  expect(steeredHeadline(SPIKE_SUMMARY)).toBe(
    "A spike of 3 times the base rate (90.0/s for 20 s): the target did 75.0/s; 100 operations failed; " +
      "200 operations were not started in time; it was back to normal after 4 s",
  );
  expect(steeredHeadline({ ...SPIKE_SUMMARY, verdict: "invalid" })).toBeUndefined();
});
