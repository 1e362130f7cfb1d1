import { expect, it } from "vitest";
import { RecentReads } from "./recent-reads.ts";

it("gives each read once", () => {
  const reads = new RecentReads();
  reads.add(1, 5000);
  reads.add(1, 6000);
  expect([reads.take(1), reads.take(1), reads.take(2)]).toEqual([6000, undefined, undefined]);
});

it("remembers the last 100,000 reads, and forgets older ones", () => {
  const reads = new RecentReads();
  for (let item = 0; item < 300_000; item++) reads.add(item, item);
  expect(reads.take(200_000)).toBe(200_000);
  expect(reads.take(299_999)).toBe(299_999);
  expect(reads.take(0)).toBeUndefined();
});
