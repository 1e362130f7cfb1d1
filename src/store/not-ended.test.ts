import { utimesSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, it } from "vitest";
import { createTestContext } from "../../test/fakes/command-context.ts";
import { temporaryFolder } from "../../test/temporary-folder.ts";
import { runResultsCommand } from "../commands/results.ts";
import { COMMANDS } from "../settings/commands.ts";
import { readRunSummary } from "./read-run.ts";
import { openRunFolder } from "./run-folder.ts";

/** @param ageMs since the manifest changed */
function runOfAge(ageMs: number) {
  const results = temporaryFolder();
  const { path } = openRunFolder(results, "20261123T100000Z-dev-soak", { create: true });
  const seconds = (Date.now() - ageMs) / 1000;
  writeFileSync(join(path, "manifest.json"), "{}");
  utimesSync(join(path, "manifest.json"), seconds, seconds);
  return { results, path };
}

it.each([
  [10_000, "it is still running, or was killed just now."],
  [600_000, "it has not ended, or was killed."],
])("a run without a summary that changed %i ms ago", async (ageMs, words) => {
  const { results, path } = runOfAge(ageMs);
  const message = `The run ${basename(path)} has no summary.json: ${words}`;
  expect(() => readRunSummary(path)).toThrow(message);
  const { context, lines } = createTestContext({ RESULTS_DIR: results }, ["row", "latest"], COMMANDS.results);
  await expect(runResultsCommand(context)).rejects.toThrow(message);
  expect(lines).toEqual([]);
});
