import { expect, it } from "vitest";
import { COMMANDS } from "../../settings/commands.ts";
import { loadSettings, type Settings } from "../../settings/settings.ts";
import { chooseMix } from "../../workload/mix/choose-mix.ts";
import { CAPACITY, describeLimits } from "./capacity.ts";
import { capacitySettings, checkObjectives } from "./capacity-settings.ts";

it.each([
  [[], undefined],
  [["--by", "users"], 64],
  [["--by", "users", "--vus", "16"], 16],
  [["--by", "users", "--vus", "16", "--max-users", "8"], 8],
  [["--vus", "16"], undefined],
])("the most users of a climb, with %j", (args, expected) => {
  const request = loadSettings(COMMANDS.capacity, args, {});
  if (!("settings" in request)) throw new Error("settings were asked for");
  expect(capacitySettings(request.settings).maxUsers).toBe(expected);
});

function settingsOf(args: readonly string[]): Settings {
  const request = loadSettings(COMMANDS.capacity, args, {});
  if (!("settings" in request)) throw new Error("settings were asked for");
  return request.settings;
}

it.each([
  ["p95=3", /OBJECTIVE: "p95=3" is not of the form p95<500ms, or create p95<800ms/],
  ["p99<500ms", /OBJECTIVE: "p99<500ms" names p99, but an objective can only limit p95: write p95<500ms/],
  ["create p99.9<1s", /names p99\.9, but/],
])("refuses the objective %s", (objective, problem) => {
  const request = loadSettings(COMMANDS.capacity, ["--objective", objective], {});
  if (!("settings" in request)) throw new Error("settings were asked for");
  expect(() => capacitySettings(request.settings)).toThrow(problem);
});

it.each([
  [[], "when less than 95 % succeeds, more than 1 % fails, or p95 is above 5 times that of the first step"],
  [
    ["--max-p95-rise", "50%"],
    "when less than 95 % succeeds, more than 1 % fails, p95 is above 5 times that of the first step, or p95 is more than 50 % above that of the last rate that held",
  ],
  [["--objective", "p95<1s"], "when less than 95 % succeeds, more than 1 % fails, or p95<1s is missed"],
  [["--by", "users"], "when less than 95 % of what fewer users did succeeds, or more than 1 % fails"],
])("says in one sentence when a step is too much, with %j", (args, sentence) => {
  const request = loadSettings(COMMANDS.capacity, args, {});
  if (!("settings" in request)) throw new Error("settings were asked for");
  const { settings } = request;
  expect(describeLimits(settings.config, capacitySettings(settings))).toBe(sentence);
});

it("asks for rates that fit each other, unless it climbs by users", () => {
  const read = (args: readonly string[]) => capacitySettings(settingsOf(args));
  expect(() => read(["--start-rate", "50", "--max-rate", "20"])).toThrow(/START_RATE: 50 is above MAX_RATE/);
  expect(() => read(["--max-rate", "5", "--by", "users"])).not.toThrow();
});

it.each([
  [["--by", "users", "--start-rate", "20"], "START_RATE: a search by users has no rates"],
  [["--by", "users", "--times-unloaded", "3"], "TIMES_UNLOADED: a search by users has no latency limit"],
  [["--by", "users", "--max-p95-rise", "50%"], "MAX_P95_RISE: in a search by users, p95 always rises"],
  [["--max-users", "8"], "MAX_USERS: only a search by users has users"],
  [["--objective", "p95<1s", "--times-unloaded", "3"], "TIMES_UNLOADED: --objective already limits p95"],
])("refuses what would have no effect: %j", (args, line) => {
  expect(() => capacitySettings(settingsOf(args))).toThrow(line);
});

it("accepts settings of a profile that are for other calls", () => {
  const { config, origins } = settingsOf(["--by", "users"]);
  const settings = { config: { ...config, startRate: 20 }, origins: { ...origins, startRate: "profiles/own.env" } };
  expect(() => capacitySettings(settings)).not.toThrow();
});

it("refuses an objective of an operation that the mix does not have", () => {
  const check = (args: readonly string[]) => {
    const settings = settingsOf(args);
    checkObjectives(capacitySettings(settings), chooseMix(settings));
  };
  const objective = ["--objective", "create p95<1ms"];
  expect(() => check(objective)).not.toThrow();
  expect(() => check([...objective, "--mix", "reads"])).toThrow(
    /^OBJECTIVE: the mix reads has no create; its operations are read, \w+/,
  );
  expect(() => check([...objective, "--shares", "100/0/0/0"])).toThrow(/has no create/);
});

it("refuses a budget that no step fits into before anything is loaded", () => {
  expect(() => CAPACITY.wantedClaims(settingsOf(["--budget", "15s"]))).toThrow(
    /^CAPACITY_BUDGET: 15 s is too short for one step, which takes \d+ s$/,
  );
  expect(CAPACITY.wantedClaims(settingsOf([])).length).toBeGreaterThan(0);
});
