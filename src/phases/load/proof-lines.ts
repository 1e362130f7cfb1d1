/** What the verification of a load proved. Pure. */

import { formatCount, plural } from "../../base/figures.ts";
import type { VerificationResult } from "../../target/verification/verify-load.ts";

const MOST_NOTES = 5;

export function proofLines(verification: VerificationResult): string[] {
  const { ok, warnings } = verification;
  const notes = warnings.slice(0, MOST_NOTES).map((warning) => `note     ${warning}`);
  if (warnings.length > MOST_NOTES) notes.push(`note     and ${formatCount(warnings.length - MOST_NOTES)} more`);
  return [...(ok ? [`verified ${provedBy(verification)}`] : []), ...notes];
}

function provedBy({ counts, checked, isSure }: VerificationResult): string {
  const agreeing = counts.filter(({ verdict }) => verdict === "ok").length;
  const sure = isSure ? ", which finds a loss of 1 % with a probability of 99 %" : "";
  const parts = [
    agreeing === counts.length
      ? "counts"
      : agreeing > 0
        ? `counts of ${agreeing} of ${plural(counts.length, "resource")}`
        : "",
    checked > 0 ? `a sample of ${plural(checked, "item")}` : "",
  ].filter((part) => part !== "");
  if (parts.length === 0) return "nothing: neither could be counted nor read back";
  return `${parts.join(" and ")} agree with the target${checked > 0 ? sure : ""}`;
}
