import { expect, it } from "vitest";
import { GeneratorFigures } from "./generator-figures.ts";

const usage = (cpuSeconds: number) => ({ cpuSeconds, memoryBytes: 5e7, readBytes: cpuSeconds * 1e6, writtenBytes: 0 });

it("has rates since the sample before, and the CPU as a share of the cores", () => {
  const figures = new GeneratorFigures(2);
  expect(figures.sample(1000, usage(1), 0.5)).toBeUndefined();
  expect(figures.sample(3000, usage(3), 0.7)).toEqual({
    atMs: 3000,
    values: {
      "generator.cpu": 0.5,
      "generator.runnerCpu": 0.1,
      "generator.memory": 5e7,
      "generator.received": 1e6,
      "generator.sent": 0,
    },
  });
});

it("leaves out what the system does not tell, and what would be of two processes", () => {
  const figures = new GeneratorFigures(1);
  figures.sample(1000, { cpuSeconds: 1, memoryBytes: 1 }, 0);
  expect(Object.keys(figures.sample(2000, { cpuSeconds: 1, memoryBytes: 1 }, 0)?.values ?? {})).toEqual([
    "generator.cpu",
    "generator.runnerCpu",
    "generator.memory",
  ]);
  figures.restart();
  expect(figures.sample(3000, usage(0), 0)).toBeUndefined();
});

it("is taken each second in the first five minutes, then every ten seconds", () => {
  const figures = new GeneratorFigures(1);
  const seconds = Array.from({ length: 1000 }, (_, second) => second);
  const taken = seconds.filter((second) => figures.sample(1000 * second, usage(second), 0) !== undefined);
  expect(taken).toHaveLength(300 + 69);
});
