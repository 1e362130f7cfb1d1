import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ItemSet, itemAt, placeRanges, rangesLeft, totalOf } from "./ranges.ts";

describe("rangesLeft and itemAt", () => {
  it("walks exactly what is not done, in order", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 60 }), (done) => {
        const ranges = rangesLeft(done.length, (item) => done[item] === true);
        const placed = placeRanges(ranges);
        const walked = Array.from({ length: totalOf(ranges) }, (_, position) => itemAt(placed, position));
        expect(walked).toEqual(done.flatMap((isDone, item) => (isDone ? [] : [item])));
        expect(itemAt(placed, walked.length)).toBeUndefined();
      }),
    );
  });

  it("gives one range for a fresh plan", () => expect(rangesLeft(1_000_000, () => false)).toEqual([[0, 1_000_000]]));
});

describe("ItemSet", () => {
  it("holds what was added, once, and nothing outside", () => {
    const set = new ItemSet(10);
    for (const item of [0, 7, 8, 9, 9, 200]) set.add(item);
    expect([set.size, set.has(7), set.has(6), set.has(9), set.has(200)]).toEqual([4, true, false, true, false]);
  });
});
