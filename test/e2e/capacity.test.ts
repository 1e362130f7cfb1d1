/** The capacity phase by its command, on sandboxes of known capacity. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { RunSummary } from "../../src/results/run-summary.ts";
import { type Clone, createClone } from "./support/clone.ts";
import { type Ended, runCommand } from "./support/program.ts";
import { readJson, runFolders } from "./support/run-folder.ts";
import { startTestSandbox, type TestSandbox } from "./support/sandbox.ts";

let clone: Clone;
let temporary: string;
let sandbox: TestSandbox | undefined;

beforeAll(() => {
  clone = createClone();
  temporary = mkdtempSync(join(tmpdir(), "e2e-capacity-"));
});
afterEach(async () => {
  await sandbox?.stop();
  sandbox = undefined;
});
afterAll(() => {
  clone.remove();
  rmSync(temporary, { recursive: true, force: true });
});

/** @param capacity of the sandbox; undefined: as fast as the machine allows */
async function search(name: string, capacity: object | undefined, args: readonly string[]): Promise<Ended> {
  const file = join(temporary, `${name}.json`);
  writeFileSync(file, JSON.stringify(capacity ?? {}));
  const limits = capacity === undefined ? [] : ["--capacity", file];
  sandbox = await startTestSandbox(clone, ["--rate-limit", "off", ...limits], `.sandbox-${name}`);
  // As for users: where the machine is too busy, a step says nothing about the target and is repeated.
  const usual = { STUDENT_COUNT: "10", RESULTS_DIR: join(temporary, name), MAX_VU_DELAY: "20ms" };
  const environment = { ...sandbox.environment, ...usual };
  return runCommand(clone, "run-capacity", [...args], environment);
}

function result(name: string): RunSummary & { readonly capacity: NonNullable<RunSummary["capacity"]> } {
  const folder = runFolders(join(temporary, name)).find((path) => path.endsWith("capacity")) as string;
  const summary = readJson<RunSummary>(folder, "summary.json");
  if (summary.capacity === undefined) throw new Error("the summary has no answer");
  return { ...summary, capacity: summary.capacity };
}

function journalLines(folder: string): string[] {
  return gunzipSync(readFileSync(join(folder, "journal-1.log.gz")))
    .toString("utf8")
    .split("\n");
}

describe("the capacity phase", () => {
  test("loads what is missing, finds the knee of a known target, and leaves nothing behind", async () => {
    // Slow enough for a busy machine: what that adds to a request is little.
    const target = { workers: 6, serviceMs: 60 };
    const ended = await search("knee", target, [
      ...["--objective", "p95<1500ms", "--start-rate", "40", "--budget", "90s"],
      ...["--today", "20/s", "--need", "40/s"],
    ]);
    expect(ended.output).toMatch(/^capacity {2}nothing is loaded: the load phase comes first$/m);
    expect(ended.output).toMatch(
      /^PASS {2}capacity on .+: takes [\d.]+ operations\/s \([\d.]+ to [\d.]+\) at p95 <= 1\.50 s/m,
    );
    expect(ended.output).toMatch(/^ {2}today {4}20\/s: it takes [34]\.?\d* times as much$/m);
    expect(ended.output).toMatch(/^ {2}need {5}40\/s: met$/m);
    expect(ended.output).toMatch(/^ {2}answer {3}.+ takes [\d.]+ operations\/s .+ with the mix default$/m);
    expect(ended.code).toBe(0);
    const { capacity, verdict } = result("knee");
    expect(verdict).toBe("pass");
    // Of 100 operations 20 are updates, which read first; few writes are read back.
    const knee = 100 / 1.21;
    expect(capacity.answer).toBe("knee");
    expect(Math.abs(capacity.perSecond / knee - 1)).toBeLessThan(0.2);
    expect(capacity.low).toBeLessThanOrEqual(capacity.perSecond);
    expect(capacity.high).toBeGreaterThanOrEqual(capacity.perSecond);
    expect(capacity.steps.some(({ held }) => held) && capacity.steps.some(({ held }) => !held)).toBe(true);
    expect(ended.output).toMatch(/^ {2}created {2}\d+ items; .+, 0 left$/m);
    // Missed operations are no doubt about what was written: writes are read back at the end.
    expect(ended.output).toMatch(/^ {2}readback \d+ writes .+ and [1-9]\d* at the end: all there$/m);
  });

  test("latencies count from when operations were due: a target that stands still has no good figures", async () => {
    // In 10 s, which 100 operations take, there is always a whole pause.
    const ended = await search("pauses", { workers: 8, serviceMs: 2, pauseEveryMs: 4000, pauseMs: 2000 }, [
      ...["--objective", "p95<500ms", "--start-rate", "10", "--max-rate", "10", "--budget", "20s"],
    ]);
    const { capacity } = result("pauses");
    const [first] = capacity.steps;
    // A third of the time is pause, so the slowest twentieth waited for nearly all of one.
    expect(first?.p95Ms).toBeGreaterThan(1200);
    expect(first?.p95Ms).toBeLessThan(2600);
    expect(ended.output).toMatch(/^FAIL {2}capacity .+ takes less than 10 operations\/s at p95 <= 500 ms/m);
    expect(ended.code).not.toBe(0);
  });

  test("names what limits it where the answers tell", async () => {
    // At 120 operations a second, it has to refuse a third of the requests from the first step on.
    const target = { workers: 2, serviceMs: 20, queueLimit: 30 };
    const args = ["--objective", "p95<2s", "--start-rate", "120", "--max-rate", "120", "--budget", "20s"];
    const ended = await search("limited", target, args);
    // Nothing held before, so nothing tells whether it is the load that changed it.
    expect(ended.output).toMatch(
      /^ {2}limit {4}possible: the service refused \d\d\.\d % of the operations with 503: /m,
    );
    expect(ended.output).toMatch(/^ {2}next {5}\w/m);
    // Others may be there, since the load generator is on the same machine.
    const evidence = [expect.objectContaining({ figure: "step.share:unavailable", step: 1 })];
    const finding = expect.objectContaining({ code: "circuit-breaker", evidence });
    expect(result("limited").capacity.findings).toContainEqual(finding);
  });

  test("says at least, where it may not ask for more, and that a need is then uncertain", async () => {
    const args = ["--start-rate", "4", "--max-rate", "8", "--objective", "p95<2s", "--budget", "90s"];
    const ended = await search("least", undefined, [...args, "--need", "16/s"]);
    expect(ended.output).toMatch(/^INCONCLUSIVE {2}capacity .+: takes at least 8 operations\/s .+ more was not to be/m);
    expect(ended.output).toMatch(/^ {2}reason {3}whether 16\/s is taken is not certain/m);
    expect(result("least").capacity).toMatchObject({ answer: "at-least", perSecond: 8, limitedBy: "max-rate" });
  });

  test("says at least, where the generator is slower than the target", async () => {
    const args = ["--generator-cpus", "0.1", "--start-rate", "50", "--objective", "p95<2s", "--budget", "60s"];
    const ended = await search("slow-generator", undefined, args);
    expect(ended.output).toMatch(
      /^PASS {2}capacity .+: takes at least \d+ operations\/s .+: the generator was the limit$/m,
    );
    expect(ended.code).toBe(0);
    const { capacity } = result("slow-generator");
    expect(capacity).toMatchObject({ answer: "at-least", limitedBy: "generator" });
    expect(capacity.steps.map(({ state }) => state)).toContain("the generator was the limit");
  });

  test("searches with one mix after the other, each at its own pace, and ends with one table", async () => {
    const args = ["--mix", "default,reads", "--start-rate", "20", "--max-rate", "20", "--objective", "p95<2s"];
    const ended = await search("mixes", undefined, args);
    expect(ended.output).toMatch(/^mix +operations\/s +interval +above it\ndefault +>= 20 .*\nreads +>= 20 /m);
    const folders = runFolders(join(temporary, "mixes")).filter((path) => /-capacity(-\d+)?$/.test(path));
    expect(folders).toHaveLength(2);
    // The pace of a run is not that of the one before: nothing is missed but, in the mix that deletes, the first creates.
    const ranges = folders.map((folder) => journalLines(folder).filter((line) => line.startsWith("e ")));
    const [withDeletes, reads] = ranges.sort((a, b) => b.length - a.length);
    expect(withDeletes).toEqual([expect.stringMatching(/^e w 200 /), "e u 0 199", "e x 0 199"]);
    expect(reads).toEqual([expect.stringMatching(/^e w 0 /)]);
  });

  test("climbs by users to a known peak, and finds the law that the target follows", { timeout: 420_000 }, async () => {
    // No request waits for a worker: it takes longer by 10 % for each other one, and by 3 % for each pair. It is slow
    // enough for a busy machine: what that adds to a request is little.
    const target = { workers: 64, serviceMs: 60, distribution: "constant", contention: 0.1, coherency: 0.03 };
    const rates = ["--today", "10/s", "--need", "20/s"];
    const ended = await search("users", target, ["--by", "users", "--max-users", "16", "--mix", "reads", ...rates]);
    expect(ended.output).toMatch(
      /^capacity {2}mix reads, from 1 user to at most 16, each without a pause, at most 4 min/m,
    );
    expect(ended.output).toMatch(/^PASS {2}capacity on .+: takes \d+(\.\d)? operations\/s \(.+\) with \d users$/m);
    expect(ended.output).toMatch(/^ {2}above it fewer operations succeeded than with fewer users$/m);
    expect(ended.output).toMatch(/^ {2}law {6}contention \d+\.\d+ % \(/m);
    expect(ended.output).toMatch(/^ {2}law {6}predicted peak at \d users/m);
    expect(ended.output).toMatch(/^ {2}need {5}20\/s: met$/m);
    expect(ended.code).toBe(0);
    const { capacity } = result("users");
    expect(capacity).toMatchObject({ answer: "knee", by: "users", broke: "goodput", retrograde: true });
    const { scalability, users, steps } = capacity;
    // sqrt((1 - 0.1) / 0.03) = 5.5 users.
    expect([4, 6, 8]).toContain(users);
    expect(scalability?.isFollowed).toBe(true);
    expect(Math.abs((scalability?.peakUsers.value ?? 0) / 5.48 - 1)).toBeLessThan(0.2);
    expect(Math.abs((scalability?.contention.value ?? 0) - 0.1)).toBeLessThan(0.05);
    expect(Math.abs((scalability?.coherency.value ?? 0) / 0.03 - 1)).toBeLessThan(0.3);
    expect(steps.map((step) => step.users).slice(0, 5)).toEqual([1, 2, 4, 8, 16]);
    for (const { users: own = 0, donePerSecond } of steps) {
      const share = donePerSecond / (own / 0.06) / (1 / (1 + 0.1 * (own - 1) + 0.03 * own * (own - 1)));
      // More than that would be more users. Less is the time between two requests of a user.
      expect(share).toBeLessThan(1.05);
      expect(share).toBeGreaterThan(0.7);
    }
  });

  test.each([
    [["--objective", "p95=3"], /^error: OBJECTIVE: "p95=3" is not of the form p95<500ms/m],
    [["--need", "much"], /^error: NEED: "much" is neither a rate/m],
    [["--need", "nobody/4h"], /^error: Unknown profile "nobody"/m],
    [["--start-rate", "50", "--max-rate", "20"], /^error: START_RATE: 50 is above MAX_RATE/m],
  ])("refuses %j before anything is sent", async (args, line) => {
    const ended = await runCommand(clone, "run-capacity", args, { RESULTS_DIR: join(temporary, "refused") });
    expect(ended.output).toMatch(line);
    expect(ended.code).toBeGreaterThan(0);
  });
});
