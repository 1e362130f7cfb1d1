import { expect, it } from "vitest";
import { countCores, generatorLimits } from "./machine-limits.ts";

it.each([
  ["0-1", 2],
  ["3", 1],
  ["0-3,8,10-11", 7],
])("counts the cores of %s", (list, count) => {
  expect(countCores(list)).toBe(count);
});

it("finds cores and memory of this machine", () => {
  const { cores, coresFrom, memoryBytes } = generatorLimits(0, {});
  expect(cores).toBeGreaterThan(0);
  expect(["machine", "container"]).toContain(coresFrom);
  expect(memoryBytes).toBeGreaterThan(100_000_000);
});

it("goes by what the user leaves to the generator", () => {
  expect(generatorLimits(0.01, {})).toMatchObject({ cores: 0.01, coresFrom: "generator-cpus" });
  expect(generatorLimits(100_000, {})).toEqual(generatorLimits(0, {}));
});
