import { expect, test } from "vitest";
import { type SyntheticOperation, type SyntheticRun, syntheticRun } from "../../../test/fakes/synthetic-run.ts";
import { compareRuns } from "./compare-runs.ts";
import type { Comparison } from "./comparison.ts";
import type { Limits } from "./limits.ts";

const LIMITS: Limits = {
  maxP50: 0.25,
  maxP95: 0.25,
  maxP99: 0.5,
  minRate: -0.2,
  maxFailures: 0.01,
  maxSpell: 0.5,
  noiseFloorMs: 0,
};

const CREATE: SyntheticOperation = { resource: "students", op: "create", perSecond: 20, median: 30 };
const READ: SyntheticOperation = { resource: "students", op: "read", perSecond: 40, median: 8 };
const OPERATIONS = [CREATE, READ];

function compare(base: Partial<SyntheticRun>, run: Partial<SyntheticRun>, limits: Partial<Limits> = {}): Comparison {
  const common = { seconds: 120, operations: OPERATIONS };
  const runs = [syntheticRun({ ...common, seed: 1, ...base }), syntheticRun({ ...common, seed: 2, ...run })] as const;
  return compareRuns(...runs, { ...LIMITS, ...limits }, 1);
}

function findings({ operations }: Comparison): Record<string, string> {
  return Object.fromEntries(
    operations.flatMap(({ resource, op, changes }) =>
      changes.map(({ measure, finding }) => [`${resource} ${op} ${measure}`, finding]),
    ),
  );
}

const slower = (factor: number) => [{ ...CREATE, median: CREATE.median * factor }, READ];

test("an operation that became half slower is named, with its change, and no other", () => {
  // Half slower is the limit of a spell too: any three windows may be one.
  const comparison = compare({}, { operations: slower(1.5) }, { maxSpell: undefined });
  expect(comparison.isRegression).toBe(true);
  expect(comparison.reasons).toEqual([
    expect.stringMatching(/^students create: p50 .* -> .* \(\+\d\d %, limit \+25 %\)/),
  ]);
  const p95 = comparison.operations[0]?.changes.find(({ measure }) => measure === "p95");
  expect(p95?.finding).toBe("regression");
  expect(p95?.change).toBeGreaterThan(0.4);
  expect(p95?.change).toBeLessThan(0.6);
  expect((p95?.low ?? 0) < 0.5 && 0.5 < (p95?.high ?? 0)).toBe(true);
});

test("a slowdown within the limit is reported, but is no regression", () => {
  const comparison = compare({}, { operations: slower(1.12) });
  expect(comparison.isRegression).toBe(false);
  expect(findings(comparison)["students create p50"]).toBe("worse");
  expect(findings(compare({}, { operations: slower(0.7) }))["students create p95"]).toBe("better");
});

test("beyond the limit but not established: lasting noise of the size of the change", () => {
  const noisy = { noise: 0.6, memory: 0.95 };
  const comparison = compare({ ...noisy, seed: 3 }, { ...noisy, seed: 4, operations: slower(1.4) });
  expect(comparison.isRegression).toBe(false);
});

test("runs of different length are compared, and longer seconds weigh no more", () => {
  expect(compare({ seconds: 60 }, { seconds: 300 }).isRegression).toBe(false);
  expect(compare({ seconds: 300 }, { seconds: 60, operations: slower(1.6) }).isRegression).toBe(true);
});

test("too few seconds or requests say so and decide nothing", () => {
  const short = compare({ seconds: 12 }, { seconds: 12, operations: slower(5) });
  expect(short.isRegression).toBe(false);
  expect(new Set(Object.values(findings(short)))).toEqual(new Set(["too-few"]));
  const rare = { ...CREATE, perSecond: 1 };
  const comparison = compare({ operations: [rare, READ] }, { operations: [{ ...rare, median: 300 }, READ] });
  expect(findings(comparison)["students create p99"]).toBe("too-few");
  expect(findings(comparison)["students create p50"]).toBe("regression");
});

test("a slow minute of three is found in the operation that was slow, with its time", () => {
  const factor = (second: number): number => (second >= 60 && second < 120 ? 2.5 : 1);
  const comparison = compare({ seconds: 180 }, { seconds: 180, operations: [{ ...CREATE, factor }, READ] });
  expect(comparison.reasons.every((reason) => reason.startsWith("students create"))).toBe(true);
  expect(comparison.episodes).toMatchObject([{ operation: "students create", measure: "p50", from: 60, until: 120 }]);
});

test("a slow minute in half an hour moves no percentile beyond its limit and is found all the same", () => {
  const factor = (second: number): number => (second >= 600 && second < 660 ? 4 : 1);
  const rare = { ...CREATE, perSecond: 8 };
  const run = { seconds: 1800, operations: [{ ...rare, factor, share: (s: number) => (factor(s) > 1 ? 0.4 : 1) }] };
  const comparison = compare({ seconds: 1800, operations: [rare] }, run);
  expect(Object.values(findings(comparison))).not.toContain("regression");
  expect(comparison.isRegression).toBe(true);
  expect(comparison.reasons[0]).toContain("from 10:00 to 11:00");
  expect(compare({ seconds: 1800, operations: [rare] }, run, { maxSpell: undefined }).isRegression).toBe(false);
});

test("one second of a stopped machine is no regression", () => {
  const factor = (second: number): number => (second === 40 ? 100 : 1);
  const operations = OPERATIONS.map((operation) => ({ ...operation, factor }));
  expect(compare({}, { operations }, { maxP99: undefined }).isRegression).toBe(false);
});

test("a falling rate is judged for the whole, not for what waited behind the slow operation", () => {
  const share = (): number => 0.6;
  const comparison = compare({}, { operations: OPERATIONS.map((operation) => ({ ...operation, share })) });
  expect(comparison.reasons).toEqual([expect.stringMatching(/^all requests: rate .* \(-(39|40|41) %, limit -20 %\)$/)]);
});

test("changes below the noise floor do not count", () => {
  const tiny = { ...CREATE, median: 0.4 };
  const runs = [{ operations: [tiny] }, { operations: [{ ...tiny, median: 0.8 }] }] as const;
  expect(compare(...runs).isRegression).toBe(true);
  expect(compare(...runs, { noiseFloorMs: 1 }).isRegression).toBe(false);
});

test("failures beyond the limit are a regression, by operation", () => {
  const base = syntheticRun({ seconds: 30, seed: 1, operations: OPERATIONS });
  const failing = syntheticRun({ seconds: 30, seed: 2, operations: OPERATIONS });
  const [create, ...others] = failing.summary.operations;
  if (create === undefined) throw new Error("no operation");
  const operations = [{ ...create, failures: 60 }, ...others];
  const run = { ...failing, summary: { ...failing.summary, operations } };
  const comparison = compareRuns(base, run, LIMITS, 1);
  expect(comparison.reasons).toEqual([
    expect.stringMatching(/^students create: failures 0 % -> .* \(limit \+1.00 %\)$/),
  ]);
  expect(compareRuns(run, base, LIMITS, 1).isRegression).toBe(false);
});

test("the same seed gives the same document, another one the same verdict", () => {
  const runs = [1, 2].map((seed) => syntheticRun({ seconds: 60, seed, operations: OPERATIONS }));
  const [base, run] = runs as [(typeof runs)[0], (typeof runs)[0]];
  expect(compareRuns(base, run, LIMITS, 5)).toEqual(compareRuns(base, run, LIMITS, 5));
  expect(compareRuns(base, run, LIMITS, 6).isRegression).toBe(false);
});

test("of ten pairs of equal runs none fails; a slowdown of one operation by a tenth is found in ten of ten", () => {
  const limits = { maxP50: 0.05, maxP95: 0.25, maxSpell: undefined };
  for (let seed = 50; seed < 60; seed++) {
    const busy = [{ ...CREATE, perSecond: 50 }, READ];
    const base = { seed, seconds: 300, noise: 0.05, memory: 0.5, operations: busy };
    const run = { ...base, seed: seed + 1000 };
    expect(compare(base, run, limits).isRegression, `equal, ${seed}`).toBe(false);
    const { reasons } = compare(base, { ...run, operations: [{ ...CREATE, perSecond: 50, median: 33 }, READ] }, limits);
    expect(reasons, `slower, ${seed}`).toEqual([expect.stringMatching(/^students create: p50 /)]);
  }
});

test("equal runs raise hardly any alarm, whatever the noise, even without a noise floor", () => {
  let alarms = 0;
  for (let seed = 10; seed < 30; seed++) {
    const noisy = { seconds: 60, noise: 0.1, memory: seed % 2 === 0 ? 0 : 0.7 };
    if (compare({ ...noisy, seed }, { ...noisy, seed: seed + 1000 }).isRegression) alarms++;
  }
  expect(alarms).toBeLessThanOrEqual(1);
});
