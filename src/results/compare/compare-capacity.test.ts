import { describe, expect, it } from "vitest";
import { syntheticRun } from "../../../test/fakes/synthetic-run.ts";
import type { CapacityResult } from "../run-summary.ts";
import { compareCapacity } from "./compare-capacity.ts";
import { compareRuns } from "./compare-runs.ts";
import { comparisonMarkdown } from "./comparison-markdown.ts";
import { comparisonPage } from "./comparison-page.ts";
import { comparisonLines } from "./comparison-table.ts";
import type { Limits } from "./limits.ts";

const KNEE: CapacityResult = { answer: "knee", text: "", perSecond: 142, low: 131, high: 150, steps: [] };
const FALLEN: CapacityResult = { ...KNEE, perSecond: 118, low: 110, high: 125 };

const BY_USERS: CapacityResult = { ...KNEE, by: "users", users: 8 };
const UNCONFIRMED: CapacityResult = { ...FALLEN, confirmed: false };
const AGAIN = "not confirmed: repeat the search with a longer --budget";

it.each<[string, CapacityResult, CapacityResult, string, string, boolean, boolean]>([
  ["fell", KNEE, FALLEN, "knee 142/s (131 to 150) -> 118/s (110 to 125): -17 %", "the knee fell", true, true],
  ["rose", FALLEN, KNEE, "knee 118/s (110 to 125) -> 142/s (131 to 150): +20 %", "the knee rose", false, true],
  [
    "may be the same",
    KNEE,
    { ...KNEE, perSecond: 135, low: 128, high: 140 },
    "knee 142/s (131 to 150) -> 135/s (128 to 140): -4.9 %, not certain: the intervals overlap",
    "the intervals of the knees overlap: no change is certain",
    false,
    true,
  ],
  [
    "fell, with other users",
    BY_USERS,
    { ...FALLEN, by: "users", users: 6 },
    "knee 142/s (131 to 150) with 8 users -> 118/s (110 to 125) with 6 users: -17 %",
    "the knee fell",
    true,
    true,
  ],
  [
    "is of another kind",
    BY_USERS,
    FALLEN,
    "knee 142/s (131 to 150) with 8 users -> 118/s (110 to 125)",
    "one run searched by rate, the other by users: their knees cannot be compared",
    false,
    false,
  ],
  [
    "was not confirmed in the run",
    KNEE,
    UNCONFIRMED,
    "knee 142/s (131 to 150) -> 118/s (110 to 125), not confirmed: -17 %",
    `the knee of the run is ${AGAIN}`,
    false,
    false,
  ],
  [
    "was not confirmed in the baseline",
    UNCONFIRMED,
    KNEE,
    "knee 118/s (110 to 125), not confirmed -> 142/s (131 to 150): +20 %",
    `the knee of the baseline is ${AGAIN}`,
    false,
    false,
  ],
  [
    "was not confirmed in both",
    UNCONFIRMED,
    { ...KNEE, confirmed: false },
    "knee 118/s (110 to 125), not confirmed -> 142/s (131 to 150), not confirmed: +20 %",
    `the knees of both runs are ${AGAIN}`,
    false,
    false,
  ],
  [
    "was not found, but is surely higher",
    KNEE,
    { answer: "at-least", text: "", perSecond: 400, steps: [] },
    "knee 142/s (131 to 150) -> at least 400/s",
    "the knee rose",
    false,
    true,
  ],
  [
    "was not found",
    KNEE,
    { answer: "at-least", text: "", perSecond: 140, steps: [] },
    "knee 142/s (131 to 150) -> at least 140/s",
    "the knee of the run is not known, and what is known does not show a change",
    false,
    false,
  ],
  [
    "is not known where the target stopped responding",
    KNEE,
    { answer: "at-least", text: "", perSecond: 400, limitedBy: "target-stopped", steps: [] },
    "knee 142/s (131 to 150) -> at least 400/s",
    "the knee of the run is not known, because the target stopped responding",
    false,
    false,
  ],
  [
    "is below all that was tried",
    KNEE,
    { answer: "at-most", text: "", perSecond: 5, steps: [] },
    "knee 142/s (131 to 150) -> below 5.00/s",
    "the knee fell",
    true,
    true,
  ],
])("says that the knee %s", (_what, base, run, text, verdict, isRegression, isConclusive) => {
  expect(compareCapacity(base, run)).toEqual({ text, verdict, isRegression, isConclusive });
});

it("is nothing for other runs", () => {
  expect(compareCapacity(undefined, KNEE)).toBeUndefined();
});

describe("a comparison of two capacity runs", () => {
  const LIMITS: Limits = {
    maxP50: 0.25,
    maxP95: 0.25,
    maxP99: 0.5,
    minRate: -0.2,
    maxFailures: 0.01,
    maxSpell: 0.5,
    noiseFloorMs: 0,
  };
  const runOf = (name: string, capacity: CapacityResult, median: number) =>
    syntheticRun({
      name,
      seconds: 120,
      seed: median,
      operations: [{ resource: "students", op: "read", perSecond: 30, median }],
      summary: { capacity },
    });
  const compare = (base: CapacityResult, run: CapacityResult) =>
    compareRuns(runOf("base", base, 10), runOf("run", run, 40), LIMITS, 1);

  it("is decided by the knees alone, and shows no figure of the requests", () => {
    const text = "knee 142/s (131 to 150) -> 118/s (110 to 125): -17 %";
    const heads = ["baseline  base", "run       run", `capacity  ${text}`, ""];
    expect(comparisonLines(compare(KNEE, FALLEN), true)).toEqual([...heads, "REGRESSION", `  reason  ${text}`]);
    expect(comparisonLines(compare(FALLEN, KNEE), true).at(-1)).toBe("PASS  the knee rose");
    expect(comparisonLines(compare(BY_USERS, KNEE)).at(-1)).toBe(
      "INCONCLUSIVE  one run searched by rate, the other by users: their knees cannot be compared",
    );
  });

  it("says the same in Markdown and on the page", () => {
    const comparison = compare(KNEE, UNCONFIRMED);
    const markdown = comparisonMarkdown([comparison]);
    expect(markdown).toContain("## Inconclusive: run\n");
    expect(markdown).toContain("- the knee of the run is not confirmed");
    expect(markdown).not.toContain("p95");
    const assets = { script: "", style: "", scriptHash: "sha256-x" };
    const runs = [runOf("base", KNEE, 10), runOf("run", UNCONFIRMED, 40)];
    const page = comparisonPage([{ comparisons: [comparison], runs }], assets);
    expect(page).toContain("No decision: the knee of the run is not confirmed");
    expect(page).not.toContain("p95");
    expect(page).not.toContain("Over time");
  });

  it("does not call it a bound where nothing held", () => {
    expect(compareCapacity(KNEE, { answer: "at-least", text: "", perSecond: 0, steps: [] })?.text).toBe(
      "knee 142/s (131 to 150) -> unknown",
    );
  });

  it("has the answers of both runs in a table of its page, and their steps in the same drawings", () => {
    const step = { donePerSecond: 40, seconds: 10, failed: 0, p95Ms: 8, held: true, state: "held" };
    const steps = [40, 150].map((askedPerSecond) => ({ ...step, askedPerSecond, held: askedPerSecond < 100 }));
    const pageOf = (base: CapacityResult, run: CapacityResult): string => {
      const assets = { script: "", style: "", scriptHash: "sha256-x" };
      const runs = [runOf("base", base, 10), runOf("run<b>", run, 40)];
      return comparisonPage([{ comparisons: [compare(base, run)], runs }], assets);
    };
    const page = pageOf({ ...KNEE, steps }, { ...FALLEN, broke: "goodput", steps });
    expect(page).toMatch(/>run&lt;b&gt;<\/th>.*>118<.*>110 to 125<.*>fewer operations succeeded than requested</);
    expect(page.match(/<svg class="steps"/g)).toHaveLength(2);
    expect(page.match(/<circle class="of-run"/g)).toHaveLength(4);
    expect(page.match(/<circle class="of-run hollow"/g)).toHaveLength(4);
    expect(page.match(/<line class="of-run"/g)).toHaveLength(4);
    expect(page).toContain("run&lt;b&gt;: 118/s (110 to 125)");
    expect(page).not.toContain("run<b>");
    expect(pageOf({ ...KNEE, steps }, { ...BY_USERS, steps })).not.toContain("<svg class");
  });
});
