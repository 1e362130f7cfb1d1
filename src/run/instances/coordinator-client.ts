/** Calls of an instance to the coordinator of its run. */

import { Agent as PlainAgent, request as plainRequest, type RequestOptions } from "node:http";
import { Agent, request } from "node:https";
import type { JoinKey } from "./join-key.ts";
import { RUN_KEY_HEADER } from "./messages.ts";

/** Longer than the coordinator lets a question for work wait. */
const TIMEOUT_MS = 20_000;

/** It answers, but not to this: what was asked for is over, or the key is of another run. */
export class RefusedError extends Error {}

export class CoordinatorClient {
  readonly #url: string;
  readonly #options: RequestOptions;
  readonly #request: typeof plainRequest;

  constructor({ url, key, certificate }: JoinKey) {
    this.#url = url;
    const isPlain = url.startsWith("http:");
    // It names no host: being this very certificate is all that counts.
    const trust = { ca: certificate, checkServerIdentity: () => undefined };
    const agent = isPlain ? new PlainAgent({ keepAlive: true }) : new Agent({ keepAlive: true, ...trust });
    this.#request = isPlain ? plainRequest : (request as typeof plainRequest);
    this.#options = { method: "POST", agent, headers: { [RUN_KEY_HEADER]: key } };
  }

  /** @param timeoutMs 0: none. @throws RefusedError, or any other error where there is no answer */
  async bytes(path: string, body: unknown, timeoutMs = TIMEOUT_MS): Promise<Buffer> {
    const text = JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const headers = { ...this.#options.headers, "content-length": Buffer.byteLength(text) };
      const call = this.#request(
        `${this.#url}/${path}`,
        { ...this.#options, headers, timeout: timeoutMs },
        (response) => {
          const chunks: Buffer[] = [];
          response.on("error", reject);
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("end", () => {
            const content = Buffer.concat(chunks);
            if (response.statusCode === 200) resolve(content);
            else reject(new RefusedError(content.toString("utf8") || withoutText(response.statusCode)));
          });
        },
      );
      call.on("timeout", () => call.destroy(new Error("the coordinator did not answer")));
      call.on("error", (error: NodeJS.ErrnoException) =>
        reject(
          isOtherCertificate(error) ? new Error(`${this.#url} does not have the certificate of this join key`) : error,
        ),
      );
      call.end(text);
    });
  }

  async json<Answer>(path: string, body: unknown): Promise<Answer> {
    return JSON.parse((await this.bytes(path, body)).toString("utf8"));
  }
}

/** Of another run, or of somebody in between. */
function isOtherCertificate({ code = "" }: NodeJS.ErrnoException): boolean {
  return /CERT|SIGNATURE|ISSUER/.test(code);
}

function withoutText(status = 0): string {
  return `the coordinator answered ${status}${status === 403 ? ": this join key belongs to another run" : ""}`;
}
