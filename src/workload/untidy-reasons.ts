/** Why the target is not as it was before the run. Pure. */

import { listed, type Reason } from "../results/reason.ts";
import type { Verification } from "./proof/verification.ts";

export type UntidyVerification = Pick<Verification, "ok" | "differences" | "unread">;

/**
 * @param left items of the run that could not be deleted, one line each
 * @param verification of what was loaded; undefined: not asked for
 */
export function untidyReasons(left: readonly string[], verification: UntidyVerification | undefined): Reason[] {
  return [
    ...listed("left-behind", "what the run created could not be deleted", left),
    ...(verification?.ok === false
      ? [
          ...listed("verification", "the loaded data is not as before", verification.differences),
          ...listed("not-verified", "not verified", verification.unread),
        ]
      : []),
  ];
}
