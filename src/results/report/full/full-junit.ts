/** junit.xml of a full run: a suite for the whole, and those of each phase. Red exactly when it did not pass. Pure. */

import { junitSuites, suitesXml, type TestSuite, type TimedSuites, timeOf } from "../junit.ts";
import {
  type FullReport,
  fullReasons,
  fullVerdict,
  fullWords,
  type PhaseRow,
  phaseTitle,
  rowsOf,
} from "./full-report.ts";

export function fullJunit(report: FullReport): string {
  const { profile, startedAt } = report;
  const whole: TimedSuites = { durationMs: 0, startedAt, suites: [wholeSuite(report)] };
  return suitesXml(`full ${profile}`, [whole, ...rowsOf(report).map((row) => suitesOf(row, startedAt))]);
}

function wholeSuite(report: FullReport): TestSuite {
  const name = `verdict of ${report.run}`;
  if (fullVerdict(report) === "pass") return { name: "full: verdict", cases: [{ name }] };
  const details = fullReasons(report);
  const failure = `${fullWords(report).word}: ${details[0] ?? "no reason was given"}`;
  const { resume } = report;
  const output = resume === undefined ? [] : [`to continue this run: ${resume}`];
  return { name: "full: verdict", cases: [{ name, failure, details, output }] };
}

function suitesOf({ phase, state, summary }: PhaseRow, startedAt: string): TimedSuites {
  const title = phaseTitle(phase);
  if (summary !== undefined) {
    const suites = junitSuites(summary).map((suite) => ({ ...suite, name: `full: ${suite.name}` }));
    return { ...timeOf(summary), suites };
  }
  const name = `verdict of ${phase.name}`;
  const skipped = state === "not-run" ? "the phase was not run" : "the phase has no result";
  return { durationMs: 0, startedAt, suites: [{ name: `${title}: verdict`, cases: [{ name, skipped }] }] };
}
