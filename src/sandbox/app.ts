/**
 * The sandbox as one function from request to outcome: finds out which part a request is for, applies
 * limits and faults, and counts. Independent of sockets.
 */
import type { AdminRoutes } from "./admin.ts";
import type { CapacityModel } from "./capacity/capacity-model.ts";
import type { Management } from "./claims/management.ts";
import { type ConfigService, configPattern } from "./config-service/service.ts";
import type { DataRoute } from "./data-route.ts";
import type { Flavour } from "./discovery/flavour.ts";
import type { MetadataRoutes } from "./discovery/metadata-routes.ts";
import type { DataApi } from "./documents/data-api.ts";
import { faultAnswer } from "./faults/fault-answer.ts";
import type { FaultEngine, FaultRule } from "./faults/rules.ts";
import { distorted, type SilentRule } from "./faults/silent.ts";
import type { SandboxRequest, SandboxResponse } from "./http.ts";
import type { Ledger, WriteCounts } from "./ledger/ledger.ts";
import type { CircuitBreaker } from "./limits/circuit-breaker.ts";
import type { RateLimiter } from "./limits/rate-limit.ts";
import {
  handleToken,
  handleTokenInfo,
  type TokenEndpointOptions,
  type TokenInfoOptions,
} from "./oauth/token-endpoint.ts";
import type { Bearer, TokenService } from "./oauth/token-service.ts";
import { problem } from "./problem.ts";
import type { DocumentStore } from "./store/types.ts";

export interface AppParts {
  readonly flavour: Flavour;
  readonly metadata: MetadataRoutes;
  readonly data: Pick<DataApi, "handle" | "changeQueries">;
  readonly dataRoute: (dataPath: string) => DataRoute;
  readonly configService: ConfigService;
  readonly tokenEndpoint: TokenEndpointOptions;
  readonly tokenInfo: TokenInfoOptions;
  readonly tokens: TokenService;
  readonly admin: AdminRoutes;
  readonly management: Management;
  readonly faults: FaultEngine;
  /** Absent: as fast as the machine allows. */
  readonly capacity: CapacityModel | undefined;
  /** `seq` of the newest item. */
  readonly newestSeq: () => number;
  readonly silentView: (rule: FaultRule & SilentRule) => DocumentStore;
  readonly rateLimiter: RateLimiter;
  readonly breaker: CircuitBreaker;
  readonly ledger: Ledger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

const NO_ROUTE = "No database instance found matching the request route qualifiers";

/** An answer, or what a fault does to the connection instead. */
export type Outcome = SandboxResponse | "reset" | "hang";

export interface SandboxApp {
  /** @param isLocal the caller is on this machine: admin routes are for local callers only. */
  handle(request: SandboxRequest, isLocal: boolean): Outcome | Promise<Outcome>;
}

type Service = "admin" | "config" | "data" | "changeQueries" | "api";

interface Place {
  readonly service: Service;
  /** What follows the service's prefix. */
  readonly path: string;
  /** `http://host:port`, with `/api` or `/config` when the caller wrote it. */
  readonly base: string;
  /** For the ledger. */
  readonly pattern: string;
  readonly resource: string | undefined;
}

export function createApp(parts: AppParts): SandboxApp {
  const app = new App(parts);
  return { handle: (request, isLocal) => app.handle(request, isLocal) };
}

class App {
  private readonly parts: AppParts;

  constructor(parts: AppParts) {
    this.parts = parts;
  }

  handle(request: SandboxRequest, isLocal: boolean): Outcome | Promise<Outcome> {
    const place = this.locate(request);
    if (place.service === "admin") return this.admin(request, place, isLocal);
    const isBelowApi = request.route === undefined && place.base.endsWith("/api");
    const bare = isBelowApi ? request.path.slice("/api".length) : request.path;
    const rule = this.parts.faults.decide(request.method, bare, this.parts.now());
    if (rule !== undefined) return this.handleWithFault(this.arrived(request), place, rule);
    const isLimited = place.service === "data" || place.service === "changeQueries";
    if (isLimited && this.parts.capacity !== undefined)
      return this.handleInTime(this.arrived(request), place, this.parts.capacity);
    return this.count(request, place, this.answer(request, place));
  }

  /** Others may create items while this request waits. */
  private arrived(request: SandboxRequest): SandboxRequest {
    return { ...request, newestOnArrival: this.parts.newestSeq() };
  }

  private async handleInTime(request: SandboxRequest, place: Place, capacity: CapacityModel): Promise<SandboxResponse> {
    const ms = capacity.admit(performance.now());
    if (ms === undefined) return this.count(request, place, unavailable(request, 1));
    await this.parts.sleep(ms);
    return this.count(request, place, this.answer(request, place));
  }

  private locate(request: SandboxRequest): Place {
    const { flavour, dataRoute } = this.parts;
    const { route } = request;
    let path = request.path;
    let base = request.origin + (route?.prefix ?? "");
    const config = after(path, "/config");
    if (config !== undefined) {
      return {
        service: "config",
        path: config,
        base: `${base}/config`,
        pattern: configPattern(config),
        resource: undefined,
      };
    }
    const admin = after(path, "/sandbox");
    if (admin !== undefined) return { service: "admin", path: admin, base, pattern: "/sandbox", resource: undefined };
    const api = route === undefined ? after(path, "/api") : undefined;
    if (api !== undefined) {
      base += path.slice(0, "/api".length);
      path = api === "" ? "/" : api;
    }
    const data = after(path, flavour.dataPath);
    if (data !== undefined) return { service: "data", path: data, base, ...dataRoute(data) };
    const changes = after(path, "/changeQueries/v1");
    if (changes !== undefined) {
      return { service: "changeQueries", path: changes, base, pattern: "/changeQueries/v1/**", resource: undefined };
    }
    return { service: "api", path, base, pattern: "", resource: undefined };
  }

  private admin(request: SandboxRequest, place: Place, isLocal: boolean): SandboxResponse {
    const host = request.origin.slice("http://".length).replace(/:\d+$/, "");
    const local = isLocal && /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/i.test(host);
    return local
      ? this.parts.admin(request, place.path)
      : problem("notFound", { correlationId: request.correlationId });
  }

  private async handleWithFault(request: SandboxRequest, place: Place, rule: FaultRule): Promise<Outcome> {
    const { breaker, ledger, now, sleep } = this.parts;
    ledger.faulted(request);
    let answer: SandboxResponse | undefined;
    if (rule.when === "after") answer = this.answer(request, place);
    if (isSilent(rule)) answer = this.answer(request, place, rule);
    if (rule.delayMs !== undefined) await sleep(rule.delayMs);
    if (rule.reset === true || rule.hang === true) {
      if (answer !== undefined) this.countWrite(request, place, answer.status);
      this.parts.ledger.request(request.method, patternOf(request, place), 0);
      return rule.reset === true ? "reset" : "hang";
    }
    if (isSilent(rule) && answer !== undefined) {
      this.parts.ledger.request(request.method, patternOf(request, place, answer.status), answer.status);
      return answer;
    }
    if (rule.status === undefined) return this.count(request, place, answer ?? this.answer(request, place));
    if (answer !== undefined) this.countWrite(request, place, answer.status);
    if (place.service === "data" && rule.status === 500) {
      const waitSeconds = breaker.refusal(now());
      if (waitSeconds !== undefined) return this.count(request, place, unavailable(request, waitSeconds));
      breaker.record(true, now());
    }
    const fault = faultAnswer(rule, rule.status, request);
    this.parts.ledger.request(request.method, patternOf(request, place), fault.status);
    return fault;
  }

  private count(request: SandboxRequest, place: Place, answer: SandboxResponse): SandboxResponse {
    this.parts.ledger.request(request.method, patternOf(request, place, answer.status), answer.status);
    this.countWrite(request, place, answer.status);
    return answer;
  }

  private countWrite({ method }: SandboxRequest, { resource }: Place, status: number): void {
    if (resource === undefined) return;
    const kind: keyof WriteCounts | undefined =
      method === "POST" && status === 201
        ? "created"
        : (method === "POST" && status === 200) || (method === "PUT" && status === 204)
          ? "updated"
          : method === "DELETE" && status === 204
            ? "deleted"
            : undefined;
    if (kind !== undefined) this.parts.ledger.write(resource, kind);
  }

  private answer(request: SandboxRequest, place: Place, silent?: FaultRule & SilentRule): SandboxResponse {
    const { configService, rateLimiter, now } = this.parts;
    if (place.service === "config") return configService(request, place.path, place.base);
    const waitSeconds = rateLimiter.take(request.origin, now());
    if (waitSeconds !== undefined) {
      const headers = { "Retry-After": String(waitSeconds) };
      return problem("tooManyRequests", { correlationId: request.correlationId, headers });
    }
    if (place.service === "api") return this.answerApi(request, place);
    return this.authenticated(request, (bearer) => this.answerData(request, place, bearer, silent));
  }

  /** The token is checked before path, method and body. */
  private authenticated(request: SandboxRequest, answer: (bearer: Bearer) => SandboxResponse): SandboxResponse {
    const result = this.parts.tokens.authenticate(request.headers.authorization);
    if ("bearer" in result) return answer(result.bearer);
    return problem("unauthenticated", {
      correlationId: request.correlationId,
      errors: [result.error],
      headers: { "WWW-Authenticate": 'Bearer error="invalid_token"' },
    });
  }

  private answerData(
    request: SandboxRequest,
    place: Place,
    { client }: Bearer,
    silent: (FaultRule & SilentRule) | undefined,
  ): SandboxResponse {
    const { breaker, data, now, silentView } = this.parts;
    const { correlationId, origin, path, route } = request;
    const dataUrl = origin + (route?.prefix ?? "") + path.slice(0, path.length - place.path.length);
    if (client.dataStoreIds.length === 0) return problem("noDataStore", { correlationId });
    if (route !== undefined && !client.dataStoreIds.includes(route.dataStoreId))
      return problem("routeResolution", { correlationId, detail: NO_ROUTE });
    const waitSeconds = breaker.refusal(now());
    if (waitSeconds !== undefined) return unavailable(request, waitSeconds);
    let failed = true;
    try {
      const answer =
        place.service === "data"
          ? data.handle(request, place.path, dataUrl, client, silent && silentView(silent))
          : data.changeQueries(request, place.path, client);
      failed = false;
      return silent === undefined ? answer : distorted(silent, request, answer);
    } finally {
      breaker.record(failed, now());
    }
  }

  private answerApi(request: SandboxRequest, { path, base }: Place): SandboxResponse {
    const name = path.toLowerCase().replace(/\/+$/, "");
    if (name === "/oauth/token") {
      return request.method === "POST" ? handleToken(request, this.parts.tokenEndpoint) : onlyPost();
    }
    if (name === "/oauth/token_info") {
      if (request.method !== "POST") return onlyPost();
      return this.authenticated(request, (bearer) => handleTokenInfo(request, bearer, this.parts.tokenInfo));
    }
    const management = after(name, "/management")?.slice(1);
    if (management !== undefined)
      return this.authenticated(request, (bearer) => this.parts.management(request, management, bearer));
    const answer = this.parts.metadata(request, path, base);
    const headers = { "Content-Type": "application/json" };
    return answer ?? problem("notFound", { correlationId: request.correlationId, headers });
  }
}

function isSilent(rule: FaultRule): rule is FaultRule & SilentRule {
  return rule.silent !== undefined;
}

function onlyPost(): SandboxResponse {
  return { status: 405, headers: { Allow: "POST" } };
}

function unavailable({ correlationId }: SandboxRequest, waitSeconds: number): SandboxResponse {
  return problem("unavailable", { correlationId, headers: { "Retry-After": String(waitSeconds) } });
}

/** What follows the prefix, when the path begins with it as whole segments; either case. */
export function after(path: string, prefix: string): string | undefined {
  const { length } = prefix;
  if (path.length < length || (path.length > length && path.charCodeAt(length) !== 47)) return undefined;
  if (!path.startsWith(prefix) && path.slice(0, length).toLowerCase() !== prefix.toLowerCase()) return undefined;
  return path.slice(length);
}

/** Fixed routes are their own pattern when they exist; what does not exist is counted together. */
function patternOf(_request: SandboxRequest, place: Place, status = 200): string {
  if (place.service !== "api") return place.pattern;
  return status === 404 ? "**" : (place.path.toLowerCase().replace(/\/+$/, "") || "/").slice(0, 80);
}
