/** The capacity phase at a target that dies during the search. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunSummary } from "../../src/results/run-summary.ts";
import { type Clone, createClone } from "./support/clone.ts";
import { startCommand } from "./support/program.ts";
import { readJson, runFolders } from "./support/run-folder.ts";
import { startTestSandbox } from "./support/sandbox.ts";

let clone: Clone;
beforeAll(() => {
  clone = createClone();
});
afterAll(() => clone.remove());

test("gives one reason, with what held before, and claims no knee", { timeout: 240_000 }, async () => {
  const sandbox = await startTestSandbox(clone, ["--rate-limit", "off"]);
  const rates = ["--start-rate", "10", "--max-rate", "40", "--vus", "40", "--need", "10/s", "--today", "5/s"];
  const args = ["--objective", "p95<2s", "--budget", "4m", ...rates];
  const environment = { ...sandbox.environment, STUDENT_COUNT: "10" };
  const run = startCommand(clone, "run-capacity", args, environment);
  await run.printed(/^step 1 .+: held$/m);
  process.kill(sandbox.pid, "SIGKILL");
  const { code, output } = await run.ended;
  expect(output).toMatch(
    /^FAIL {2}capacity on .+: held 10 operations a second at p95 <= 2\.00 s before it stopped answering/m,
  );
  expect(output.match(/^ {2}reason {3}.*$/gm)).toEqual([
    "  reason   the target held 10 operations a second at p95 <= 2.00 s before it stopped answering in step 2 (20/s asked for)",
  ]);
  expect(output).toMatch(/^ {2}today {4}5\/s: it held 2 times as much$/m);
  expect(output).toMatch(/^ {2}remove {3}npm run cleanup -- /m);
  expect(output).not.toMatch(/: met$/m);
  expect(code).toBe(99);
  const [folder = ""] = runFolders(clone.file("results")).filter((path) => path.includes("-capacity"));
  const { capacity } = readJson<RunSummary>(folder, "summary.json");
  expect(capacity).toMatchObject({ answer: "at-least", limitedBy: "target-stopped", perSecond: 10, stoppedInStep: 2 });
});
