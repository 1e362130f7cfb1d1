/**
 * Requests that were sent again: how many, after which answers, and the resulting reasons. A server may ask for
 * it (429 with Retry-After, 401 for a token that is over): then it held the run back, which is no failure. Pure.
 */

import { formatCount, formatDuration, formatShare, plural } from "../base/figures.ts";
import { describeErrorBody, oneLine } from "../base/problem-details.ts";
import type { RepeatLine } from "../lib/contracts/journal/repeat-line.ts";
import { WARM_UP_TAG } from "../lib/contracts/metrics.ts";
import { type Reason, reason } from "./reason.ts";
import type { RunSummary } from "./run-summary.ts";

export type Repeats = NonNullable<RunSummary["repeats"]>;
export type RepeatRow = Repeats["rows"][number];

/** Kinds of answers that are listed; all are counted. */
const MOST_ROWS = 200;
/** Share of repeats from which a run gets a warning, regardless of the limit. */
const WORTH_A_WARNING = 0.01;

const LONGEST_WORDS = 160;

/** Waiting that no request shows. */
export interface Waiting {
  /** Time during which all VUs paused together, because the target sent Retry-After. */
  readonly heldMs: number;
  /** Time during which there was no token, because the identity provider failed or was slow. */
  readonly tokenWaitMs: number;
}

export class RepeatTally {
  /** By kind of operation, those that the target asked for included. */
  readonly byOperation: Record<string, number> = {};
  readonly #rows = new Map<string, RepeatRow>();
  #count = 0;
  #heldBack = 0;

  add({ resource, operation, status, outcome, heldBack, body }: RepeatLine): void {
    if (resource === WARM_UP_TAG) return;
    this.byOperation[operation] = (this.byOperation[operation] ?? 0) + 1;
    if (heldBack) this.#heldBack++;
    else this.#count++;
    const key = `${resource} ${operation} ${status} ${outcome} ${heldBack}`;
    const known = this.#rows.get(key);
    if (known === undefined && this.#rows.size >= MOST_ROWS) return;
    const message = known?.message || describeErrorBody(body);
    this.#rows.set(key, {
      resource,
      operation,
      status,
      outcome,
      heldBack,
      count: (known?.count ?? 0) + 1,
      message,
    });
  }

  result(requests: number, { heldMs, tokenWaitMs }: Waiting): Repeats {
    return {
      count: this.#count,
      share: requests > 0 ? Math.min(1, this.#count / requests) : 0,
      heldBack: this.#heldBack,
      heldMs: Math.round(heldMs),
      tokenWaitMs: Math.round(tokenWaitMs),
      rows: [...this.#rows.values()].sort((a, b) => b.count - a.count),
    };
  }
}

/** @param limit share of requests; a run that judges by it fails above it */
export function repeatReasons(repeats: Repeats, limit: number): Reason[] {
  const { count, share } = repeats;
  if (share <= limit) return [];
  const text = `${describeCounted(repeats)}; at most ${formatShare(limit)} are allowed (--max-repeats)`;
  return [reason("repeats", text, { count, share, limit })];
}

export function needsWarning({ share }: Repeats): boolean {
  return share > WORTH_A_WARNING;
}

/** Lines for what is no failure, but must be known: empty where the figures show it well enough. */
export function repeatWarnings(repeats: Repeats, durationMs: number): string[] {
  const { tokenWaitMs } = repeats;
  return [
    ...(needsWarning(repeats) ? [describeCounted(repeats)] : []),
    ...(heldShare(repeats, durationMs) > WORTH_A_WARNING ? [describeHeld(repeats, durationMs)] : []),
    ...(tokenWaitMs > 0 ? [describeTokenWait(repeats)] : []),
  ];
}

/** Below the verdict: every kind of repeat, also rare ones. */
export function repeatLines(repeats: Repeats, durationMs: number): string[] {
  const { count, heldBack, heldMs, share, tokenWaitMs } = repeats;
  return [
    ...(count > 0 ? [`repeats  ${formatCount(count)} (${formatShare(share)} of requests): ${listOf(repeats)}`] : []),
    ...(heldBack > 0 || heldMs > 0 ? [`held     ${describeHeld(repeats, durationMs)}`] : []),
    ...(tokenWaitMs > 0 ? [`tokens   ${describeTokenWait(repeats)}`] : []),
  ];
}

/** `6,142 repeats (40.2 % of requests): 6,101 answers with status 503, 41 reset connections` */
function describeCounted(repeats: Repeats): string {
  return `${plural(repeats.count, "repeat")} (${formatShare(repeats.share)} of requests): ${listOf(repeats)}`;
}

/** `held back by the target for 71.2 % of the time: 355 answers with status 429 ("its own words")` */
function describeHeld(repeats: Repeats, durationMs: number): string {
  const said = repeats.rows.find(({ heldBack, status, message }) => heldBack && status === 429 && message !== "");
  const words = said === undefined ? "" : ` ("${oneLine(said.message, LONGEST_WORDS)}")`;
  const share = heldShare(repeats, durationMs);
  const answers = listOf(repeats, true);
  const time = share === 0 ? "" : ` for ${formatShare(share)} of the time`;
  return `held back by the target${time}${answers === "" ? "" : `: ${answers}`}${words}`;
}

function describeTokenWait({ tokenWaitMs }: Repeats): string {
  return `no token for ${formatDuration(tokenWaitMs)}: the identity provider failed, or was slow`;
}

function heldShare({ heldMs }: Repeats, durationMs: number): number {
  return durationMs > 0 ? Math.min(1, heldMs / durationMs) : 0;
}

/** `6,101 answers with status 503, 41 reset connections`: the most frequent first. */
function listOf({ rows }: Repeats, heldBack = false): string {
  const counts = new Map<string, number>();
  for (const row of rows) {
    if (row.heldBack === heldBack) counts.set(answerOf(row), (counts.get(answerOf(row)) ?? 0) + row.count);
  }
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([answer, count]) => countOf(answer, count))
    .join(", ");
}

/** @param answer see `answerOf` */
function countOf(answer: string, count: number): string {
  if (answer === "reset") return plural(count, "reset connection");
  return answer === "time-out" ? plural(count, answer) : `${plural(count, "answer")} with status ${answer}`;
}

/** `503`, `reset`, `time-out`: what came back. */
export function answerOf({ status, outcome }: Pick<RepeatRow, "status" | "outcome">): string {
  if (status > 0) return String(status);
  return outcome === "timed-out" ? "time-out" : "reset";
}
