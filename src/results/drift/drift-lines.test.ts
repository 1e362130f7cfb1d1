import { expect, it } from "vitest";
import { driftLines, driftText } from "./drift-lines.ts";

const RANGE = { fromSeconds: 120, toSeconds: 1200, stepSeconds: 5 };

it("says what rose, by how much and since when, before what did not", () => {
  const series = [
    { name: "p95 of students create", unit: "ms", state: "steady", pValue: 1 },
    {
      name: "memory of the target",
      unit: "bytes",
      state: "drifts",
      kind: "slope",
      sinceSeconds: 0,
      before: 8e8,
      change: 1.6e8,
      perHour: 4.8e8,
      pValue: 0.001,
    },
    {
      name: "failures",
      unit: "share",
      state: "drifts",
      kind: "jump",
      sinceSeconds: 605,
      before: 0,
      change: 0.02,
      pValue: 0.001,
    },
    {
      name: "size of the database",
      unit: "bytes",
      state: "with-rows",
      kind: "slope",
      sinceSeconds: 300,
      before: 4e9,
      change: 1e9,
      perHour: 4e9,
      pValue: 0.001,
    },
    { name: "mean delete", unit: "ms", state: "unclear", before: 20, pValue: 1 },
    { name: "memory of the generator", unit: "bytes", state: "too-short" },
  ] as const;
  expect(driftLines({ ...RANGE, series })).toEqual([
    "memory of the target rose by 480 MB per hour from the start, from 800 MB to 960 MB (+20 %)",
    "failures jumped at 10:05, from 0 % to 2.00 %",
    "size of the database rose by 4.00 GB per hour since about 5:00, from 4.00 GB to 5.00 GB (+25 %): no more than the rows present explain",
    "1 figure without drift from 2:00 to 20:00",
    "too much chance to tell, so that a doubling might not show: mean delete",
    "too few points for a drift test: memory of the generator",
  ]);
});

it("says of a steady figure which rise would have been found", () => {
  const steady = { name: "p95", unit: "ms", state: "steady", pValue: 1, before: 20 } as const;
  expect(driftText({ ...steady, detectable: 3.2 })).toBe(
    "no drift: a steady rise by 3.20 ms (+16 %) would have been found",
  );
  // Results of an older version do not say it.
  expect(driftText(steady)).toBe("no drift");
});

it("is one line where nothing drifts, and none without a series", () => {
  const series = ["a", "b"].map((name) => ({ name, unit: "ms", state: "steady", pValue: 1 }) as const);
  expect(driftLines({ ...RANGE, series })).toEqual(["2 figures without drift from 2:00 to 20:00"]);
  expect(driftLines({ ...RANGE, series: [] })).toEqual([]);
});
