/** A full run that was interrupted in its last phase: what is resumed is judged without what was there before. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunSummary } from "../../src/results/run-summary.ts";
import { type Clone, createClone } from "./support/clone.ts";
import { until } from "./support/condition.ts";
import { type Environment, runCommand, startCommand } from "./support/program.ts";
import { readJson, runFolders } from "./support/run-folder.ts";

const SETTINGS: Environment = {
  SCHOOL_COUNT: "1",
  STUDENT_COUNT: "10",
  STAFF_COUNT: "2",
  COURSES_PER_SCHOOL: "2",
  VUS_READWRITE_PHASE: "3",
  DURATION_READWRITE_PHASE: "3s",
};
/** Of the journal when the run is interrupted. */
const LINES = 1000;

let clone: Clone;
beforeAll(() => {
  clone = createClone();
});
afterAll(() => clone.remove());

const folder = (): string => join(runFolders(clone.file("results")).at(-1) ?? "", "readwrite");

function linesOfJournal(): number {
  const path = join(folder(), "journal-1.log");
  return existsSync(path) ? readFileSync(path, "utf8").split("\n").length : 0;
}

test("is resumed with the interrupted phase, which deletes what both starts created", async () => {
  const program = startCommand(clone, "run-full-test", [], { ...SETTINGS, DURATION_READWRITE_PHASE: "1m" });
  await until("operations are done", () => linesOfJournal() > LINES);
  program.child.kill("SIGINT");
  expect((await program.ended).code).toBe(130);
  const resumed = await runCommand(clone, "run-full-test", ["--resume"], SETTINGS);
  expect(resumed.code, resumed.output).toBe(0);
  expect(resumed.output).toMatch(/^load {6}passed before/m);
  expect(resumed.output).toMatch(/^ {2}created +[\d,]+ items; .* 0 left$/m);
  const { requests, repeats } = readJson<RunSummary>(folder(), "summary.json");
  const operations = Number(/^PASS {2}readwrite .*: (\d+) operations/m.exec(resumed.output)?.[1]);
  expect(operations).toBe(requests - (repeats?.count ?? 0));
});
