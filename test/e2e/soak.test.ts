/** The soak phase by its command, on sandboxes of known capacity. */
import { expect, test } from "vitest";
import { EXIT_CODES } from "../../src/base/errors.ts";
import { STEADY_TESTS, steeredRuns } from "./support/steered-runs.ts";

const runs = steeredRuns(STEADY_TESTS);

function codesOf(name: string): string[] {
  return (runs.summary(name, "soak").findings ?? []).map(({ code }) => code);
}

test("a soak without a rate finds out first what the target takes, and holds 70 % of it", async () => {
  const ended = await runs.run("none", "soak", { workers: 4, serviceMs: 5 }, [
    ...["--duration", "20s", "--budget", "25s", "--max-rate", "20", "--start-rate", "20"],
  ]);
  expect(ended.output).toMatch(/^soak {6}what the target takes is not known: the capacity phase comes first$/m);
  expect(ended.output).toMatch(/^PASS {2}capacity on .+: takes at least 20 operations\/s/m);
  expect(ended.output).toMatch(
    /^soak {6}mix default, 14\.0\/s \(70 % of \d{8}T\d{6}Z-smoke-capacity\) for 20 s, 28 VUs/m,
  );
  const { soak } = runs.summary("none", "soak");
  expect(soak).toMatchObject({ perSecond: 14, asked: 280, knee: { perSecond: 20 } });
});

test("a soak of two starts of k6 does every operation once; too short for a test of drift, it claims nothing", {
  retry: 2,
}, async () => {
  const ended = await runs.run("steady", "soak", { workers: 4, serviceMs: 5 }, [
    ...["--rate", "20/s", "--duration", "24s", "--part", "12s"],
  ]);
  expect(ended.output).toMatch(/^INCONCLUSIVE {2}soak on .+: did 20\.0\/s of 20\.0\/s for 24 s$/m);
  expect(ended.code).toBe(EXIT_CODES.inconclusive.code);
  expect(codesOf("steady")).toEqual(["too-few-samples"]);
  const { soak, readBack, mix } = runs.summary("steady", "soak");
  expect(soak).toMatchObject({ perSecond: 20, seconds: 24, asked: 480, done: 480, failed: 0, starts: 2 });
  expect(readBack).toMatchObject({ lost: 0 });
  // What was collected of the target is tested, too.
  if (process.platform === "linux") expect(soak?.drift.series.map(({ name }) => name)).toContain("memory of node");
  const wanted = (method: string) => mix?.rows.find(({ op }) => op === method)?.wanted;
  expect(wanted("DELETE")).toBe(wanted("POST"));
});

test("a soak finds that the target becomes slower, and names what rose", { retry: 2 }, async () => {
  const slower = { workers: 4, serviceMs: 10, distribution: "constant" as const, slowDownPerMinute: 6 };
  const ended = await runs.run("slower", "soak", slower, ["--rate", "20/s", "--duration", "75s"]);
  expect(ended.output).toMatch(/^FAIL {2}soak on .+ rose$/m);
  expect(ended.code).toBe(EXIT_CODES.failed.code);
  expect(codesOf("slower")).toContain("drift");
  const drifting = runs.summary("slower", "soak").soak?.drift.series.filter(({ state }) => state === "drifts");
  const names = drifting?.map(({ name }) => name) ?? [];
  expect(names.some((name) => name === "p95" || name.startsWith("mean "))).toBe(true);
  expect(names).not.toContain("failures");
});

test("two soaks at one rate are compared by operation", async () => {
  const [base, slower] = ["steady", "slower"].map((name) => runs.folders(name, "soak").at(-1)) as [string, string];
  const ended = await runs.command("compare", [base, slower, "--json"]);
  expect(ended.code, ended.output).toBe(EXIT_CODES.regression.code);
  const { comparisons } = JSON.parse(ended.stdout) as { comparisons: { reasons: string[]; differences: unknown[] }[] };
  expect(comparisons[0]?.reasons.join("\n")).toMatch(/^\w+ (read|query|create|update|delete): p50 .* -> /m);
});
