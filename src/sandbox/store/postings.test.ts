import { describe, expect, test } from "vitest";
import { Postings } from "./postings.ts";

describe("Postings", () => {
  test.each([1, 2, 31, 33, 100])("holds and loses %i numbers", (count) => {
    const postings = new Postings<string>();
    const numbers = Array.from({ length: count }, (_, index) => count - index);
    for (const number of numbers) postings.add("k", number);
    postings.add("k", 1);
    expect(postings.size("k")).toBe(count);
    expect(postings.sorted("k")).toEqual(numbers.toSorted((a, b) => a - b));
    postings.remove("k", 9999);
    for (const number of numbers) postings.remove("k", number);
    expect(postings.size("k")).toBe(0);
    expect([...postings.get("k")]).toEqual([]);
  });
});
