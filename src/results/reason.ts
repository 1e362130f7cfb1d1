/**
 * Why a run did not pass. Each reason has a code for programs, a sentence for people and the figures that the sentence
 * rests on. What a code does to the verdict is decided here, for all phases. Pure.
 */

import { plural } from "../base/figures.ts";

export const VERDICTS = ["pass", "fail", "invalid", "aborted", "inconclusive"] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface Reason {
  readonly code: ReasonCode;
  /** One line of text. */
  readonly text: string;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** The verdict that a reason leads to, unless a stronger one is there. */
const LEADS_TO = {
  /** A stop rule ended the run. */
  "stop-rule": "aborted",
  /** The script ended the run, or k6 was stopped through its REST API. */
  "k6-stopped": "aborted",
  /** By Ctrl-C. */
  interrupted: "aborted",
  /** k6 ended early for any other cause. */
  "k6-failed": "fail",
  "no-summary": "fail",
  threshold: "fail",
  /** The most frequent failures, one reason each; beside the reason that they explain. */
  cause: "fail",
  incomplete: "fail",
  "nothing-done": "fail",
  "mix-missed": "fail",
  "left-behind": "fail",
  "failed-operations": "fail",
  /** More requests had to be repeated than the run allows. */
  repeats: "fail",
  /** Of the script, in a VU. */
  exception: "fail",
  /** The target did not keep up with the rate of an open model. */
  "target-saturated": "fail",
  /** The target does not take what is needed. */
  "need-missed": "fail",
  /** No answer came any more during the search. */
  "target-stopped": "fail",
  /** Even the lowest rate was too much. */
  "nothing-held": "fail",
  /** A figure rose at a constant rate. */
  drift: "fail",
  /** The target was not as before at the end of a spike run. */
  "not-recovered": "fail",
  /** Acknowledged writes are not at the target. No allowance covers this and the next two. */
  "lost-write": "fail",
  /** Items were written over others. */
  overwrote: "fail",
  /** Answers of 200 that had other content than requested. */
  mismatched: "fail",
  /** The target does not hold what the run wrote. */
  verification: "fail",
  /** There was no answer that tells whether the target holds it. */
  "not-verified": "fail",
  "generator-cpu": "invalid",
  "generator-swapped": "invalid",
  "dropped-iterations": "invalid",
  "late-items": "invalid",
  "too-few-vus": "invalid",
  /** k6 did not measure the work that was done. */
  samples: "invalid",
  /** k6 ran its own VUs late. */
  "generator-delay": "invalid",
  "too-few-samples": "inconclusive",
  /** The search found no rate that held, or none that tells whether the need is met. */
  "no-answer": "inconclusive",
} as const satisfies Readonly<Record<string, Exclude<Verdict, "pass">>>;

export type ReasonCode = keyof typeof LEADS_TO;

export const REASON_CODES = Object.keys(LEADS_TO) as readonly ReasonCode[];

const STRONGEST_FIRST = ["aborted", "fail", "invalid", "inconclusive"] as const;

/** They say nothing of the target where the generator was late itself. */
const OF_LATENCIES: readonly ReasonCode[] = ["drift", "not-recovered"];

export function reason(code: ReasonCode, text: string, facts: Reason["facts"] = {}): Reason {
  return { code, text, facts };
}

export function verdictOf(reasons: readonly Reason[]): Verdict {
  return STRONGEST_FIRST.find((verdict) => reasons.some(({ code }) => LEADS_TO[code] === verdict)) ?? "pass";
}

/**
 * The reasons of a whole run, most important first.
 * @param ofPhase the phase's own
 * @param stopRule the text of the rule that ended the run
 * @param ofGenerator why the figures are those of the generator and not of the target
 */
export function reasonsOfRun(
  ofPhase: readonly Reason[],
  stopRule: string | undefined,
  ofGenerator: readonly Reason[],
): readonly Reason[] {
  // k6's exit code for having been stopped adds nothing to the rule that stopped it.
  if (stopRule !== undefined)
    return [reason("stop-rule", stopRule), ...ofPhase.filter(({ code }) => code !== "k6-stopped")];
  if (verdictOf(ofPhase) === "aborted") return ofPhase;
  const own = ofGenerator.length === 0 ? ofPhase : ofPhase.filter(({ code }) => !OF_LATENCIES.includes(code));
  return [...own, ...ofGenerator];
}

/** The first ones, and how many more there are. */
export function firstReasons(reasons: readonly string[], most: number): string[] {
  const more = reasons.length - most;
  return [...reasons.slice(0, most), ...(more > 0 ? [`and ${plural(more, "further reason")}, in summary.json`] : [])];
}

/** `what: first`, then the others, since a log may show the first line alone. Empty for an empty list. */
export function listed(code: ReasonCode, what: string, [first, ...others]: readonly string[]): Reason[] {
  return first === undefined ? [] : [reason(code, `${what}: ${first}`), ...others.map((text) => reason(code, text))];
}
