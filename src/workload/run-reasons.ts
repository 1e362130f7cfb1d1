/** Why a run of a mix does not pass, for all phases. */

import { endReasons } from "../results/engine-end.ts";
import type { Reason } from "../results/reason.ts";
import type { EngineResult } from "../run/phase.ts";
import { mismatchReasons, writeReasons } from "./proof/prove-writes.ts";
import type { Achieved } from "./work.ts";

/** The end of k6, lost or overwritten writes, answers with other content. */
export function runReasons(ended: EngineResult, { proof }: Pick<Achieved, "proof">): Reason[] {
  return [...endReasons(ended), ...writeReasons(proof), ...mismatchReasons(ended.figures.operations)];
}
