import { expect, it } from "vitest";
import { collisions } from "./adapt-key.ts";

const keyOf = (index: number) => ({ id: index % 59_999 });

it("finds items with the key of another among the first of them, or among as many as are asked for", () => {
  expect(collisions(60_001, keyOf)).toEqual([]);
  expect(collisions(60_001, keyOf, 1_000_000)).toEqual([59_999, 60_000]);
  expect(collisions(60_001, keyOf, 60_000)).toEqual([59_999]);
});
