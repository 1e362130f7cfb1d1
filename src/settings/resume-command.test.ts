import { expect, test } from "vitest";
import type { Command } from "./command.ts";
import { COMMANDS } from "./commands.ts";
import { resumeCommand } from "./resume-command.ts";
import { loadSettings } from "./settings.ts";

function resumed(command: Command, ...argv: string[]): string {
  const request = loadSettings(command, argv, { VUS_LOAD_PHASE: "7" });
  if ("help" in request) throw new Error("help was not asked for");
  return resumeCommand(command, request.settings);
}

test("a run is continued with the flags that it was started with", () => {
  expect(resumed(COMMANDS.load)).toBe("npm run load -- --resume");
  expect(resumed(COMMANDS.full, "--profile", "dev", "--vus", "3", "--keep-going", "--no-verify")).toMatch(
    /^npm run full -- (?=.*--profile dev )(?=.*--vus 3 )(?=.*--keep-going )(?=.*--no-verify ).*--resume$/,
  );
  expect(resumed(COMMANDS.load, "--resume", "--label", "note=it's here")).toBe(
    "npm run load -- --label 'note=it'\\''s here' --resume",
  );
});

test("a load that another command began is continued by npm run load", () => {
  expect(resumed(COMMANDS.capacity, "--profile", "dev", "--budget", "5m")).toBe(
    "npm run load -- --profile dev --resume",
  );
});
