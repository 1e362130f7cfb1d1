/** Explains network failures: what happened and how to fix it, from the error code of the cause. */

export interface NetworkFailure {
  /** Completes "{call}: ..." */
  readonly seen: string;
  readonly fix: string;
  /** A retry may succeed at once (a reset). False for names, certificates and timeouts. */
  readonly isTransient: boolean;
  /** What is wrong with the server's certificate, if that is the cause. */
  readonly problem?: "expired" | "early" | "name" | "untrusted";
}

/** Reads what global `fetch` threw for `url`; never shows more of it than its code. */
export function explainNetworkError(error: unknown, url: string, timeoutMs: number): NetworkFailure {
  const { host, hostname } = hostOf(url);
  const code = codeOf(error);
  if (code === "TimeoutError" || /TIMEOUT|ETIMEDOUT/.test(code)) {
    return lasting(
      `no complete response from ${host} within ${timeoutMs / 1000} s`,
      "Check that the server is up and that no firewall drops the packets.",
    );
  }
  if (code === "ECONNREFUSED") {
    return lasting(`${host} refused the connection`, "Start the server, or correct the host and port.");
  }
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") {
    return lasting(
      `the host name ${hostname} cannot be resolved`,
      "Check the spelling of the URL and the DNS configuration.",
    );
  }
  if (code === "EHOSTUNREACH" || code === "ENETUNREACH") {
    return lasting(`${host} is not reachable from this machine`, "Check the network, the VPN and the URL.");
  }
  if (isTls(code)) return explainTls(code, host);
  if (code === "ECONNRESET" || code === "EPIPE" || code === "UND_ERR_SOCKET") {
    return transient(
      `${host} closed the connection before the response was complete`,
      "Check the scheme (http or https) and the port in the URL, and the server's log.",
    );
  }
  if (code === "BAD_PORT") {
    return lasting(`${host} uses a port that Node blocks`, "Configure the server to listen on another port.");
  }
  if (code.startsWith("HPE_") || code === "UND_ERR_RESPONSE_STATUS_CODE") {
    return lasting(`${host} does not speak HTTP (${code})`, "Correct the port: another service listens on it.");
  }
  if (code === "UND_ERR_HEADERS_OVERFLOW") {
    return lasting(`${host} sent oversized headers`, "Correct the URL: this is not an Ed-Fi API.");
  }
  return lasting(`the request to ${host} failed (${code})`, "Check the URL, for example with curl.");
}

function explainTls(code: string, host: string): NetworkFailure {
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH|EPROTO/.test(code)) {
    return lasting(`${host} does not speak TLS (${code})`, "Use http:// instead of https://, or correct the port.");
  }
  if (code === "CERT_HAS_EXPIRED") {
    const failure = lasting(`the certificate of ${host} has expired`, "Renew the server's certificate.");
    return { ...failure, problem: "expired" };
  }
  if (code === "CERT_NOT_YET_VALID") {
    const fix = "Compare this machine's clock with the server's.";
    return { ...lasting(`the certificate of ${host} is not valid yet`, fix), problem: "early" };
  }
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID") {
    const fix = "Use the host name in the certificate, or issue a certificate for this host name.";
    return { ...lasting(`the certificate of ${host} is for another host name`, fix), problem: "name" };
  }
  if (code.includes("NO_APPLICATION_PROTOCOL")) {
    return lasting(
      `${host} does not support HTTP/1.1 over TLS (${code})`,
      "Enable HTTP/1.1 on the server, or on the gateway in front of it: the runner does not use HTTP/2.",
    );
  }
  if (/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL/.test(code)) {
    return lasting(
      `${host} supports only outdated TLS versions (${code})`,
      "Configure the server to support TLS 1.2 or 1.3.",
    );
  }
  if (/^ERR_SSL.*(CERTIFICATE_REQUIRED|ALERT_BAD_CERTIFICATE)/.test(code)) {
    return lasting(
      `${host} requires a client certificate (${code})`,
      "Use a URL that does not require one: client certificates are not supported.",
    );
  }
  if (!isUntrusted(code))
    return lasting(`the TLS connection to ${host} failed (${code})`, "Check the TLS settings of the server.");
  const fix = "Set CA_FILE (--ca-file) to a PEM file with the certificate of that authority.";
  return { ...lasting(`the certificate of ${host} is not trusted (${code})`, fix), problem: "untrusted" };
}

function isTls(code: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_|ERR_SSL|ERR_TLS|EPROTO/.test(code);
}

/** Codes of OpenSSL's verification, as Node passes them on: `UNABLE_TO_VERIFY_LEAF_SIGNATURE`. */
function isUntrusted(code: string): boolean {
  return !code.startsWith("ERR_") && isTls(code);
}

/** The most specific code in a chain of causes; the error's name if there is none. */
function codeOf(error: unknown): string {
  let name = "unknown";
  let current: unknown = error;
  for (let depth = 0; depth < 5 && current instanceof Error; depth += 1) {
    const code: unknown = "code" in current ? current.code : undefined;
    if (typeof code === "string") return code;
    if (current.name === "TimeoutError" || current.name === "AbortError") return "TimeoutError";
    if (current.message === "bad port") return "BAD_PORT";
    if (current instanceof AggregateError && current.errors.length > 0) current = current.errors[0];
    else {
      name = current.name;
      current = current.cause;
    }
  }
  return name;
}

function hostOf(url: string): { readonly host: string; readonly hostname: string } {
  try {
    return new URL(url);
  } catch {
    return { host: "the server", hostname: "of the server" };
  }
}

function transient(seen: string, fix: string): NetworkFailure {
  return { seen, fix, isTransient: true };
}

function lasting(seen: string, fix: string): NetworkFailure {
  return { seen, fix, isTransient: false };
}
