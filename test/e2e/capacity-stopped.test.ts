/** The capacity phase at a target that dies during the search, alone or behind a proxy; and phases that their user stops. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunSummary } from "../../src/results/run-summary.ts";
import { type Clone, createClone } from "./support/clone.ts";
import { startCommand } from "./support/program.ts";
import { startRecordingProxy } from "./support/recording-proxy.ts";
import { readJson, runFolders } from "./support/run-folder.ts";
import { startTestSandbox } from "./support/sandbox.ts";

let clone: Clone;
beforeAll(() => {
  clone = createClone();
});
afterAll(() => clone.remove());

const OF_PROXY = { status: 502, body: "<html><h1>502 Bad Gateway</h1></html>" };

// At once: most of the time is that of the steps.
test.concurrent.each(["alone", "behind a proxy"])(
  "gives one reason, with what held before, and claims no knee: %s",
  async (where) => {
    const results = clone.file(`results-${where.length}`);
    const sandbox = await startTestSandbox(clone, ["--rate-limit", "off"], `.sandbox-${where.length}`);
    const proxy = await startRecordingProxy(sandbox.baseUrl);
    const address = where === "alone" ? {} : { API_BASE_URL: proxy.baseUrl };
    const rates = ["--start-rate", "10", "--max-rate", "40", "--vus", "40", "--need", "10/s", "--today", "5/s"];
    const args = ["--objective", "p95<2s", "--budget", "4m", "--results-dir", results, ...rates];
    const environment = { ...sandbox.environment, ...address, STUDENT_COUNT: "10" };
    const run = startCommand(clone, "run-capacity", args, environment);
    await run.printed(/^step 1 .+: held$/m);
    proxy.override = () => OF_PROXY;
    process.kill(sandbox.pid, "SIGKILL");
    const { code, output } = await run.ended;
    await proxy.close();
    expect(output).toMatch(
      /^FAIL {2}capacity on .+: held 10 operations per second at p95 <= 2\.00 s before it stopped responding/m,
    );
    expect(output.match(/^ {2}reason {3}.*$/gm)).toEqual([
      "  reason   the target held 10 operations per second at p95 <= 2.00 s before it stopped responding in step 2 (20/s requested)",
    ]);
    expect(output).toMatch(/^ {2}today {4}5\/s: it held 2 times as much$/m);
    expect(output).toMatch(/^ {2}remove {3}npm run cleanup -- /m);
    expect(output).not.toMatch(/: met$/m);
    expect(code).toBe(99);
    const [folder = ""] = runFolders(results).filter((path) => path.includes("-capacity"));
    const { capacity } = readJson<RunSummary>(folder, "summary.json");
    expect(capacity).toMatchObject({
      answer: "at-least",
      limitedBy: "target-stopped",
      perSecond: 10,
      stoppedInStep: 2,
    });
  },
);

test.concurrent("says what its steps say where it is stopped with Ctrl-C", async () => {
  const results = clone.file("results-stopped");
  const sandbox = await startTestSandbox(clone, ["--rate-limit", "off"], ".sandbox-stopped");
  const rates = ["--start-rate", "10", "--max-rate", "80", "--vus", "40", "--need", "10/s", "--today", "5/s"];
  const args = ["--objective", "p95<2s", "--budget", "4m", "--results-dir", results, ...rates];
  const run = startCommand(clone, "run-capacity", args, { ...sandbox.environment, STUDENT_COUNT: "10" });
  await run.printed(/^step 2 .+: held$/m);
  process.kill(run.pid, "SIGINT");
  const { code, output } = await run.ended;
  expect(code).toBe(130);
  const text = "takes at least 20 operations per second at p95 <= 2.00 s: the run was stopped";
  expect(output).toMatch(new RegExp(`^ABORTED {2}capacity on .+: ${text}$`, "m"));
  expect(output).toMatch(/^ {2}reason {3}interrupted by Ctrl-C/m);
  expect(output).toMatch(/^ {2} {4}2 {9}20 .+ {2}held$/m);
  expect(output).toMatch(/^ {2}today {4}5\/s: it takes at least 4 times as much$/m);
  const [folder = ""] = runFolders(results).filter((path) => path.includes("-capacity"));
  const { capacity, verdict } = readJson<RunSummary>(folder, "summary.json");
  expect(verdict).toBe("aborted");
  expect(capacity).toMatchObject({ answer: "at-least", limitedBy: "run-stopped", perSecond: 20, text });
  expect(capacity?.steps.map(({ askedPerSecond, held }) => [askedPerSecond, held])).toEqual([
    [10, true],
    [20, true],
  ]);
  const report = readFileSync(join(folder, "report.html"), "utf8");
  expect(report).toContain(text.replace("<", "&lt;"));
});

test.concurrent("says what a soak measured where it is stopped with Ctrl-C", async () => {
  const results = clone.file("results-soak");
  const sandbox = await startTestSandbox(clone, ["--rate-limit", "off"], ".sandbox-soak");
  const args = ["--rate", "20/s", "--duration", "2m", "--results-dir", results];
  const run = startCommand(clone, "run-soak", args, { ...sandbox.environment, STUDENT_COUNT: "10" });
  await run.printed(/^soak .+ at 20\/s, .+ 0 of [1-9]\d* failed$/m);
  process.kill(run.pid, "SIGINT");
  const { code, output } = await run.ended;
  expect(code).toBe(130);
  expect(output).toMatch(
    /^ABORTED {2}soak on .+: did [\d.]+\/s of the 20\.0\/s asked for over \d+ s until the run was stopped$/m,
  );
  const [folder = ""] = runFolders(results).filter((path) => path.endsWith("-soak"));
  const { soak } = readJson<RunSummary>(folder, "summary.json");
  expect(soak).toMatchObject({ partial: true, perSecond: 20, failed: 0 });
  expect(readFileSync(join(folder, "report.html"), "utf8")).toContain("until the run was stopped");
});
