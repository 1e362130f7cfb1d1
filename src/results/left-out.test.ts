import { describe, expect, it } from "vitest";
import { distinct, leftOutLines } from "./left-out.ts";

describe("what was left out", () => {
  it("is one line for each reason, the most frequent first, with a bounded number of names", () => {
    const descriptors = Array.from({ length: 9 }, (_, n) => ({
      what: `d${n}`,
      reason: "the client may not create it",
    }));
    expect(leftOutLines([{ what: "grades", reason: "it needs sections" }, ...descriptors], "left out ")).toEqual([
      "left out d0, d1, d2, d3, d4, d5 and 3 more: the client may not create it",
      "         grades: it needs sections",
    ]);
    expect(leftOutLines([], "left out ")).toEqual([]);
  });

  it("is listed once, however many VUs leave it out", () => {
    const one = { what: "GET staffs/{id}", reason: "a" };
    expect(distinct([one, { ...one }, { ...one, reason: "b" }])).toEqual([one, { ...one, reason: "b" }]);
  });
});
