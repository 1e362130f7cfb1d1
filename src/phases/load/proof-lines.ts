/** What the verification of a load proved, and no more than that. Pure. */

import type { VerificationResult } from "../../target/verification/verify-load.ts";

const MOST_NOTES = 5;

export function proofLines({ ok, counts, checked, warnings }: VerificationResult): string[] {
  const notes = warnings.slice(0, MOST_NOTES).map((warning) => `note     ${warning}`);
  if (warnings.length > MOST_NOTES) notes.push(`note     and ${warnings.length - MOST_NOTES} more`);
  return [...(ok ? [`verified ${provedBy(counts, checked)}`] : []), ...notes];
}

function provedBy(counts: VerificationResult["counts"], checked: number): string {
  const counted = counts.filter(({ after }) => after !== undefined).length;
  const parts = [
    counted === counts.length ? "counts" : counted > 0 ? `counts of ${counted} of ${counts.length} resources` : "",
    checked > 0 ? `a sample of items${counted === 0 ? " agrees" : ""}` : "",
  ].filter((part) => part !== "");
  if (parts.length === 0) return "nothing: neither could be counted nor read back";
  return `${parts.join(" and ")}${counted === 0 ? "" : " agree"} with the target`;
}
