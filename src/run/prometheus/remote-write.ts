/** Sends points to a Prometheus that takes remote write. */

/// <reference path="./snappyjs.d.ts" />
import snappy from "snappyjs";
import { authorizationOf, type ServerLogin } from "../../machine/server-authorization.ts";
import { webFetch } from "../../machine/web-fetch.ts";
import type { Labels, Point } from "../../results/prometheus/series.ts";
import { encodeWriteRequest } from "../../results/prometheus/write-request.ts";

export interface PrometheusTarget extends ServerLogin {
  /** Of the receiver itself: `http://host:9090/api/v1/write`. */
  readonly writeUrl: string;
}

/** An address that ends in `/write` or `/push` (Mimir, Cortex) is that of a receiver; any other is that of a Prometheus. */
export function writeUrlOf(url: string): string {
  return /\/(write|push)$/.test(url) ? url : `${url}/api/v1/write`;
}

/** @throws Error with a message of one line; it never contains a secret. */
export async function remoteWrite(
  target: PrometheusTarget,
  points: readonly Point[],
  labels: Labels,
  atMs: number,
  timeoutMs: number,
): Promise<void> {
  let response: Response;
  try {
    response = await webFetch(target.writeUrl, {
      method: "POST",
      headers: {
        "Content-Type": "application/x-protobuf",
        "Content-Encoding": "snappy",
        "X-Prometheus-Remote-Write-Version": "0.1.0",
        "User-Agent": "edfi-dms-load-test",
        ...authorizationOf(target),
      },
      body: Buffer.from(snappy.compress(encodeWriteRequest(points, labels, atMs))),
      // A redirect would send secrets to another server.
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch (error) {
    throw new Error(causeOf(error, timeoutMs), { cause: error });
  }
  // Read in any case: a connection is used again only when its answer is.
  const text = await response.text().catch(() => "");
  if (!response.ok) throw new Error(`status ${response.status} ${firstLine(text)}`.trim());
}

function causeOf(error: unknown, timeoutMs: number): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return `no response within ${timeoutMs / 1000} s`;
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  const { code } = cause as NodeJS.ErrnoException;
  return cause.message || code || error.message;
}

/** A server's message, as one short printable line. */
function firstLine(text: string): string {
  return (
    text
      .split("\n")[0]
      ?.replace(/[^\x20-\x7e]/g, "?")
      .slice(0, 200) ?? ""
  );
}
