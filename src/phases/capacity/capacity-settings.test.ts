import { expect, it } from "vitest";
import { COMMANDS } from "../../settings/commands.ts";
import { loadSettings } from "../../settings/settings.ts";
import { capacitySettings } from "./capacity-settings.ts";

it.each([
  [[], undefined],
  [["--by", "users"], 64],
  [["--by", "users", "--vus", "16"], 16],
  [["--by", "users", "--vus", "16", "--max-users", "8"], 8],
  [["--vus", "16", "--max-users", "8"], undefined],
])("the most users of a climb, with %j", (args, expected) => {
  const request = loadSettings(COMMANDS.capacity, args, {});
  if (!("settings" in request)) throw new Error("settings were asked for");
  expect(capacitySettings(request.settings).maxUsers).toBe(expected);
});

it("asks for rates that fit each other, unless it climbs by users", () => {
  const rates = ["--start-rate", "50", "--max-rate", "20"];
  const read = (args: readonly string[]) => {
    const request = loadSettings(COMMANDS.capacity, args, {});
    return "settings" in request && capacitySettings(request.settings);
  };
  expect(() => read(rates)).toThrow(/START_RATE: 50 is above MAX_RATE/);
  expect(() => read([...rates, "--by", "users"])).not.toThrow();
});
