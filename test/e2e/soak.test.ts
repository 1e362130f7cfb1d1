/** The soak phase by its command, on sandboxes of known capacity. */
import { expect, test } from "vitest";
import { EXIT_CODES } from "../../src/base/errors.ts";
import type { CapacityRun, CapacityRunEnded } from "./support/capacity-run.ts";
import { STEADY_TESTS, steeredRuns } from "./support/steered-runs.ts";

const runs = steeredRuns(STEADY_TESTS);
/** Of the newest soak of a name. */
const folders: Record<string, string> = {};

async function soak(run: Omit<CapacityRun, "phase">): Promise<CapacityRunEnded> {
  const ended = await runs.run({ ...run, phase: "soak" });
  folders[run.name] = ended.folders.at(-1) as string;
  return ended;
}

function codesOf({ summary }: CapacityRunEnded): string[] {
  return (summary.findings ?? []).map(({ code }) => code);
}

test("a soak without a rate finds out first what the target takes, and holds 70 % of it", async () => {
  const args = ["--duration", "20s", "--budget", "40s", "--max-rate", "20", "--start-rate", "20", "--vus", "28"];
  const ended = await runs.runOnEmpty({ name: "none", phase: "soak", capacity: { workers: 4, serviceMs: 5 }, args });
  expect(ended.output).toMatch(/^soak {6}the capacity of the target is unknown: the capacity phase comes first$/m);
  expect(ended.output).toMatch(/^PASS {2}capacity on .+: takes at least 20 operations per second/m);
  expect(ended.output).toMatch(
    /^soak {6}mix default, 14\.0\/s \(70 % of \d{8}T\d{6}Z-smoke-capacity\) for 20 s, 28 VUs/m,
  );
  expect(ended.output).toMatch(
    /^note {6}the rate is a share of a lower bound: \S+ takes at least 20 operations per second/m,
  );
  expect(ended.output).toMatch(/^ {2}rate {5}70 % of 20\.0\/s, which held in \S+: a lower bound$/m);
  expect(ended.summary.soak).toMatchObject({
    perSecond: 14,
    asked: 280,
    knee: { perSecond: 20, doubt: "lower-bound" },
  });
});

test("a soak of two starts of k6 does every operation once; too short for a test of drift, it claims nothing", {
  retry: 2,
}, async () => {
  const args = ["--rate", "20/s", "--duration", "24s", "--part", "12s"];
  const ended = await soak({ name: "steady", capacity: { workers: 4, serviceMs: 5 }, args });
  expect(ended.output).toMatch(/^soak {6}mix default, 20\.0\/s for 24 s, 40 VUs/m);
  expect(ended.output).toMatch(/^INCONCLUSIVE {2}soak on .+: did 20\.0\/s of the 20\.0\/s asked for over 24 s$/m);
  expect(ended.code).toBe(EXIT_CODES.inconclusive.code);
  expect(codesOf(ended)).toEqual(["too-few-samples"]);
  const { soak: done, readBack, mix } = ended.summary;
  expect(done).toMatchObject({ perSecond: 20, seconds: 24, asked: 480, done: 480, failed: 0, starts: 2 });
  expect(readBack).toMatchObject({ lost: 0 });
  // What was collected of the target is tested, too.
  if (process.platform === "linux") expect(done?.drift.series.map(({ name }) => name)).toContain("memory of node");
  const wanted = (method: string) => mix?.rows.find(({ op }) => op === method)?.wanted;
  expect(wanted("DELETE")).toBe(wanted("POST"));
});

test("a soak finds that the target becomes slower, and names what rose", { retry: 2 }, async () => {
  const capacity = { workers: 4, serviceMs: 10, distribution: "constant", slowDownPerMinute: 6 } as const;
  const ended = await soak({ name: "slower", capacity, args: ["--rate", "20/s", "--duration", "75s"] });
  expect(ended.output).toMatch(/^FAIL {2}soak on .+ rose$/m);
  expect(ended.code).toBe(EXIT_CODES.failed.code);
  expect(codesOf(ended)).toContain("drift");
  const drifting = ended.summary.soak?.drift.series.filter(({ state }) => state === "drifts");
  const names = drifting?.map(({ name }) => name) ?? [];
  expect(names.some((name) => name === "p95" || name.startsWith("mean "))).toBe(true);
  expect(names).not.toContain("failures");
});

test("two soaks at one rate are compared by operation", async () => {
  const { steady = "", slower = "" } = folders;
  const ended = await runs.command("compare", [steady, slower, "--json"]);
  expect(ended.code, ended.output).toBe(EXIT_CODES.regression.code);
  const { comparisons } = JSON.parse(ended.stdout) as { comparisons: { reasons: string[]; differences: unknown[] }[] };
  expect(comparisons[0]?.reasons.join("\n")).toMatch(/^\w+ (read|query|create|update|delete): p50 .* -> /m);
});
