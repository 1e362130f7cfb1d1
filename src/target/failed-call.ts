/** Why a call failed without a response, with details of the server's certificate if that is the cause. */

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
    seen: `${new URL(url).host} aborted the TLS handshake`,
    fix: "Check the host and port, and the log of the server or of the gateway in front of it.",
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
        ? { seen: `a certificate in the chain of ${host}, up to "${issuer}", has expired` }
        : { seen: `${whose} expired on ${dayOf(endMs)}` };
    case "early":
      return { seen: `${whose} is not valid before ${dayOf(startMs)}` };
    case "name":
      return { seen: `${whose} is for another host name: ${names === "" ? "common name only" : names}` };
    default:
      if (!isSelfSigned) return { seen: `${whose} is not trusted: it was issued by "${issuer}", an unknown authority` };
      return {
        seen: `${whose} is not trusted: it is self-signed`,
        fix: "If you trust this certificate, set CA_FILE (--ca-file) to a PEM file that contains it.",
      };
  }
}
