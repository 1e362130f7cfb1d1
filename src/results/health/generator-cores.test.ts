import { describe, expect, it } from "vitest";
import { type CoreFacts, describeCores, engineBound, generatorCores } from "./generator-cores.ts";

const FREE: CoreFacts = { machine: 4, container: undefined, goMaxProcs: undefined, wanted: 0 };

describe("generatorCores", () => {
  it.each<[Partial<CoreFacts>, number, string]>([
    [{}, 4, "machine"],
    [{ container: 1.5 }, 1.5, "container"],
    [{ container: 16 }, 4, "machine"],
    [{ container: 3, goMaxProcs: "2" }, 2, "GOMAXPROCS"],
    [{ goMaxProcs: "4" }, 4, "machine"],
    [{ goMaxProcs: "2", wanted: 0.5 }, 0.5, "generator-cpus"],
    [{ goMaxProcs: "2", wanted: 3 }, 2, "GOMAXPROCS"],
    [{ wanted: 64 }, 4, "machine"],
  ])("takes the least bound: %j", (facts, cores, coresFrom) => {
    expect(generatorCores({ ...FREE, ...facts })).toEqual({ cores, coresFrom });
  });

  it.each(["", "0", "-1", "two", "1.5"])("passes over GOMAXPROCS=%j, as Go does", (goMaxProcs) => {
    expect(generatorCores({ ...FREE, goMaxProcs }).coresFrom).toBe("machine");
  });
});

it("tells k6 only what it cannot find out by itself, in whole cores", () => {
  expect(engineBound({ cores: 0.2, coresFrom: "generator-cpus" })).toEqual({ GOMAXPROCS: "1" });
  expect(engineBound({ cores: 2.5, coresFrom: "generator-cpus" })).toEqual({ GOMAXPROCS: "3" });
  expect(engineBound({ cores: 1.5, coresFrom: "container" })).toEqual({});
  expect(engineBound({ cores: 1, coresFrom: "GOMAXPROCS" })).toEqual({});
});

it("names the number and what set it", () => {
  expect(describeCores({ cores: 1, coresFrom: "GOMAXPROCS" })).toBe("1 core (GOMAXPROCS)");
  expect(describeCores({ cores: 1 / 3, coresFrom: "container" })).toBe("0.33 cores (quota of the container)");
  expect(describeCores({ cores: 2, coresFrom: "machine" })).toBe("2 cores (all of this machine)");
  expect(describeCores({ cores: 2 })).toBe("2 cores");
});
