import fc from "fast-check";
import { expect, test } from "vitest";
import { CHART_POINTS, pointsToKeep } from "./thin-out.ts";

test("a short run keeps every point", () => {
  expect(pointsToKeep(3, [[1, 2, 3]])).toEqual([0, 1, 2]);
});

test("a lone peak of any line stays, as do both ends", () => {
  const flat = new Array<number>(36_000).fill(5);
  const peaky = flat.with(17_771, 900);
  const dipped = flat.with(20_003, 0);
  const kept = pointsToKeep(flat.length, [flat, peaky, dipped]);
  expect(kept).toContain(17_771);
  expect(kept).toContain(20_003);
  expect(kept.at(0)).toBe(0);
  expect(kept.at(-1)).toBe(35_999);
  expect(kept.length).toBeLessThanOrEqual(CHART_POINTS + 2);
});

test("highest and lowest of each line stay, in order, whatever the values", () => {
  const values = fc.array(fc.option(fc.integer({ min: 0, max: 1000 }), { freq: 20 }), {
    minLength: 20,
    maxLength: 400,
  });
  fc.assert(
    fc.property(values, (line) => {
      const kept = pointsToKeep(line.length, [line], 12);
      const numbers = line.filter((value) => value !== null);
      const left = kept.map((index) => line[index]).filter((value) => value !== null && value !== undefined);
      expect(kept).toEqual([...new Set(kept)].sort((a, b) => a - b));
      if (numbers.length === 0) return;
      expect(Math.max(...left)).toBe(Math.max(...numbers));
      expect(Math.min(...left)).toBe(Math.min(...numbers));
    }),
  );
});
