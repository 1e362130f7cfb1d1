import { expect, it } from "vitest";
import { fairSample, SURE_SAMPLE } from "./sample.ts";

it("a sure sample finds a loss of 1 % with a probability of 99 %, and one item less does not", () => {
  const found = (size: number): number => 1 - 0.99 ** size;
  expect(found(SURE_SAMPLE)).toBeGreaterThanOrEqual(0.99);
  expect(found(SURE_SAMPLE - 1)).toBeLessThan(0.99);
});

it("does so in fact: 1 % of 20,000 items, for 99 of 100 seeds", () => {
  const items = Array.from({ length: 20_000 }, (_, at) => at);
  const seeds = Array.from({ length: 300 }, (_, at) => at);
  const finding = seeds.filter((seed) => fairSample(items, SURE_SAMPLE, seed).some((item) => item % 100 === 7));
  expect(finding.length / seeds.length).toBeGreaterThan(0.97);
});

it("a fair sample is all of a few items, and the same ones for a seed, in their order", () => {
  expect(fairSample(["a", "b"], 3)).toEqual(["a", "b"]);
  const items = Array.from({ length: 100 }, (_, at) => at);
  const sample = fairSample(items, 10, 1);
  expect(sample).toHaveLength(10);
  expect(sample).toEqual(fairSample(items, 10, 1));
  expect(sample).toEqual([...sample].sort((a, b) => a - b));
});
