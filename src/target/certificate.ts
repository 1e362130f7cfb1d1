/**
 * The certificate of a server, for messages: its issuer and its validity. The connection that reads it accepts any
 * certificate, so nothing is ever sent over it.
 */

import type { X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import { connect } from "node:tls";
import { oneLine } from "../base/problem-details.ts";
import { openTunnel } from "../machine/connections.ts";
import { proxyFor } from "../machine/proxy.ts";

export interface ShownCertificate {
  /** The highest authority that the server's chain leads to, whether or not it sends that one too. */
  readonly issuer: string;
  readonly isSelfSigned: boolean;
  /** `api.example.org, 10.0.0.7`; empty when it holds none but its common name. */
  readonly names: string;
  readonly startMs: number;
  readonly endMs: number;
}

const TIMEOUT_MS = 3_000;
const MOST_SHOWN = 120;
const LONGEST_CHAIN = 8;

/** Undefined when there is none to be seen. @param url https */
export async function lookAtCertificate(url: string): Promise<ShownCertificate | undefined> {
  const { hostname, port } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, "");
  const proxy = proxyFor(url);
  const through =
    proxy === undefined ? undefined : await openTunnel(proxy, `${hostname}:${port || 443}`).catch(() => undefined);
  if (proxy !== undefined && through === undefined) return undefined;
  return new Promise((resolve) => {
    const socket = connect({
      host,
      port: Number(port || 443),
      rejectUnauthorized: false,
      ...(through === undefined ? {} : { socket: through }),
      ...(isIP(host) === 0 ? { servername: host } : {}),
    });
    const timer = setTimeout(() => socket.destroy(), TIMEOUT_MS);
    socket.once("secureConnect", () => {
      const certificate = socket.getPeerX509Certificate();
      resolve(certificate === undefined ? undefined : describe(certificate));
      socket.destroy();
    });
    socket.on("error", () => socket.destroy());
    socket.once("close", () => {
      clearTimeout(timer);
      resolve(undefined);
    });
  });
}

/** `2026-12-31`, in UTC. */
export function dayOf(atMs: number): string {
  return Number.isNaN(atMs) ? "an unreadable date" : new Date(atMs).toISOString().slice(0, 10);
}

function describe(certificate: X509Certificate): ShownCertificate {
  const names = certificate.subjectAltName ?? "";
  return {
    issuer: commonName(topOf(certificate).issuer),
    isSelfSigned: certificate.issuer === certificate.subject,
    names: oneLine(names.replace(/\b(DNS|IP Address):/g, ""), MOST_SHOWN),
    startMs: Date.parse(certificate.validFrom),
    endMs: Date.parse(certificate.validTo),
  };
}

function topOf(certificate: X509Certificate): X509Certificate {
  let top = certificate;
  for (let depth = 0; depth < LONGEST_CHAIN; depth++) {
    const above = top.issuerCertificate;
    if (above === undefined || above.fingerprint256 === top.fingerprint256) break;
    top = above;
  }
  return top;
}

/** Of lines such as `O=District` and `CN=Authority`: the common name, else all of them. */
function commonName(subject: string): string {
  return oneLine(/^CN=(.+)$/m.exec(subject)?.[1] ?? subject.replaceAll("\n", ", "), MOST_SHOWN);
}
