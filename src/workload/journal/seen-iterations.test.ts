import fc from "fast-check";
import { expect, it } from "vitest";
import { SeenIterations } from "./seen-iterations.ts";

const ranges = fc.array(fc.tuple(fc.nat(60), fc.nat(4)), { maxLength: 40 });

it("knows which numbers came, in whatever order, and holds them as ranges", () => {
  fc.assert(
    fc.property(ranges, fc.nat(3), (added, few) => {
      const seen = new SeenIterations();
      const numbers = new Set<number>();
      for (const [first, more] of added) {
        seen.add(first, first + more);
        for (let number = first; number <= first + more; number++) numbers.add(number);
      }
      const highest = Math.max(-1, ...numbers);
      const missing = Array.from({ length: highest + 1 + few }, (_, number) => number).filter((n) => !numbers.has(n));
      expect(seen.gaps(few)).toEqual(numbers.size === 0 ? [] : missing);
      const held = seen.ranges();
      const listed = held.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, at) => first + at));
      expect(listed).toEqual([...numbers].sort((a, b) => a - b));
      for (const [at, { first }] of held.entries()) expect(first).toBeGreaterThan((held[at - 1]?.last ?? -2) + 1);
    }),
  );
});

it("needs no more memory for many numbers after a gap", () => {
  const seen = new SeenIterations();
  seen.add(0);
  for (let number = 2; number < 300_000; number++) seen.add(number);
  expect(seen.gaps(1)).toEqual([1, 300_000]);
  expect(seen.ranges()).toHaveLength(2);
});

it("knows no gap between instances of k6 of which one is ahead", () => {
  const seen = new SeenIterations();
  for (const number of [0, 1, 2, 3, 4, 6, 8, 12]) seen.add(number);
  expect(seen.gaps(0, 2)).toEqual([10]);
  expect(seen.gaps(1, 2)).toEqual([5, 10, 14]);
});
