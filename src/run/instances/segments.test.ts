import { expect, it } from "vitest";
import { segmentOf, segmentSequence } from "./segments.ts";

it("covers the whole run with equal parts", () => {
  expect(segmentSequence(1)).toBe("0,1");
  expect(segmentOf(1, 1)).toBe("0:1");
  expect(segmentSequence(3)).toBe("0,1/3,2/3,1");
  expect([1, 2, 3].map((number) => segmentOf(number, 3))).toEqual(["0:1/3", "1/3:2/3", "2/3:1"]);
});
