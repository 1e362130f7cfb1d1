import { expect, it } from "vitest";
import { machineShare } from "./machine-share.ts";

const MEMORY = 8 * 2 ** 30;

it("gives each k6 of several on one machine its part of the cores and of half of the memory", () => {
  const settings = { GOMAXPROCS: "2", GOGC: "200", GOMEMLIMIT: "1024MiB" };
  expect(machineShare({ cores: 1.5, instancesHere: 4 }, MEMORY, {})).toEqual(settings);
});

it("gives one alone all cores and half of the memory", () => {
  expect(machineShare({ cores: 0 }, MEMORY, {})).toEqual({ GOGC: "200", GOMEMLIMIT: "4096MiB" });
});

it("leaves the memory as the user wants it", () => {
  expect(machineShare({ cores: 0, instancesHere: 2 }, MEMORY, { GOMEMLIMIT: "2GiB" })).toEqual({});
});
