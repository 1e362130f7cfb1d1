import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createTestContext } from "../../test/fakes/command-context.ts";
import { LOAD_SUMMARY } from "../../test/golden/sample-run.ts";
import { temporaryFolder } from "../../test/temporary-folder.ts";
import { COMMANDS } from "../settings/commands.ts";
import { profiles } from "./profiles.ts";

async function run(results = temporaryFolder()) {
  const { context, lines, documents } = createTestContext({ RESULTS_DIR: results }, [], COMMANDS.profiles);
  expect(await profiles(context)).toBe(0);
  return { lines, documents };
}

it("says of each profile what it builds, with how many users, how long, and where its file is", async () => {
  const { lines, documents } = await run();
  expect(lines.slice(0, 12)).toEqual([
    "smoke        The smallest dataset: is the installation alive and correct?",
    "  builds     2 schools, 2 students, 2 staff: 983 items",
    "  load       10 VUs",
    "  readwrite  10 VUs for 5 s",
    "  file       profiles/smoke.env",
    "",
    "dev          A small district for a developer's machine.",
    "  builds     10 schools, 100 students, 20 staff: 7,002 items",
    "  load       10 VUs",
    "  readwrite  10 VUs for 30 s",
    "  file       profiles/dev.env",
    "",
  ]);
  const names = (documents[0] as { profile: string }[]).map(({ profile }) => profile);
  expect(names).toEqual(["smoke", "dev", "staging", "prod"]);
  for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(80);
});

it("says how long a load takes, by the last one that was measured", async () => {
  const results = temporaryFolder();
  const name = "20261123T041500Z-dev-load";
  mkdirSync(join(results, name));
  const { load, target } = LOAD_SUMMARY;
  const measured = { load: { ...load, missing: 0 }, outcomes: { created: 5000 }, windowMs: 10_000 };
  const summary = { ...LOAD_SUMMARY, run: name, ...measured, target: { ...target, kind: "sandbox" } };
  writeFileSync(join(results, name, "summary.json"), JSON.stringify(summary));
  const { lines } = await run(results);
  expect(lines[2]).toBe("  load       10 VUs, about 1.97 s");
  expect(lines.at(-2)).toBe(`Durations are estimated with the rate of ${name}, the last measured load.`);
});
