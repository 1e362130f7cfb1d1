/**
 * A Configuration Service (`/config`) and a DMS (the rest) on one port, as far as client set-up and
 * preflight need them; knobs switch on the failures that real ones have.
 */
import type { FakeHandler, FakeRequest, FakeResponse } from "./loopback-server.ts";

export const ADMIN = { id: "sys-admin", secret: "AdminSecret1234567890!Abcdefghij" } as const;

interface FakeClient {
  readonly key: string;
  secret: string;
  readonly application: FakeApplication;
}

interface FakeApplication {
  readonly id: number;
  readonly vendorId: number;
  readonly applicationName: string;
  readonly claimSetName: string;
  readonly educationOrganizationIds: readonly number[];
  readonly dataStoreIds: readonly number[];
}

interface FakeClaimSet {
  readonly id: number;
  readonly claimSetName: string;
  readonly _isSystemReserved: boolean;
  resourceClaims: readonly object[];
}

export class FakeEdFi {
  allowsRegistration = false;
  resetsCredentials = false;
  changesApplications = true;
  listsApplications = true;
  /** Undefined: a service that has no routes for them. */
  claimSets: FakeClaimSet[] | undefined;
  /** Of an import of a claim set. */
  importWarnings: readonly string[] = [];
  /** Whether the target has read the claim set. */
  knowsClaimSet: (name: string) => boolean = () => true;
  /** `/management/reload-claimsets` of the target; undefined: not enabled. */
  onReload: (() => void) | undefined;
  /** Answers first, when it returns something. */
  override: FakeHandler | undefined;
  claims: { resource: string; operations: string[] }[] = [
    { resource: "/ed-fi/schools", operations: ["Create", "Read", "Update", "Delete"] },
    { resource: "http://ed-fi.org/identity/claims/ed-fi/student", operations: ["Create", "Read"] },
  ];
  readonly admins = new Map<string, string>([[ADMIN.id, ADMIN.secret]]);
  readonly dataStores: { id: number; name: string; dataStoreType: string }[] = [
    { id: 1, name: "Main", dataStoreType: "Production" },
  ];
  readonly vendors: { id: number; company: string; namespacePrefixes: string }[] = [];
  readonly applications: FakeApplication[] = [];
  readonly clients: FakeClient[] = [];
  /** Clients that were ever created. */
  #made = 0;

  readonly handle: FakeHandler = (request) => {
    const first = this.override?.(request);
    if (first !== undefined && (typeof first === "string" || first.status !== 0)) return first;
    return request.path.startsWith("/config") ? this.#configuration(request) : this.#target(request);
  };

  #configuration(request: FakeRequest): FakeResponse {
    const path = request.path.slice("/config".length);
    const form = new URLSearchParams(request.body);
    if (path === "/connect/register") return this.#register(form);
    if (path === "/connect/token") {
      const isKnown = this.admins.get(form.get("client_id") ?? "") === form.get("client_secret");
      return isKnown ? { body: { access_token: "admin-token", expires_in: 1800 } } : problem(401, "invalid_client");
    }
    if (request.headers.authorization !== "Bearer admin-token") return problem(401, "no token");
    const body = request.body === "" ? {} : JSON.parse(request.body);
    const route = `${request.method} ${path.replace(/\/\d+/, "/{id}")}`;
    const id = Number(/\/(\d+)/.exec(path)?.[1]);
    switch (route) {
      case "GET /v3/dataStores":
        return page(request, this.dataStores);
      case "POST /v3/dataStores":
        this.dataStores.push({ ...body, id: this.dataStores.length + 1 });
        return { status: 201, body: { id: this.dataStores.length, status: 201 } };
      case "GET /v3/vendors":
        return page(request, this.vendors);
      case "POST /v3/vendors":
        return this.#saveVendor(body);
      case "GET /v3/applications":
        return this.listsApplications ? page(request, this.applications) : problem(404, "Not Found");
      case "POST /v3/applications":
        return this.#createApplication(body);
      case "PUT /v3/applications/{id}/reset-credential":
        return this.resetsCredentials ? this.#reset(id) : problem(404, "Not Found");
      case "PUT /v3/applications/{id}":
        return this.changesApplications ? this.#change(id, body) : problem(405, "Method Not Allowed");
      case "DELETE /v3/applications/{id}":
        remove(this.applications, (known) => known.id === id);
        remove(this.clients, ({ application }) => application.id === id);
        return { status: 204 };
      case "DELETE /v3/vendors/{id}":
        remove(this.vendors, (vendor) => vendor.id === id);
        return { status: 204 };
      default:
        return path.startsWith("/v3/apiClients/") ? this.#client(path) : this.#claimSets(request, route, id, body);
    }
  }

  #claimSets(request: FakeRequest, route: string, id: number, body: FakeClaimSet): FakeResponse {
    const sets = this.claimSets;
    if (sets === undefined) return problem(404, "Not Found");
    const known = sets.find((set) => set.id === id);
    switch (route) {
      case "GET /v3/claimSets":
        return page(request, sets);
      case "GET /v3/claimSets/{id}/export":
        return known === undefined ? problem(404, "Not Found") : { body: known };
      case "DELETE /v3/claimSets/{id}":
        remove(sets, (set) => set.id === id);
        return { status: 204 };
      case "POST /v3/claimSets/import": {
        const same = sets.find(({ claimSetName }) => claimSetName === body.claimSetName);
        if (same === undefined) sets.push({ ...body, id: sets.length + 1, _isSystemReserved: false });
        else same.resourceClaims = body.resourceClaims;
        return { status: 201, body: { id: same?.id ?? sets.length, warnings: this.importWarnings } };
      }
      default:
        return problem(404, "Not Found");
    }
  }

  #client(path: string): FakeResponse {
    const client = this.clients.find(({ key }) => path.endsWith(`/${key}`));
    return client === undefined ? problem(404, "Not Found") : { body: { applicationId: client.application.id } };
  }

  #change(id: number, body: FakeApplication): FakeResponse {
    const at = this.applications.findIndex((known) => known.id === id);
    this.applications[at] = body;
    return { status: 204 };
  }

  #register(form: URLSearchParams): FakeResponse {
    if (!this.allowsRegistration)
      return { status: 403, body: { title: "Authorization Failed", errors: ["Registration is disabled."] } };
    const id = form.get("ClientId") ?? "";
    if (this.admins.has(id)) {
      const text = "Client with the same Client Id already exists. Please provide different Client Id.";
      return { status: 400, body: { title: "Bad Request", validationErrors: { ClientId: [text] } } };
    }
    this.admins.set(id, form.get("ClientSecret") ?? "");
    return { body: { title: "Registered", status: 200 } };
  }

  #saveVendor(body: { company: string; namespacePrefixes: string }): FakeResponse {
    const known = this.vendors.find((vendor) => vendor.company === body.company);
    if (known !== undefined) known.namespacePrefixes = body.namespacePrefixes;
    else this.vendors.push({ ...body, id: this.vendors.length + 7 });
    const id = known?.id ?? this.vendors.at(-1)?.id;
    return {
      status: known === undefined ? 201 : 200,
      headers: { location: `http://elsewhere/config/v3/vendors/${id}` },
    };
  }

  #createApplication(body: FakeApplication): FakeResponse {
    if (this.applications.some((known) => known.applicationName === body.applicationName)) {
      const validationErrors = { ApplicationName: ["Application name already exists for the vendor."] };
      return { status: 400, body: { title: "Data Validation Failed", validationErrors } };
    }
    if (!body.dataStoreIds.every((id) => this.dataStores.some((store) => store.id === id)))
      return problem(409, "Data store does not exist.");
    const application = { ...body, id: this.#made + 12 };
    this.applications.push(application);
    return this.#addClient(application);
  }

  #addClient(application: FakeApplication): FakeResponse {
    this.#made += 1;
    const client = { key: `key-${this.#made}`, secret: `s#cr$t ${this.#made}" \\`, application };
    this.clients.push(client);
    return { status: 201, body: { id: application.id, key: client.key, secret: client.secret } };
  }

  #reset(applicationId: number): FakeResponse {
    const client = this.clients.find(({ application }) => application.id === applicationId);
    if (client === undefined) return problem(404, "Not Found");
    client.secret = `${client.secret} reset`;
    return { body: { id: applicationId, key: client.key, secret: client.secret } };
  }

  #target(request: FakeRequest): FakeResponse {
    const root = `http://${request.headers.host}`;
    const client = this.clients.find(({ key }) => request.headers.authorization === `Bearer token-${key}`);
    switch (`${request.method} ${request.path}`) {
      case "GET /":
        return { body: discoveryOf(root) };
      case "GET /health":
        return { body: { Status: "Healthy", Results: [] } };
      case "POST /oauth/token":
        return this.#token(request);
      case "GET /metadata/dependencies":
        return { body: [{ resource: "/ed-fi/schools", order: 1, operations: ["Create", "Update"] }] };
      case "POST /oauth/token_info":
        if (client === undefined) return problem(401, "Invalid token");
        return this.knowsClaimSet(client.application.claimSetName)
          ? { body: this.#tokenInfo(client) }
          : problem(401, "The client's ClaimSet was not found.");
      case "POST /management/reload-claimsets":
        if (this.onReload === undefined) return problem(404, "Not Found");
        if (request.headers.authorization !== "Bearer admin-token") return problem(401, "no token");
        this.onReload();
        return { body: {} };
    }
    if (!request.path.startsWith("/data/")) return problem(404, "The specified data could not be found.");
    if (client === undefined) return problem(401, "Invalid token");
    if (client.application.dataStoreIds.length === 0) {
      const detail = "No database instances are authorized for this client";
      return {
        status: 403,
        body: { type: "urn:ed-fi:api:authorization-denied", title: "Authorization Denied", detail },
      };
    }
    return { body: [] };
  }

  #token(request: FakeRequest): FakeResponse {
    const pair = Buffer.from((request.headers.authorization ?? "").replace("Basic ", ""), "base64").toString();
    const [key, secret] = pair.split(":").map(decodeURIComponent);
    const isKnown = this.clients.some((client) => client.key === key && client.secret === secret);
    if (!isKnown) return problem(401, "invalid_client");
    return { body: { access_token: `token-${key}`, expires_in: 1800, token_type: "Bearer" } };
  }

  #tokenInfo({ key, application }: FakeClient): object {
    return {
      active: true,
      client_id: key,
      namespace_prefixes: ["uri://ed-fi.org"],
      education_organizations: application.educationOrganizationIds.map((id) => ({ education_organization_id: id })),
      claim_set: { name: application.claimSetName },
      resources: this.claims,
    };
  }
}

export function discoveryOf(root: string): object {
  return {
    version: "8.0.0",
    applicationName: "Ed-Fi API",
    informationalVersion: "8.0.0",
    dataModels: [{ name: "Ed-Fi", version: "5.2.0", informationalVersion: "" }],
    urls: {
      dependencies: `${root}/metadata/dependencies`,
      openApiMetadata: `${root}/metadata/specifications`,
      oauth: `${root}/oauth/token`,
      tokenInfo: `${root}/oauth/token_info`,
      dataManagementApi: `${root}/data`,
      changeQueries: `${root}/changeQueries/v1/`,
      xsdMetadata: `${root}/metadata/xsd`,
    },
  };
}

export function problem(status: number, detail: string): FakeResponse {
  return {
    status,
    headers: { "content-type": "application/problem+json" },
    body: { detail, type: "urn:ed-fi:api:test", title: "Refused", status, validationErrors: {}, errors: [] },
  };
}

function remove<T>(list: T[], isMeant: (item: T) => boolean): void {
  list.splice(0, list.length, ...list.filter((item) => !isMeant(item)));
}

function page(request: FakeRequest, rows: readonly object[]): FakeResponse {
  const offset = Number(request.query.get("offset"));
  return { body: rows.slice(offset, offset + Number(request.query.get("limit"))) };
}
