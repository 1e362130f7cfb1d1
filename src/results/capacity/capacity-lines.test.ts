import { expect, it } from "vitest";
import { answerText, capacityLines, fewItemsText, headlineOf, soFarText, stepText } from "./capacity-lines.ts";
import { capacityResult } from "./capacity-result.ts";
import type { Answer, Knee } from "./search.ts";
import { type StepFigures, USUAL_LIMITS } from "./step.ts";

const LIMITS = { ...USUAL_LIMITS, p95Ms: 500 };
const KNEE: Knee = {
  kind: "knee",
  knee: 141.6,
  interval: [131, 150.2],
  broken: { rule: "goodput" },
  p95Ms: 80,
  isRetrograde: false,
  isConfirmed: true,
};

it.each<[Answer, string]>([
  [KNEE, "takes about 142 operations per second (131 held in every step) at p95 <= 500 ms; at 150 it is too much"],
  [
    { ...KNEE, knee: 73.4, interval: [73.4, 80] },
    "takes about 73 operations per second at p95 <= 500 ms; at 80 it is too much",
  ],
  [
    { ...KNEE, isConfirmed: false },
    "takes about 142 operations per second (131 held in every step) at p95 <= 500 ms; at 150 it is too much; " +
      "not confirmed, because the time budget ran out",
  ],
  [
    { ...KNEE, isConfirmed: false, doubt: "disagree" },
    "takes about 142 operations per second (131 held in every step) at p95 <= 500 ms; at 150 it is too much; " +
      "not confirmed, because the steps disagreed",
  ],
  [
    { kind: "at-least", atLeast: 80, because: "target-stopped", stopped: { step: 5, rate: 160 } },
    "held 80 operations per second at p95 <= 500 ms before it stopped responding in step 5 (160/s requested)",
  ],
  [
    { kind: "at-least", atLeast: 80, users: 4, because: "target-stopped", stopped: { step: 4, users: 8 } },
    "held 80 operations per second with 4 users at p95 <= 500 ms before it stopped responding in step 4 (8 users)",
  ],
  [
    { kind: "at-least", atLeast: 0, because: "target-stopped", stopped: { step: 1, rate: 10 } },
    "stopped responding in step 1 (10/s requested): nothing had held before",
  ],
  [
    { kind: "at-most", atMost: 5, broken: { rule: "goodput" }, isCut: true },
    "takes less than 5 operations per second at p95 <= 500 ms: fewer operations succeeded than requested; no lower rate " +
      "was tried, because the time budget ran out",
  ],
  [
    { kind: "at-most", atMost: 5, broken: { rule: "goodput" }, doubt: "run-stopped" },
    "takes less than 5 operations per second at p95 <= 500 ms: fewer operations succeeded than requested; the search did " +
      "not finish, because the run was stopped",
  ],
  [
    { kind: "at-least", atLeast: 20, because: "run-stopped" },
    "takes at least 20 operations per second at p95 <= 500 ms: the run was stopped",
  ],
  [
    { kind: "at-least", atLeast: 900, because: "generator" },
    "takes at least 900 operations per second at p95 <= 500 ms: the generator was the limit",
  ],
  [{ kind: "at-least", atLeast: 0, because: "budget" }, "could not be measured: the time budget ran out"],
  [
    { kind: "at-most", atMost: 0.625, broken: { rule: "latency", op: "create" } },
    "takes less than 0.625 operations per second at p95 <= 500 ms: p95 was above its limit, mainly in create operations",
  ],
])("says what the target takes: %j", (answer, line) => {
  expect(headlineOf(answer, LIMITS)).toBe(line);
});

it("tells a knee by the hour, too", () => {
  const text = "takes about 142 operations per second (131 held in every step); at 150 it is too much";
  expect(answerText({ answer: "knee", perSecond: 141.6, text })).toBe(
    "takes about 142 operations per second, 511,000 per hour (131 held in every step); at 150 it is too much",
  );
  const bound = "takes at least 900 operations per second: the generator was the limit";
  expect(answerText({ answer: "at-least", perSecond: 900, text: bound })).toBe(bound);
});

it("says that a small dataset says little", () => {
  expect(fewItemsText(983)).toMatch(
    /^the target holds only 983 items in the resources of the dataset: .+npm run profiles$/,
  );
  expect(fewItemsText(295_241)).toBeUndefined();
});

it("names no objective where there is none", () => {
  expect(headlineOf(KNEE, USUAL_LIMITS)).toBe(
    "takes about 142 operations per second (131 held in every step); at 150 it is too much",
  );
});

it("names the objectives of single operations, and that one which was missed", () => {
  const answer: Answer = { kind: "at-most", atMost: 20, broken: { rule: "latency", op: "create", limitMs: 1 } };
  expect(headlineOf(answer, { ...LIMITS, p95Ms: 200, p95ByOp: { create: 1 } })).toBe(
    "takes less than 20 operations per second at p95 <= 200 ms, create p95 <= 1.00 ms: p95 of create was above its objective " +
      "of 1.00 ms",
  );
  const limits = { ...USUAL_LIMITS, p95ByOp: { create: 1 } };
  const step = { ...STEP, p95ByOp: { create: 8 } };
  expect(stepText(step, limits)).toMatch(/: p95 of create was above its objective of 1\.00 ms$/);
  const broken = { rule: "latency", op: "create", limitMs: 1 } as const;
  const result = capacityResult({ ...KNEE, broken }, [step], limits, { today: undefined, need: undefined });
  expect(result).toMatchObject({ operation: "create", objectiveMs: 1 });
  expect(capacityLines(result)[0]).toBe("above it p95 of create was above its objective of 1.00 ms");
});

it("says where a limit comes from that the user has not set", () => {
  expect(headlineOf(KNEE, { ...LIMITS, p95Ms: 27.9, timesUnloaded: 5 })).toBe(
    "takes about 142 operations per second (131 held in every step); at 150 it is too much; the limit is p95 <= 27.9 ms " +
      "(5 times the p95 of the first step)",
  );
});

const STEP: StepFigures = {
  rate: 10,
  fromMs: 0,
  seconds: 10,
  asked: 100,
  done: 100,
  failed: 0,
  backlog: [0, 0],
  p95Ms: 8.24,
  meanMs: 4,
  p95ByOp: {},
  failedByOp: {},
  failedByOutcome: {},
  answersByOp: {},
  isGeneratorLimit: false,
};
it("by users, says who got it, and what more of them do", () => {
  const broken = { rule: "goodput" } as const;
  expect(headlineOf({ ...KNEE, users: 8 }, USUAL_LIMITS)).toBe(
    "takes about 142 operations per second with 8 users (131 to 150 with 95 % confidence)",
  );
  expect(headlineOf({ kind: "at-least", atLeast: 881, measured: 1045, users: 8, because: "max-users" }, LIMITS)).toBe(
    "takes at least 881 operations per second (1,045 measured) with 8 users at p95 <= 500 ms: the largest number of users (--max-users) was reached",
  );
  const step: StepFigures = {
    ...{ rate: 140, users: 1, margin: 2, fromMs: 0, seconds: 10, asked: 1400, done: 1400, failed: 0, backlog: [0, 0] },
    ...{ p95Ms: 8, meanMs: 4, p95ByOp: {}, failedByOp: {}, failedByOutcome: {}, answersByOp: {} },
    isGeneratorLimit: false,
  };
  const steps = [step, { ...step, users: 16, done: 900 }];
  expect(steps.map((own) => stepText(own, USUAL_LIMITS))).toEqual([
    "1 user, 140/s done, p95 8.00 ms: held",
    "16 users, 90/s done, p95 8.00 ms: fewer operations succeeded than with fewer users",
  ]);
  const linesOf = (answer: Knee) =>
    capacityLines({
      ...capacityResult(answer, steps, USUAL_LIMITS, { today: undefined, need: undefined }),
      by: "users",
    });
  expect(linesOf({ ...KNEE, users: 1, broken, isRetrograde: true })).toEqual([
    "above it fewer operations succeeded than with fewer users",
    "steps      users   done/s      p95   failed",
    "    1          1      140  8.00 ms        0  held",
    "    2         16       90  8.00 ms        0  fewer operations succeeded than with fewer users",
  ]);
  const { broken: _broken, ...saturated } = KNEE;
  expect(linesOf({ ...saturated, users: 16 })[0]).toBe("above it more users do not increase the throughput");
});

it("shows every step, and what broke in it", () => {
  const steps = [
    STEP,
    { ...STEP, rate: 226.27, asked: 2262, done: 1500, failed: 3, p95Ms: 2134 },
    { ...STEP, rate: 320, done: 0, p95Ms: Number.NaN, isGeneratorLimit: true },
  ];
  const rates = { today: undefined, need: undefined };
  const lines = capacityLines(capacityResult({ ...KNEE, isRetrograde: true }, steps, LIMITS, rates));
  expect(lines).toEqual([
    "above it fewer operations succeeded than requested",
    "note     beyond the knee, the throughput falls as the load rises",
    "steps    asked/s   done/s      p95   failed",
    "    1         10       10  8.24 ms        0  held",
    "    2        226      150   2.13 s        3  fewer operations succeeded than requested",
    "    3        320        0        -        0  the generator was the limit",
  ]);
});

it("says what is known before there is an answer", () => {
  const step = (rate: number, done: number): StepFigures => ({ ...STEP, rate, asked: 10 * rate, done });
  expect(soFarText([], USUAL_LIMITS)).toBe("no rate has held yet, no limit found yet");
  expect(soFarText([step(10, 100), step(20, 200)], USUAL_LIMITS)).toBe("held at 20/s, no limit found yet");
  expect(soFarText([step(10, 100), step(40, 100), step(20, 200)], USUAL_LIMITS)).toBe("held at 20/s, too much at 40/s");
  const limited = { ...step(40, 100), isGeneratorLimit: true };
  expect(soFarText([step(10, 100), limited], USUAL_LIMITS)).toBe("held at 10/s, no limit found yet");
});
