/** Why a call got no answer, with what the server's certificate says where that is the cause. */

import { dayOf, lookAtCertificate, type ShownCertificate } from "./certificate.ts";
import { explainNetworkError, type NetworkFailure } from "./network-error.ts";

/** Where the cause lies in TLS, the server is looked at once more. Never throws. */
export async function explainFailedCall(error: unknown, url: string, timeoutMs: number): Promise<NetworkFailure> {
  const failure = explainNetworkError(error, url, timeoutMs);
  const isHttps = /^https:/i.test(url);
  if (!isHttps || (failure.problem === undefined && !failure.isTransient)) return failure;
  const shown = await lookAtCertificate(url);
  if (failure.problem === undefined) return shown === undefined ? inHandshake(failure, url) : failure;
  return shown === undefined ? failure : { ...failure, ...inWords(failure.problem, new URL(url).host, shown) };
}

function inHandshake(failure: NetworkFailure, url: string): NetworkFailure {
  return {
    ...failure,
    seen: `${new URL(url).host} broke off the TLS handshake`,
    fix: "Check the address and port, and the log of the server or of the gateway before it.",
  };
}

function inWords(
  problem: NonNullable<NetworkFailure["problem"]>,
  host: string,
  { issuer, isSelfSigned, names, startMs, endMs }: ShownCertificate,
): Pick<NetworkFailure, "seen"> & Partial<NetworkFailure> {
  const whose = `the certificate of ${host}`;
  switch (problem) {
    case "expired":
      return endMs > Date.now()
        ? { seen: `a certificate above that of ${host}, up to "${issuer}", has expired` }
        : { seen: `${whose} has expired on ${dayOf(endMs)}` };
    case "early":
      return { seen: `${whose} is good from ${dayOf(startMs)} on only` };
    case "name":
      return { seen: `${whose} is for another name: ${names === "" ? "none but its common name" : names}` };
    default:
      if (!isSelfSigned)
        return { seen: `${whose} is not trusted: it was issued by "${issuer}", which is not known here` };
      return {
        seen: `${whose} is not trusted: it is self-signed`,
        fix: "If it is known to be the server's own: set CA_FILE (--ca-file) to a PEM file that holds it.",
      };
  }
}
