/**
 * junit.xml: the run as a CI server reads tests. One suite each for the verdict, the thresholds, the resources of a
 * load, the answer of a capacity run, the drift of a soak, a spike, or the operations of a smoke run. Red exactly when the verdict is not pass. Pure.
 */

import { formatCount, formatMs, plural } from "../../base/figures.ts";
import { capacityLines, rateText } from "../capacity/capacity-lines.ts";
import { needText, takes } from "../capacity/capacity-result.ts";
import { driftText } from "../drift/drift-lines.ts";
import type { FailureCause } from "../failure-digest.ts";
import { describeOutcomes } from "../outcome-counts.ts";
import { repeatLines } from "../repeats.ts";
import type { RunSummary } from "../run-summary.ts";
import { spikeLines } from "../spike/spike-lines.ts";
import { steeredHeadline } from "../steered-headline.ts";
import { targetName } from "../target-name.ts";
import { verdictWord } from "./sections/head.ts";
import { escapeXml } from "./text.ts";

export interface TestCase {
  readonly name: string;
  /** Why it was not done. */
  readonly skipped?: string;
  /** One line; undefined for what passed. */
  readonly failure?: string;
  /** Below the failure. */
  readonly details?: readonly string[];
  /** Additional lines, also for a pass. */
  readonly output?: readonly string[];
}

export interface TestSuite {
  readonly name: string;
  readonly cases: readonly TestCase[];
}

export function junitXml(summary: RunSummary): string {
  return suitesXml(`${summary.phase} ${summary.profile}`, [{ ...timeOf(summary), suites: junitSuites(summary) }]);
}

/** Suites of one run. */
export interface TimedSuites {
  readonly durationMs: number;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly suites: readonly TestSuite[];
}

export function timeOf({ durationMs, startedAt }: RunSummary): Omit<TimedSuites, "suites"> {
  return { durationMs, startedAt };
}

/** The whole file. */
export function suitesXml(name: string, runs: readonly TimedSuites[]): string {
  const filled = runs.map((run) => ({ ...run, suites: run.suites.filter(({ cases }) => cases.length > 0) }));
  const all = filled.flatMap(({ suites }) => suites.flatMap(({ cases }) => cases));
  const seconds = secondsOf(filled.reduce((sum, { durationMs }) => sum + durationMs, 0));
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="${escapeXml(name)}" ${countsOf(all)} time="${seconds}">
${filled.flatMap((run) => run.suites.map((suite) => suiteXml(suite, run))).join("\n")}
</testsuites>
`;
}

function secondsOf(ms: number): string {
  return (ms / 1000).toFixed(3);
}

export function junitSuites(summary: RunSummary): readonly TestSuite[] {
  const suite = (name: string, cases: readonly TestCase[]): TestSuite => ({ name: `${summary.phase}: ${name}`, cases });
  return [
    suite("verdict", [verdictCase(summary)]),
    suite(
      "thresholds",
      summary.thresholds.map(({ metric, rule, ok }) => ({
        name: `${metric} ${rule}`,
        ...(ok ? {} : { failure: `${metric} ${rule} was crossed` }),
      })),
    ),
    suite("completeness", completenessCases(summary)),
    suite("capacity", capacityCases(summary)),
    suite("drift", driftCases(summary)),
    suite("recovery", recoveryCases(summary)),
    suite("checks", summary.phase === "smoke" ? operationCases(summary) : []),
  ];
}

function verdictCase(summary: RunSummary): TestCase {
  const { verdict, reasons, run, target, repeats, durationMs, notes = [], resume } = summary;
  const name = `verdict of ${run} on ${targetName(target)}`;
  const headline = steeredHeadline(summary);
  const output = [
    ...(headline === undefined ? [] : [headline]),
    ...(repeats === undefined ? [] : repeatLines(repeats, durationMs)),
    ...notes,
    ...(resume === undefined ? [] : [`to continue this run: ${resume}`]),
  ];
  if (verdict === "pass") return { name, output };
  const word = verdictWord(verdict);
  return { name, output, failure: `${word}: ${reasons[0] ?? "no reason was given"}`, details: reasons };
}

function completenessCases({ load, causes }: RunSummary): TestCase[] {
  return Object.entries(load?.resources ?? {}).map(([resource, { planned, missing }]) => {
    const name = `${resource}: ${plural(planned, "item")}`;
    if (missing === 0) return { name };
    const details = causes.filter((cause) => cause.resource === resource).map(causeLine);
    return { name, failure: `${formatCount(missing)} of ${formatCount(planned)} items are missing`, details };
  });
}

/** A step that was too much is no failure: the search asks for such steps. */
function capacityCases({ capacity }: RunSummary): TestCase[] {
  if (capacity === undefined) return [];
  const { answer, perSecond, text, limitedBy, needPerSecond: need } = capacity;
  const isKnown = answer !== "at-most" && perSecond > 0 && limitedBy !== "target-stopped";
  const highest: TestCase = {
    name: "highest rate that held",
    output: capacityLines(capacity),
    ...(isKnown ? {} : { failure: text }),
  };
  if (need === undefined) return [highest];
  const isMet = takes(capacity, need) === true;
  const failure = needText(capacity, `${rateText(need)}/s`, need);
  return [highest, { name: `need of ${rateText(need)}/s`, ...(isMet ? {} : { failure }) }];
}

function driftCases({ soak }: RunSummary): TestCase[] {
  return (soak?.drift.series ?? []).map((series) => {
    const text = driftText(series);
    return { name: series.name, ...(series.state === "drifts" ? { failure: text } : { output: [text] }) };
  });
}

function recoveryCases({ spike }: RunSummary): TestCase[] {
  if (spike === undefined) return [];
  const isOver = spike.recoveredAfterSeconds !== undefined;
  if (!isOver && spike.partial === true) return [];
  const failure = `not back to normal within ${spike.after.seconds} s`;
  return [{ name: "back to normal after the spike", output: spikeLines(spike), ...(isOver ? {} : { failure }) }];
}

/** A smoke run's checks belong to one resource and operation each. */
function operationCases({ operations, causes, checks }: RunSummary): TestCase[] {
  const rest = new Set(causes);
  const cases = operations.map(({ resource, op, failures, outcomes, latencyMs }): TestCase => {
    const own = causes.filter((cause) => cause.resource === resource && cause.operation === op);
    for (const cause of own) rest.delete(cause);
    const name = `${resource} ${op}`;
    if (failures === 0 && own.length === 0) return { name };
    const details = [...own.map(causeLine), `outcomes: ${describeOutcomes(outcomes)}; p95 ${formatMs(latencyMs.p95)}`];
    return {
      name,
      failure: own[0] === undefined ? `${plural(failures, "call")} failed` : causeLine(own[0]),
      details,
    };
  });
  for (const cause of rest) {
    cases.push({ name: `${cause.resource} ${cause.operation}`, failure: causeLine(cause), details: [cause.firstKey] });
  }
  const failed = checks?.failed ?? 0;
  if (checks === undefined) return cases;
  const name = `all of ${plural(checks.passed + failed, "check")}`;
  return [...cases, failed === 0 ? { name } : { name, failure: `${plural(failed, "check")} failed` }];
}

function causeLine({ outcome, status, message, recorded }: FailureCause): string {
  const answer = status === 0 ? "no response" : String(status);
  return `${formatCount(recorded)} \u00d7 ${answer} ${outcome}${message === "" ? "" : `: ${message}`}`;
}

function suiteXml({ name, cases }: TestSuite, { durationMs, startedAt }: TimedSuites): string {
  const seconds = secondsOf(durationMs);
  const at = escapeXml(startedAt.replace(/(\.\d+)?Z$/, ""));
  const inside = cases.map((testCase) => caseXml(testCase, name)).join("\n");
  const attributes = `name="${escapeXml(name)}" ${countsOf(cases)} time="${seconds}" timestamp="${at}"`;
  return `  <testsuite ${attributes}>\n${inside}\n  </testsuite>`;
}

function caseXml({ name, failure, skipped, details = [], output = [] }: TestCase, suite: string): string {
  const head = `    <testcase classname="${escapeXml(suite)}" name="${escapeXml(name)}" time="0"`;
  const lines = (texts: readonly string[]): string => texts.map((line) => escapeXml(line)).join("\n");
  const inside = [
    ...(failure === undefined ? [] : [`<failure message="${escapeXml(failure)}">${lines(details)}</failure>`]),
    ...(skipped === undefined ? [] : [`<skipped message="${escapeXml(skipped)}"/>`]),
    ...(output.length === 0 ? [] : [`<system-out>${lines(output)}</system-out>`]),
  ];
  if (inside.length === 0) return `${head}/>`;
  return `${head}>\n${inside.map((part) => `      ${part}`).join("\n")}\n    </testcase>`;
}

function countsOf(cases: readonly TestCase[]): string {
  const failures = cases.filter(({ failure }) => failure !== undefined).length;
  const skipped = cases.filter((testCase) => testCase.skipped !== undefined).length;
  return `tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}"`;
}
