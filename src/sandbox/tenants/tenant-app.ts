/**
 * Several sandboxes behind one address: finds the one that a request is for, by the tenant and the route qualifiers
 * before the fixed part of its path, or by the Configuration Service's header `Tenant`.
 */
import { after, type Outcome, type SandboxApp } from "../app.ts";
import { badRequest, failureResponse, json, METHOD_NOT_ALLOWED, NO_ROUTE } from "../config-service/failure.ts";
import { accessRefusal } from "../config-service/service.ts";
import type { SandboxRequest, SandboxResponse } from "../http.ts";
import { basicCredentials, bodyFields } from "../oauth/credentials.ts";
import type { TokenService } from "../oauth/token-service.ts";
import type { Sandbox } from "../sandbox.ts";
import { ROUTE_WORDS, type RoutePlan, segmentNames } from "./route-plan.ts";

/** One data store. */
export interface Part {
  /** Undefined: not multi-tenant. */
  readonly tenant: string | undefined;
  /** Of the route qualifiers. */
  readonly values: readonly string[];
  /** Unique over all tenants. */
  readonly dataStoreId: number;
  readonly sandbox: Pick<Sandbox, "app" | "ledger" | "repository">;
}

/** Routes below tenant and qualifiers; of the metadata only the lists of XSD files. */
const QUALIFIED = /^\/((data|oauth|changequeries|management|sandbox|metadata\/xsd)(\/|$)|$)/i;
const UNQUALIFIED = /^\/(metadata|health)(\/|$)/i;
/** No data store has it. */
const NO_STORE = 0;

export function createTenantApp(plan: RoutePlan, parts: readonly [Part, ...Part[]], tokens: TokenService): SandboxApp {
  const app = new TenantApp(plan, parts, tokens);
  return { handle: (request, isLocal) => app.handle(request, isLocal) };
}

class TenantApp {
  private readonly plan: RoutePlan;
  private readonly parts: readonly [Part, ...Part[]];
  private readonly tokens: TokenService;

  constructor(plan: RoutePlan, parts: readonly [Part, ...Part[]], tokens: TokenService) {
    this.plan = plan;
    this.parts = parts;
    this.tokens = tokens;
  }

  handle(request: SandboxRequest, isLocal: boolean): Outcome | Promise<Outcome> {
    const config = after(request.path, "/config");
    const chosen = config === undefined ? this.byRoute(request) : this.byHeader(request, config);
    if ("status" in chosen) return chosen;
    const { part, request: own } = chosen;
    const pending = part.sandbox.app.handle(own, isLocal);
    return pending instanceof Promise ? pending.then((outcome) => count(chosen, outcome)) : count(chosen, pending);
  }

  private byRoute(request: SandboxRequest): Chosen | SandboxResponse {
    const { tenants, qualifiers } = this.plan;
    const [first] = this.parts;
    const isBelowApi = after(request.path, "/api") !== undefined;
    const pathBase = isBelowApi ? request.path.slice(0, "/api".length) : "";
    const path = request.path.slice(pathBase.length) || "/";
    const names = segmentNames(this.plan);
    const segments = path.split("/").slice(1);
    const given = segments.slice(0, names.length);
    const end = given.findIndex((segment) => segment === "" || ROUTE_WORDS.has(segment.toLowerCase()));
    const values = end < 0 ? given : given.slice(0, end);
    if (values.length === 0 && UNQUALIFIED.test(path)) return { part: first, request };
    const [tenant] = tenants.length > 0 ? values : [];
    if (tenant !== undefined && !tenants.includes(tenant)) return notFound();
    const rest = `/${segments.slice(values.length).join("/")}`;
    const isComplete = values.length === names.length;
    if (!QUALIFIED.test(rest) || (!isComplete && rest !== "/")) return notFound();
    const prefix = names.map((name, at) => `/${values[at] ?? `{${name}}`}`).join("");
    const ofTenant = this.parts.filter((part) => tenant === undefined || part.tenant === tenant);
    const found = ofTenant.find((part) =>
      qualifiers.every((_, at) => part.values[at] === values.at(at - qualifiers.length)),
    );
    const named = found ?? ofTenant[0] ?? first;
    const isToken = /^\/oauth\/token\/?$/i.test(rest);
    const part = isToken ? this.ofClient(request, named) : named;
    const dataStoreId = found?.dataStoreId ?? NO_STORE;
    const route = { prefix: pathBase + prefix, dataStoreId, hasTenants: tenants.length > 0 };
    return { part, request: { ...request, path: rest, route } };
  }

  private byHeader(request: SandboxRequest, path: string): Chosen | SandboxResponse {
    const [first] = this.parts;
    const [version, collection = "", ...more] = path.toLowerCase().split("/").slice(1);
    if (version === "connect") return { part: this.ofClient(request, first), request };
    if (this.plan.tenants.length === 0 || version !== "v3") return { part: first, request };
    if (collection === "tenants") return this.listTenants(request, more);
    const name = request.headers.tenant ?? "";
    if (name === "")
      return failureResponse(request, badRequest("The 'Tenant' header is required when multi-tenancy is enabled"));
    const part = this.parts.find(({ tenant }) => tenant === name);
    return part === undefined
      ? failureResponse(request, badRequest(`The tenant '${name}' does not exist`))
      : { part, request };
  }

  /** Tenants are set when the sandbox starts. */
  private listTenants(request: SandboxRequest, rest: readonly string[]): SandboxResponse {
    if (rest.length > 0) return failureResponse(request, NO_ROUTE);
    const refused = accessRefusal(this.tokens, request, "tenants");
    if (refused !== undefined) return refused;
    if (request.method !== "GET") return failureResponse(request, { ...METHOD_NOT_ALLOWED, headers: { allow: "GET" } });
    return json(
      200,
      this.plan.tenants.map((name, at) => ({ id: at + 1, name })),
    );
  }

  /** There is one identity provider: at any tenant's address it gives a token to the clients of all. */
  private ofClient(request: SandboxRequest, named: Part): Part {
    const id = basicCredentials(request.headers.authorization)?.clientId ?? bodyFields(request)?.get("client_id");
    const isKnown = ({ sandbox }: Part): boolean =>
      sandbox.repository.state.apiClients.some(({ clientId }) => clientId === id);
    return isKnown(named) ? named : (this.parts.find(isKnown) ?? named);
  }
}

interface Chosen {
  readonly part: Part;
  readonly request: SandboxRequest;
}

function count({ part, request }: Chosen, outcome: Outcome): Outcome {
  if (typeof outcome !== "string")
    part.sandbox.ledger.bytes(Buffer.byteLength(request.body), Buffer.byteLength(outcome.body ?? ""));
  return outcome;
}

/** Unlike other refusals without a correlation id. */
function notFound(): SandboxResponse {
  const detail = "The specified resource could not be found.";
  const body = { detail, type: "urn:ed-fi:api:not-found", title: "Not Found", status: 404 };
  return { status: 404, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
}
