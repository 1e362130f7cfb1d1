/**
 * One call over connections that stay open. `fetch` (http.ts) costs three times the CPU of this, which matters only where
 * calls come in hundreds of thousands: verification and clean-up.
 */

import type { IncomingMessage } from "node:http";
import { brotliDecompressSync, unzipSync } from "node:zlib";
import { Connections } from "../machine/connections.ts";
import { explainNetworkError } from "./network-error.ts";

export interface KeepAliveReply {
  /** 0 when there was no complete answer. */
  readonly status: number;
  readonly text: string;
  /** Lower-case name. */
  header(name: string): string | undefined;
  /** Only with status 0: no answer within the time. */
  readonly timedOut: boolean;
}

export interface KeepAliveCaller {
  /**
   * Never throws for what the network or the target does.
   * @param body JSON
   */
  call(method: string, url: string, headers: Readonly<Record<string, string>>, body?: string): Promise<KeepAliveReply>;
  close(): void;
}

const MAX_BYTES = 4 * 1024 * 1024;

export function createKeepAliveCaller(width: number, timeoutMs: number): KeepAliveCaller {
  const connections = new Connections({ keepAlive: true, maxSockets: width, maxFreeSockets: width });
  return {
    call: (method, url, given, body) =>
      new Promise((resolve) => {
        let timedOut = false;
        const headers = body === undefined ? given : { ...given, ...contentOf(body) };
        const failed = (error: unknown): void => {
          clearTimeout(timer);
          const text = timedOut ? `no complete response within ${timeoutMs / 1000} s` : seen(error, url, timeoutMs);
          resolve({ status: 0, text, header: () => undefined, timedOut });
        };
        const request = connections.request(url, { method, headers }, (answer) => {
          readText(answer).then((text) => {
            clearTimeout(timer);
            const header = (name: string): string | undefined => {
              const value = answer.headers[name];
              return typeof value === "string" ? value : value?.[0];
            };
            resolve({ status: answer.statusCode ?? 0, text, header, timedOut: false });
          }, failed);
        });
        // The whole call is bounded, not only the silence between two bytes.
        const timer = setTimeout(() => {
          timedOut = true;
          request.destroy();
        }, timeoutMs);
        request.once("error", failed);
        request.end(body);
      }),
    close: () => connections.close(),
  };
}

function contentOf(body: string): Readonly<Record<string, string>> {
  return { "content-type": "application/json", "content-length": String(Buffer.byteLength(body)) };
}

/** Nothing compressed is asked for, but gateways compress all the same. */
function decoded(bytes: Buffer, encoding = ""): Buffer {
  const limit = { maxOutputLength: MAX_BYTES };
  if (bytes.length === 0) return bytes;
  if (/gzip|deflate/i.test(encoding)) return unzipSync(bytes, limit);
  return /\bbr\b/i.test(encoding) ? brotliDecompressSync(bytes, limit) : bytes;
}

function readText(answer: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    answer.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAX_BYTES) chunks.push(chunk);
      else answer.destroy(new Error(`the response is larger than ${MAX_BYTES} bytes`));
    });
    answer.once("end", () => {
      try {
        resolve(decoded(Buffer.concat(chunks), answer.headers["content-encoding"]).toString("utf8"));
      } catch {
        reject(new Error("the response cannot be decompressed"));
      }
    });
    answer.once("error", reject);
    answer.once("close", () => reject(new Error("the response was cut off")));
  });
}

function seen(error: unknown, url: string, timeoutMs: number): string {
  const hasCode = error instanceof Error && "code" in error;
  if (error instanceof Error && !hasCode) return error.message;
  return explainNetworkError(error, url, timeoutMs).seen;
}
