/** How k6 ended, and the reasons that follow from that alone. Exit codes are those of k6 2.2. Pure. */

import { type Reason, reason } from "./reason.ts";

export interface EngineEnd {
  readonly exitCode: number;
  /** Why k6 or the token broker ended the run early; empty without a message. */
  readonly why: string;
}

const MEANING: Readonly<Record<number, string>> = {
  97: "the cloud run failed",
  98: "the cloud run was aborted",
  99: "a threshold was crossed",
  100: "setup took too long",
  101: "teardown took too long",
  102: "k6 timed out",
  103: "stopped through its REST API",
  104: "its options were not accepted",
  105: "stopped by a signal",
  106: "its REST API could not start: the port is taken",
  107: "the script failed",
  108: "the script ended the run",
  109: "k6 itself failed",
  110: "the script marked the run as failed",
  255: "the script failed outside an iteration",
};
/** Exit codes for signals that end k6 from outside: 128 and the number of the signal. */
const SIGNALS: Readonly<Record<number, string>> = {
  129: "SIGHUP",
  130: "SIGINT",
  134: "SIGABRT",
  137: "SIGKILL, by the system where memory is short",
  139: "SIGSEGV",
  143: "SIGTERM",
};
/** Of this program, not of k6: one of several k6 processes went missing. The reason names it. */
export const INSTANCE_LOST = 200;
const STOPPED: ReadonlySet<number> = new Set([103, 108]);
const THRESHOLD_CROSSED = 99;

/** True when k6 finished all iterations that it was given; thresholds may have been crossed. */
export function ranToEnd(exitCode: number): boolean {
  return exitCode === 0 || exitCode === THRESHOLD_CROSSED;
}

/** Empty when k6 ran to the end. A crossed threshold is a reason of its own: see thresholds.ts. */
export function endReasons({ exitCode, why }: EngineEnd): Reason[] {
  if (ranToEnd(exitCode)) return [];
  const killedBy = SIGNALS[exitCode];
  if (killedBy !== undefined)
    return [reason("k6-failed", `k6 was killed by ${killedBy}: the figures are of the time before`, { exitCode })];
  if (exitCode === INSTANCE_LOST)
    return [reason("k6-failed", `${why}: the figures are of the time before`, { exitCode })];
  const meaning = MEANING[exitCode] ?? "an exit code that k6 does not document";
  const text = `k6 ended with code ${exitCode}: ${meaning}${why === "" ? "" : `: ${why}`}`;
  return [reason(STOPPED.has(exitCode) ? "k6-stopped" : "k6-failed", text, { exitCode })];
}

/** @param by as the clean-up names it: `Ctrl-C`, or a signal */
export function interruptedReason(by: string): Reason {
  return reason("interrupted", `interrupted by ${by}: the figures are of the time before`);
}
