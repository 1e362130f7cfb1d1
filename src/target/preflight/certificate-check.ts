/** A certificate that this program accepts may still stop k6, or end while a load runs. */

import { dayOf, type ShownCertificate } from "../certificate.ts";
import { type Check, failed, passed, skipped, warned } from "./checklist.ts";

const DAY_MS = 86_400_000;
const SOON_DAYS = 14;
/** Where Go takes trust from the system alone (crypto/x509). */
const OWN_STORE: ReadonlySet<string> = new Set(["darwin", "win32"]);

export interface Machine {
  readonly platform: string;
  /** An authority is trusted here that the system may not know. */
  readonly hasOwnAuthorities: boolean;
}

/** @param shown undefined when the server showed none to a second connection */
export function checkCertificate(
  shown: ShownCertificate | undefined,
  nowMs: number,
  { platform, hasOwnAuthorities }: Machine = thisMachine(),
): Check {
  const name = "certificate";
  if (shown === undefined) return skipped(name, "it could not be looked at");
  const text = `${shown.isSelfSigned ? "self-signed" : `issued by "${shown.issuer}"`}, good until ${dayOf(shown.endMs)}`;
  if (shown.names === "") {
    const fix = "Make a certificate with the host in subjectAltName: k6 does not look at the common name.";
    return failed(name, `${text}; it holds its host as common name only`, fix);
  }
  const days = Math.floor((shown.endMs - nowMs) / DAY_MS);
  if (days < SOON_DAYS) return warned(name, `${text}: ${days} days from now`, "Renew the server's certificate.");
  if (hasOwnAuthorities && OWN_STORE.has(platform)) {
    const fix = "Add the authority to the system's store too: k6 asks only that, and does not see CA_FILE.";
    return warned(name, text, fix);
  }
  return passed(name, text);
}

function thisMachine(): Machine {
  return { platform: process.platform, hasOwnAuthorities: (process.env.NODE_EXTRA_CA_CERTS ?? "") !== "" };
}
