/** The answer of a fault in place of the real one. */
import type { SandboxRequest, SandboxResponse } from "../http.ts";
import { type ProblemKind, problem } from "../problem.ts";
import type { FaultRule } from "./rules.ts";

const KINDS: Readonly<Record<number, ProblemKind>> = {
  401: "unauthenticated",
  404: "notFound",
  429: "tooManyRequests",
  500: "system",
  502: "badGateway",
  503: "unavailable",
};

export function faultAnswer(rule: FaultRule, status: number, { correlationId }: SandboxRequest): SandboxResponse {
  const retry: Record<string, string> = rule.retryAfter === undefined ? {} : { "Retry-After": String(rule.retryAfter) };
  if (rule.body !== undefined) {
    return { status, headers: { "Content-Type": "application/json; charset=utf-8", ...retry }, body: rule.body };
  }
  const kind = KINDS[status];
  if (kind === undefined) return { status, headers: retry };
  const errors = kind === "unauthenticated" ? ["Invalid token"] : [];
  return problem(kind, { correlationId, errors, headers: retry });
}
