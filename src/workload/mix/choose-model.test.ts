import { describe, expect, it } from "vitest";
import { chooseModel, type ModelConfig } from "./choose-model.ts";

const DEFAULTS: ModelConfig = {
  model: "constant-vus",
  rate: 10,
  stages: "",
  thinkTime: 0,
  vusReadwritePhase: 10,
  maxVus: 0,
};

type Given = Partial<Record<keyof ModelConfig, readonly [value: string | number, origin: string]>>;

function choose(given: Given) {
  const config: Record<string, unknown> = { ...DEFAULTS };
  const origins: Record<string, string> = {};
  for (const [key, [value, origin]] of Object.entries(given)) {
    config[key] = value;
    origins[key] = origin;
  }
  return chooseModel(config as unknown as ModelConfig, origins);
}

const CLI = "command line";

describe("chooseModel", () => {
  it.each<[string, Given, string]>([
    ["nothing is closed", {}, "constant-vus"],
    ["a rate alone is open", { rate: [50, CLI] }, "constant-arrival-rate"],
    ["stages alone ramp VUs", { stages: ["1m:10", CLI] }, "ramping-vus"],
    ["a rate with stages ramps the rate", { rate: [5, CLI], stages: ["1m:10", CLI] }, "ramping-arrival-rate"],
    ["open is a name", { model: ["open", CLI] }, "constant-arrival-rate"],
    ["closed is a name", { model: ["closed", CLI] }, "constant-vus"],
    ["open with stages ramps", { model: ["open", CLI], stages: ["1m:10", CLI] }, "ramping-arrival-rate"],
    ["a full name stands", { model: ["ramping-vus", CLI], stages: ["1m:3", CLI] }, "ramping-vus"],
    ["a rate fits an open model", { model: ["constant-arrival-rate", CLI], rate: [3, CLI] }, "constant-arrival-rate"],
  ])("%s", (_, given, model) => {
    expect(choose(given)).toEqual({ model, isOpen: model.endsWith("rate"), notes: [], problems: [] });
  });

  it.each<[string, Given, RegExp]>([
    [
      "rate and closed model",
      { rate: [50, CLI], model: ["constant-vus", CLI] },
      /RW_RATE and MODEL contradict.*--rate/,
    ],
    [
      "stages and constant model",
      { stages: ["1m:1", "environment"], model: ["constant-vus", "environment"] },
      /STAGES/,
    ],
    [
      "think time and rate",
      { thinkTime: [1000, CLI], rate: [5, CLI] },
      /THINK_TIME is for closed models.*--think-time/,
    ],
    [
      "fewer VUs at most than at the start",
      { rate: [5, CLI], vusReadwritePhase: [5, "profiles/a.env"], maxVus: [2, CLI] },
      /MAX_VUS is 2 \(given as --max-vus\), less than the 5 VUs of the start \(set in profiles\/a\.env\)/,
    ],
    ["ramping without stages", { model: ["ramping-vus", CLI] }, /STAGES is not set/],
    ["stages that are none", { stages: ["soon", "profiles/a.env"] }, /STAGES: "soon".*profiles\/a\.env/],
  ])("refuses %s of one layer", (_, given, text) => {
    expect(choose(given).problems).toEqual([expect.stringMatching(text)]);
  });

  it.each<[string, Given, string, RegExp]>([
    [
      "rate over the profile's model",
      { rate: [50, CLI], model: ["constant-vus", "profiles/a.env"] },
      "constant-arrival-rate",
      /MODEL has no effect \(set in profiles\/a\.env\)/,
    ],
    [
      "model over the profile's rate",
      { rate: [50, "profiles/a.env"], model: ["closed", CLI] },
      "constant-vus",
      /RW_RATE has no effect/,
    ],
    [
      "model over stages in .env.load-test",
      { stages: ["1m:10", ".env.load-test"], model: ["constant-vus", "environment"] },
      "constant-vus",
      /STAGES has no effect/,
    ],
    [
      "rate over the profile's think time",
      { rate: [50, CLI], thinkTime: [100, "profiles/a.env"] },
      "constant-arrival-rate",
      /THINK_TIME is for closed models \(set in profiles\/a\.env\): it has no effect/,
    ],
    ["max VUs without a rate", { maxVus: [9, CLI] }, "constant-vus", /MAX_VUS is for open models.*no effect/],
  ])("lets the stronger layer win and names the loser: %s", (_, given, model, note) => {
    expect(choose(given)).toMatchObject({ model, problems: [], notes: [expect.stringMatching(note)] });
  });
});
