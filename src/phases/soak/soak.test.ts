import { expect, it } from "vitest";
import { shortnessNotes } from "./soak.ts";

it("says before a soak that it is too short for a drift test", () => {
  const note = "note      too short for a drift test, which needs at least 45 s; expect INCONCLUSIVE";
  expect(shortnessNotes(44_000)).toEqual([note]);
  for (const durationMs of [45_000, 120_000, 3_600_000]) expect(shortnessNotes(durationMs)).toEqual([]);
});
