import { expect, it } from "vitest";
import type { CapacityResult, RunSummary } from "../run-summary.ts";
import { mixAnswers, mixTable } from "./mix-table.ts";

const KNEE: CapacityResult = {
  answer: "knee",
  text: "",
  perSecond: 142.2,
  low: 142.2,
  high: 150.4,
  broke: "latency",
  operation: "create",
  steps: [],
};

function run(name: string, capacity: CapacityResult | undefined): Partial<RunSummary> {
  return { run: `run-of-${name}`, mix: { name, rows: [] }, ...(capacity === undefined ? {} : { capacity }) };
}

it("claims no bound where nothing held", () => {
  const none = run("reads", { answer: "at-least", text: "", perSecond: 0, limitedBy: "generator", steps: [] });
  expect(
    mixTable(mixAnswers([none]))
      .at(-1)
      ?.trim()
      .split(/ {2,}/),
  ).toEqual([...["reads", "unknown", "-", "-"], "the generator was the limit"]);
});

it("has a line for each mix that has an answer", () => {
  const answers = mixAnswers([
    run("default", { ...KNEE, p95LimitMs: 27.9, confirmed: true }),
    run("sis-day", { ...KNEE, p95LimitMs: 112, confirmed: false }),
    run("reads", { answer: "at-least", text: "", perSecond: 900, limitedBy: "generator", steps: [] }),
    run("writes", { answer: "at-most", text: "", perSecond: 0.6, broke: "failures", steps: [] }),
    run("updates", { ...KNEE, objectiveMs: 20, confirmed: false, doubt: "disagree" }),
    run("aborted", undefined),
    undefined,
  ]);
  expect(answers.map((answer) => answer.run)).toEqual([
    "run-of-default",
    "run-of-sis-day",
    "run-of-reads",
    "run-of-writes",
    "run-of-updates",
  ]);
  const lines = mixTable(answers);
  expect(lines.map((line) => line.trim().split(/ {2,}/))).toEqual([
    ["mix", "operations/s", "interval", "p95 limit", "above it"],
    ["default", "142", "142 to 150", "27.9 ms", "p95 was above its limit, mainly in create operations"],
    [
      "sis-day",
      "142",
      "142 to 150",
      "112 ms",
      "p95 was above its limit, mainly in create operations; not confirmed, because the time budget ran out",
    ],
    ["reads", ">= 900", "-", "-", "the generator was the limit"],
    ["writes", "< 0.6", "-", "-", "too many operations failed"],
    [
      "updates",
      "142",
      "142 to 150",
      "-",
      "p95 of create was above its objective of 20.0 ms; not confirmed, because the steps disagreed",
    ],
  ]);
  expect(mixTable(mixAnswers([undefined]))).toEqual([]);
});
