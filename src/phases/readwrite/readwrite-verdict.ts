/** The verdict on a readwrite run, from k6's exit, its journal, the mix and the verification. Pure. */

import { endedWithCode } from "../../results/engine-exit.ts";
import { describeCause, type FailureCause } from "../../results/failure-digest.ts";
import { isOff, type MixRow } from "./mix/achieved.ts";

export interface ReadwriteFacts {
  readonly engineExit: number;
  /** Why k6 ended before its time, where that is known. */
  readonly why?: string;
  readonly operations: number;
  readonly failures: number;
  readonly mix: readonly MixRow[];
  readonly causes: readonly FailureCause[];
  readonly brokenThresholds: readonly string[];
  readonly verification: { readonly ok: boolean; readonly differences: readonly string[] } | undefined;
  /** Items of the run that could not be deleted, one line each. */
  readonly left: readonly string[];
}

export interface ReadwriteVerdict {
  readonly verdict: "pass" | "fail" | "aborted";
  /** In plain words, the most important first; empty for a pass. */
  readonly reasons: readonly string[];
}

const MOST_CAUSES = 5;

export function readwriteVerdict(facts: ReadwriteFacts): ReadwriteVerdict {
  const { engineExit, operations, failures } = facts;
  const reasons: string[] = [];
  if (engineExit !== 0 && engineExit !== 99) reasons.push(endedWithCode(engineExit, facts.why));
  if (operations === 0) reasons.push("nothing was done: no operation finished");
  reasons.push(...facts.brokenThresholds);
  const isBroken = reasons.length > 0;
  if (isBroken) for (const cause of facts.causes.slice(0, MOST_CAUSES)) reasons.push(`cause: ${describeCause(cause)}`);
  for (const row of facts.mix.filter((candidate) => operations > 0 && isOff(candidate, operations)))
    reasons.push(`the mix was missed: ${row.op} ${percent(row.achieved)}, wanted ${percent(row.wanted)}`);
  reasons.push(...listed("what the run created could not be deleted", facts.left));
  if (facts.verification?.ok === false)
    reasons.push(...listed("the loaded data is not as before", facts.verification.differences));
  const isAborted = engineExit === 108 || engineExit === 103;
  const verdict = isAborted ? "aborted" : reasons.length === 0 ? "pass" : "fail";
  return {
    verdict,
    reasons: failures > 0 && !isBroken && reasons.length > 0 ? [...reasons, `${failures} operations failed`] : reasons,
  };
}

/** The first line says what it is about by itself: a log shows it alone. */
function listed(what: string, [first, ...others]: readonly string[]): string[] {
  return first === undefined ? [] : [`${what}: ${first}`, ...others];
}

export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
