/** A full run that ended early, in its last phase or by a stop rule: its report, and what is resumed. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { EXIT_CODES } from "../../src/base/errors.ts";
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

/** Of the newest run. */
const read = (name: string): string => readFileSync(clone.file("results", "latest", name), "utf8");

test("is resumed with the interrupted phase, which deletes what both starts created", async () => {
  const program = startCommand(clone, "run-full-test", [], { ...SETTINGS, DURATION_READWRITE_PHASE: "1m" });
  await until("operations are done", () => linesOfJournal() > LINES);
  program.child.kill("SIGINT");
  const interrupted = await program.ended;
  expect(interrupted.code).toBe(130);
  expect(interrupted.output).toMatch(/^ABORTED {2}full on .*: smoke passed, load passed, readwrite aborted/m);
  expect(interrupted.output).toMatch(/^ {2}resume {3}npm run full -- --resume$/m);
  expect(read("report.html")).toMatch(
    /<header class="verdict aborted">[\s\S]*<p class="headline">readwrite: interrupted by Ctrl-C[\s\S]*npm run full -- --resume[\s\S]*<h2>full: readwrite</,
  );
  expect(read("junit.xml")).toMatch(/<testsuite name="full: readwrite: verdict" tests="1" failures="1"/);
  const resumed = await runCommand(clone, "run-full-test", ["--resume"], SETTINGS);
  expect(resumed.code, resumed.output).toBe(0);
  expect(resumed.output).toMatch(/^load {6}passed before/m);
  expect(resumed.output).toMatch(/^ {2}created +[\d,]+ items; .* 0 left$/m);
  expect(read("report.html")).toContain('<header class="verdict pass">');
  expect(read("summary.md")).toMatch(/^# Pass: full, /);
  expect(read("junit.xml")).toMatch(/<testsuites .* failures="0"/);
  const listed = await runCommand(clone, "results", ["list"], {});
  expect(listed.output).toMatch(/^\S+-smoke-full +PASS +[\d,]+ /m);
  const { requests, repeats } = readJson<RunSummary>(folder(), "summary.json");
  const [, operations = ""] = /^PASS {2}readwrite .*: ([\d,]+) operations/m.exec(resumed.output) ?? [];
  expect(Number(operations.replaceAll(",", ""))).toBe(requests - (repeats?.count ?? 0));
});

test("that a stop rule ends is reported on as partial, with the command that continues it", async () => {
  // At a rate at which the load of a fast machine, too, takes several times as long as the rule looks at.
  const settings = { ...SETTINGS, ARRIVAL_RATE: "100" };
  const stopped = await runCommand(clone, "run-full-test", ["--stop-on", "p99>1ms/1s"], settings);
  expect(stopped.code, stopped.output).toBe(EXIT_CODES.aborted.code);
  expect(read("report.html")).toMatch(/<header class="verdict aborted">[\s\S]*<li>readwrite: was not run<\/li>/);
  expect(read("report.html")).toContain("npm run full -- --stop-on &#39;p99&gt;1ms/1s&#39; --resume</code>");
});
