/** A full run as its report shows it: its phases, and what follows from them for the whole. Pure. */

import { formatCount, formatDuration, formatMs, formatNumber } from "../../../base/figures.ts";
import type { Verdict } from "../../reason.ts";
import type { RunSummary } from "../../run-summary.ts";
import { steeredHeadline } from "../../steered-headline.ts";
import type { RunReport } from "../run-report.ts";
import { verdictMeaning, verdictWord } from "../sections/head.ts";
import { UNFINISHED } from "../unfinished-page.ts";

export interface FullPhase {
  /** `readwrite` */
  readonly name: string;
  /** Undefined: it left no result. */
  readonly report: RunReport | undefined;
  readonly isBegun: boolean;
}

export interface FullReport {
  /** Name of the run folder. */
  readonly run: string;
  readonly profile: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** In the order in which they run. */
  readonly phases: readonly FullPhase[];
  /** Command that continues it; undefined: all phases passed. */
  readonly resume: string | undefined;
}

/** `no-result`: it began, and was ended before it wrote one, or is still going on. */
export type PhaseState = Verdict | "no-result" | "not-run";

export function stateOf({ report, isBegun }: FullPhase): PhaseState {
  return report?.summary.verdict ?? (isBegun ? "no-result" : "not-run");
}

/** As reports write it. */
export function stateWord(state: PhaseState): string {
  if (state === "not-run") return "Not run";
  return state === "no-result" ? "No result" : verdictWord(state);
}

/** What a phase is called outside its own report: `full: readwrite`. */
export function phaseTitle({ name }: FullPhase): string {
  return `full: ${name}`;
}

/** That of the first phase that failed; without one, a phase without a result, or too few samples. */
export function fullVerdict({ phases }: Pick<FullReport, "phases">): Verdict {
  const states = phases.map(stateOf);
  const failed = states.find((state) => state === "fail" || state === "invalid" || state === "aborted");
  if (failed !== undefined) return failed;
  if (states.some((state) => state === "inconclusive")) return "inconclusive";
  return states.every((state) => state === "pass") ? "pass" : "aborted";
}

interface FullWords {
  readonly word: string;
  readonly meaning: string;
  /** A class of the style sheet. */
  readonly kind: Verdict;
}

/** What people read as the verdict, and what it means. */
export function fullWords(report: Pick<FullReport, "phases">): FullWords {
  const verdict = fullVerdict(report);
  const states = report.phases.map(stateOf);
  // While a phase is under way, nobody knows whether the run was ended.
  const isOpen = verdict === "aborted" && states.includes("no-result") && !states.includes("aborted");
  if (isOpen) return { word: "Not finished", meaning: UNFINISHED, kind: "inconclusive" };
  return { word: verdictWord(verdict), meaning: verdictMeaning(verdict), kind: verdict };
}

/** Why it did not pass, one sentence each, named by the phase: first those of the phases that decide on the verdict. */
export function fullReasons({ phases }: Pick<FullReport, "phases">): string[] {
  const verdict = fullVerdict({ phases });
  const deciding = phases.filter((phase) => stateOf(phase) === verdict);
  const reasons = [...deciding, ...phases.filter((phase) => !deciding.includes(phase))].flatMap(({ name, report }) =>
    (report?.summary.reasons ?? []).map((reason) => `${name}: ${reason}`),
  );
  const without = phases.filter(({ report }) => report === undefined);
  return [
    ...reasons,
    ...without.filter(({ isBegun }) => isBegun).map(({ name }) => `${name}: has no result yet`),
    ...without.filter(({ isBegun }) => !isBegun).map(({ name }) => `${name}: was not run`),
  ];
}

/** What the phases of a run that passed did, in one sentence: all of them, and the last, which is the longest. */
export function passedText({ phases }: Pick<FullReport, "phases">): string {
  const summaries = summariesIn({ phases });
  const total = (of: (summary: RunSummary) => number): string =>
    formatCount(summaries.reduce((sum, summary) => sum + of(summary), 0));
  const all = `${total(({ requests }) => requests)} requests, ${total(({ failures }) => failures)} failures`;
  const last = summaries.at(-1);
  if (last === undefined) return all;
  const { phase, requestsPerSecond, latencyMs } = last;
  const own = steeredHeadline(last) ?? `${formatNumber(requestsPerSecond)} requests/s, p95 ${formatMs(latencyMs.p95)}`;
  return `${all}; ${phase}: ${own}`;
}

/** Of the phases that have one. */
export function summariesIn({ phases }: Pick<FullReport, "phases">): RunSummary[] {
  return phases.flatMap(({ report }) => report?.summary ?? []);
}

export interface PhaseRow {
  readonly phase: FullPhase;
  readonly state: PhaseState;
  readonly summary: RunSummary | undefined;
}

export function rowsOf({ phases }: FullReport): PhaseRow[] {
  return phases.map((phase) => ({ phase, state: stateOf(phase), summary: phase.report?.summary }));
}

/** Heads of the figures of a phase, which are all right-aligned. */
export const PHASE_FIGURES = ["time", "requests", "per second", "p50", "p95", "p99", "failed"] as const;

export function phaseFigures(summary: RunSummary | undefined): string[] {
  if (summary === undefined) return PHASE_FIGURES.map(() => "");
  const { durationMs, requests, requestsPerSecond, latencyMs, failures } = summary;
  const times = [latencyMs.p50, latencyMs.p95, latencyMs.p99].map((ms) => formatMs(ms));
  return [
    formatDuration(durationMs),
    formatCount(requests),
    formatNumber(requestsPerSecond),
    ...times,
    formatCount(failures),
  ];
}
