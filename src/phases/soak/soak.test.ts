import { expect, it } from "vitest";
import { shortnessNotes } from "./soak.ts";

it("says before a soak that it is too short for a test of drift", () => {
  const note = "note      too short for a test of drift, which needs 45 s at least; expect INCONCLUSIVE";
  expect(shortnessNotes(44_000)).toEqual([note]);
  for (const durationMs of [45_000, 120_000, 3_600_000]) expect(shortnessNotes(durationMs)).toEqual([]);
});
