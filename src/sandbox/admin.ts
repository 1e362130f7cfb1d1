/** `/sandbox/*`: the switches and counts that exist only in the sandbox. Reached from this machine only. */
import { LoadTestError } from "../base/errors.ts";
import { badRequest, failureResponse, json } from "./config-service/failure.ts";
import { type FaultEngine, readFaultRules } from "./faults/rules.ts";
import type { SandboxRequest, SandboxResponse } from "./http.ts";
import type { LedgerReport } from "./ledger/ledger.ts";
import type { BreakerMode, CircuitBreaker } from "./limits/circuit-breaker.ts";
import { problem } from "./problem.ts";

export interface AdminOptions {
  readonly faults: FaultEngine;
  readonly breaker: CircuitBreaker;
  readonly report: () => LedgerReport & Readonly<Record<string, unknown>>;
  readonly resetLedger: () => void;
  readonly emptyData: () => void;
  readonly revokeAllTokens: () => void;
  readonly health: { healthy: boolean };
  readonly now: () => number;
}

/** Answers `/sandbox/...`; `path` is what follows `/sandbox`. */
export type AdminRoutes = (request: SandboxRequest, path: string) => SandboxResponse;

const OVERVIEW = {
  "GET /sandbox/ledger": "what the sandbox has counted",
  "DELETE /sandbox/ledger": "begin counting at zero",
  "DELETE /sandbox/data": "remove all items; clients, tokens and counts stay",
  "GET|PUT|DELETE /sandbox/faults": "fault rules: a list of {route, method, probability, status, ...}",
  "DELETE /sandbox/tokens": "make every token invalid",
  "PUT /sandbox/health": '{"healthy": false} makes /health say Unhealthy',
  "PUT /sandbox/breaker": '{"mode": "open" | "closed" | "auto"}',
} as const;

export function createAdminRoutes(options: AdminOptions): AdminRoutes {
  const { faults, breaker, health } = options;
  return (request, path) => {
    switch (`${request.method} ${path.replace(/\/+$/, "")}`) {
      case "GET ":
        return json(200, OVERVIEW);
      case "GET /ledger":
        return json(200, options.report());
      case "DELETE /ledger":
        options.resetLedger();
        return { status: 204, headers: {} };
      case "DELETE /data":
        options.emptyData();
        return { status: 204, headers: {} };
      case "GET /faults":
        return json(200, faults.list());
      case "PUT /faults":
        return withJson(request, (value) => {
          faults.set(readFaultRules(value, "the request body"), options.now());
          return json(200, faults.list());
        });
      case "DELETE /faults":
        faults.set([], options.now());
        return { status: 204, headers: {} };
      case "DELETE /tokens":
        options.revokeAllTokens();
        return { status: 204, headers: {} };
      case "GET /health":
        return json(200, health);
      case "PUT /health":
        return withJson(request, (value) => setHealth(request, health, value));
      case "GET /breaker":
        return json(200, { mode: breaker.mode });
      case "PUT /breaker":
        return withJson(request, (value) => setBreaker(request, breaker, value));
      default:
        return problem("notFound", { correlationId: request.correlationId });
    }
  };
}

function withJson(request: SandboxRequest, handle: (value: unknown) => SandboxResponse): SandboxResponse {
  let value: unknown;
  try {
    value = JSON.parse(request.body);
  } catch {
    return failureResponse(request, badRequest("The request body is not valid JSON."));
  }
  try {
    return handle(value);
  } catch (error) {
    if (error instanceof LoadTestError) return failureResponse(request, badRequest(error.message));
    throw error;
  }
}

function setHealth(request: SandboxRequest, health: { healthy: boolean }, value: unknown): SandboxResponse {
  const healthy = (value as { healthy?: unknown } | null)?.healthy;
  if (typeof healthy !== "boolean") return failureResponse(request, badRequest('Expected {"healthy": true|false}.'));
  health.healthy = healthy;
  return json(200, health);
}

function setBreaker(request: SandboxRequest, breaker: CircuitBreaker, value: unknown): SandboxResponse {
  const mode = (value as { mode?: unknown } | null)?.mode;
  if (mode !== "open" && mode !== "closed" && mode !== "auto") {
    return failureResponse(request, badRequest('Expected {"mode": "open"|"closed"|"auto"}.'));
  }
  breaker.force(mode satisfies BreakerMode);
  return json(200, { mode });
}
