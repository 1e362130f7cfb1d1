/** Requests as the server hands them to the app. */
import type { SandboxRequest } from "../http.ts";

export interface CallOptions {
  readonly token?: string;
  readonly basic?: readonly [id: string, secret: string];
  readonly json?: unknown;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A token request's body. */
export const BASIC_FORM = {
  body: "grant_type=client_credentials",
  headers: { "content-type": "application/x-www-form-urlencoded" },
} as const;

export function requestFor(method: string, target: string, options: CallOptions = {}): SandboxRequest {
  const [path = "/", search = ""] = target.split("?");
  const authorization =
    options.token !== undefined
      ? `Bearer ${options.token}`
      : options.basic !== undefined
        ? `Basic ${Buffer.from(options.basic.map(encodeURIComponent).join(":")).toString("base64")}`
        : undefined;
  return {
    method,
    path,
    query: new URLSearchParams(search),
    headers: {
      ...(authorization === undefined ? {} : { authorization }),
      ...(options.json === undefined ? {} : { "content-type": "application/json" }),
      ...options.headers,
    },
    body: options.json === undefined ? (options.body ?? "") : JSON.stringify(options.json),
    origin: "http://localhost:8080",
    correlationId: "0HNTEST:00000001",
  };
}
