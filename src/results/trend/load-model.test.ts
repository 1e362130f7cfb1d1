import { expect, test } from "vitest";
import { loadModelOf } from "./load-model.ts";

const DEFAULTS = {
  VUS_SMOKE_PHASE: "1",
  VUS_LOAD_PHASE: "10",
  ARRIVAL_RATE: "0",
  VUS_READWRITE_PHASE: "10",
  MODEL: "constant-vus",
  RW_RATE: "10",
  STAGES: "",
  THINK_TIME: "0s",
  MIX_SHARES: "",
  SOAK_RATE: "",
  SOAK_SHARE: "70%",
  SPIKE_RATE: "",
  SPIKE_SHARE: "50%",
  SPIKE_TIMES: "3",
};

test.each<[string, Partial<Record<keyof typeof DEFAULTS, string>>, string]>([
  ["smoke", {}, "1 user"],
  ["load", { VUS_LOAD_PHASE: "1000" }, "1,000 users"],
  ["load", { ARRIVAL_RATE: "250" }, "rate 250/s"],
  ["readwrite", {}, "10 users"],
  ["readwrite", { THINK_TIME: "2s", MIX_SHARES: "50/20/20/10" }, "10 users, think time 2s, shares 50/20/20/10"],
  ["readwrite", { MODEL: "open", RW_RATE: "30", THINK_TIME: "2s" }, "rate 30/s"],
  ["readwrite", { MODEL: "ramping-arrival-rate", STAGES: "1m:10,5m:50" }, "rate 10/s, stages 1m:10,5m:50"],
  ["soak", {}, "70% of the knee"],
  ["soak", { SOAK_RATE: "40/s" }, "rate 40/s"],
  ["spike", { SPIKE_RATE: "20" }, "rate 20/s, times 3"],
  ["spike", {}, "50% of the knee, times 3"],
  ["capacity", {}, ""],
])("%s with %j: %s", (phase, changed, model) => {
  const settings = Object.entries({ ...DEFAULTS, ...changed }).map(([name, value]) => [name, { value }]);
  expect(loadModelOf(phase, { settings: Object.fromEntries(settings) })).toBe(model);
});

test("nothing is made up for a run whose manifest has no settings", () => {
  for (const manifest of [{}, { settings: {} }, { settings: null }, { settings: { MODEL: 3 } }])
    for (const phase of ["smoke", "load", "readwrite", "soak", "spike"]) expect(loadModelOf(phase, manifest)).toBe("");
});
