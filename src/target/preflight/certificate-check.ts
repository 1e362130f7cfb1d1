/** A certificate that this program accepts may be rejected by k6, or expire during a load. */

import { dayOf, type ShownCertificate } from "../certificate.ts";
import { type Check, failed, passed, skipped, warned } from "./checklist.ts";

const DAY_MS = 86_400_000;
const SOON_DAYS = 14;
/** Where Go takes trust from the system alone (crypto/x509). */
const OWN_STORE: ReadonlySet<string> = new Set(["darwin", "win32"]);

export interface Machine {
  readonly platform: string;
  /** This process trusts an authority that the system may not trust. */
  readonly hasOwnAuthorities: boolean;
}

/** @param shown undefined when the server sent none on a second connection */
export function checkCertificate(
  shown: ShownCertificate | undefined,
  nowMs: number,
  { platform, hasOwnAuthorities }: Machine = thisMachine(),
): Check {
  const name = "certificate";
  if (shown === undefined) return skipped(name, "it could not be read");
  const text = `${shown.isSelfSigned ? "self-signed" : `issued by "${shown.issuer}"`}, valid until ${dayOf(shown.endMs)}`;
  if (shown.names === "") {
    const fix = "Issue a certificate with the host in subjectAltName: k6 ignores the common name.";
    return failed(name, `${text}; it names the host only in the common name`, fix);
  }
  const days = Math.floor((shown.endMs - nowMs) / DAY_MS);
  if (days < SOON_DAYS) return warned(name, `${text}, in ${days} days`, "Renew the server's certificate.");
  if (hasOwnAuthorities && OWN_STORE.has(platform)) {
    const fix =
      "Also add the authority to the system's certificate store: on this platform, k6 uses only that store and ignores CA_FILE.";
    return warned(name, text, fix);
  }
  return passed(name, text);
}

function thisMachine(): Machine {
  return { platform: process.platform, hasOwnAuthorities: (process.env.NODE_EXTRA_CA_CERTS ?? "") !== "" };
}
