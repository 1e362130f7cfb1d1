import { describe, expect, it } from "vitest";
import type { SandboxResponse } from "../http.ts";
import { loadDataStandard } from "../model/data-standard.ts";
import { BASIC_FORM, type CallOptions, requestFor } from "../testing/requests.ts";
import { openParts } from "./open-parts.ts";
import { parseQualifiers } from "./route-plan.ts";

const HOST = "http://localhost:8080";
const ADMIN_SECRET = "ValidClientSecret1234567890!Abcd";
const YEAR = { schoolYear: 2025, schoolYearDescription: "2025", currentSchoolYear: true };

type Json = Readonly<Record<string, unknown>>;

function open(tenants: readonly string[], qualifiers = "") {
  const opened = openParts(
    { tenants, qualifiers: parseQualifiers(qualifiers) ?? [] },
    {
      model: loadDataStandard(),
      flavour: "dms",
      tokens: { lifetimeSeconds: 1800, liveLimit: 0 },
      rateLimit: { permits: 0, windowMs: 1000 },
      faults: [],
      claimSetCacheMs: 0,
    },
  );
  const call = async (method: string, path: string, options?: CallOptions): Promise<SandboxResponse> => {
    const outcome = await opened.app.handle(requestFor(method, path, options), true);
    if (typeof outcome === "string") throw new Error(outcome);
    return outcome;
  };
  const read = async (path: string): Promise<Json> => JSON.parse((await call("GET", path)).body ?? "") as Json;
  const urls = async (path: string): Promise<unknown> => (await read(path)).urls;
  const tokenOf = async (path: string, basic: readonly [string, string]): Promise<string> => {
    const { body } = await call("POST", path, { basic, ...BASIC_FORM });
    return (JSON.parse(body ?? "") as { access_token: string }).access_token;
  };
  const admin = (): Promise<string> => tokenOf("/config/connect/token", ["DmsConfigurationService", ADMIN_SECRET]);
  /** A new client of one of the data stores. */
  const client = async (at: number): Promise<readonly [string, string]> => {
    const { tenant, dataStoreId } = opened.parts[at] ?? { tenant: undefined, dataStoreId: 0 };
    const common = { token: await admin(), headers: tenant === undefined ? {} : { tenant } };
    const vendor = { company: `V${at}`, contactName: "A", contactEmailAddress: "a@b.org", namespacePrefixes: "uri://" };
    const { headers } = await call("POST", "/config/v3/vendors", { ...common, json: vendor });
    const json = {
      vendorId: Number(headers.location?.split("/").at(-1)),
      applicationName: `App ${at}`,
      claimSetName: "SeedLoader",
      educationOrganizationIds: [],
      dataStoreIds: [dataStoreId],
    };
    const { body } = await call("POST", "/config/v3/applications", { ...common, json });
    const made = JSON.parse(body ?? "") as { key: string; secret: string };
    return [made.key, made.secret];
  };
  const rows = (at: number): number =>
    opened.parts[at]?.sandbox.store.table("ed-fi/schoolYearTypes").all().length ?? Number.NaN;
  return { ...opened, call, urls, tokenOf, admin, client, rows };
}

describe("tenants", () => {
  it("have addresses of their own, which discovery lists", async () => {
    const { urls, call } = open(["a", "b"]);
    expect(await urls("/")).toMatchObject({
      oauth: `${HOST}/{tenant}/oauth/token`,
      dataManagementApi: `${HOST}/{tenant}/data`,
    });
    expect(await urls("/b")).toMatchObject({
      dependencies: `${HOST}/b/metadata/dependencies`,
      dataManagementApi: `${HOST}/b/data`,
    });
    expect(await urls("/api/b/")).toMatchObject({ dataManagementApi: `${HOST}/api/b/data` });
    const unknown = await call("GET", "/c");
    expect([unknown.status, Object.keys(JSON.parse(unknown.body ?? "") as object)]).toEqual([
      404,
      ["detail", "type", "title", "status"],
    ]);
  });

  it("have metadata without their prefix only", async () => {
    const { call } = open(["a"]);
    const statuses: Record<string, number> = {};
    for (const path of ["/metadata/dependencies", "/api/metadata", "/health", "/a/metadata/xsd"])
      statuses[path] = (await call("GET", path)).status;
    expect(Object.values(statuses), JSON.stringify(statuses)).toEqual([200, 200, 200, 200]);
    for (const path of ["/a/metadata/dependencies", "/a/health", "/data/ed-fi/schools", "/oauth/token", "/sandbox"])
      expect((await call("GET", path)).status, path).toBe(404);
  });

  it("have items of their own", async () => {
    const { call, client, tokenOf, rows } = open(["a", "b"]);
    const token = await tokenOf("/b/oauth/token", await client(1));
    const made = await call("POST", "/b/data/ed-fi/schoolYearTypes", { token, json: YEAR });
    expect([made.status, rows(0), rows(1)]).toEqual([201, 0, 1]);
    const location = (made.headers.Location ?? "").slice(HOST.length);
    expect(location).toMatch(/^\/b\/data\/ed-fi\/schoolYearTypes\/[\da-f-]+$/);
    expect((await call("GET", location, { token })).status).toBe(200);
  });

  it("give a token to another tenant's client, but no data", async () => {
    const { call, client, tokenOf, parts } = open(["a", "b"]);
    const token = await tokenOf("/a/oauth/token", await client(1));
    const refused = await call("GET", "/a/data/ed-fi/schools", { token });
    expect([refused.status, JSON.parse(refused.body ?? "")]).toEqual([
      404,
      expect.objectContaining({
        type: "urn:ed-fi:api:route-resolution-error",
        detail: "No database instance found matching the request route qualifiers",
      }),
    ]);
    expect(parts.map(({ sandbox }) => sandbox.ledger.report().tokens.issued)).toEqual([1, 1]);
  });

  it("do not tell what a token allows", async () => {
    const { call, client, tokenOf } = open(["a"]);
    const token = await tokenOf("/a/oauth/token", await client(0));
    const answer = await call("POST", "/a/oauth/token_info", { token, json: { token } });
    expect([answer.status, answer.body]).toEqual([
      401,
      expect.stringContaining("Unable to resolve application context for profile enumeration."),
    ]);
  });

  it("are named to the Configuration Service by a header", async () => {
    const { call, admin, client } = open(["a", "b"]);
    const token = await admin();
    const names = async (tenant?: string): Promise<unknown> => {
      const headers = tenant === undefined ? {} : { tenant };
      const { status, body } = await call("GET", "/config/v3/applications", { token, headers });
      return status === 200
        ? (JSON.parse(body ?? "") as { applicationName: string }[]).map((each) => each.applicationName)
        : [status, (JSON.parse(body ?? "") as Json).detail];
    };
    await client(1);
    expect([await names("a"), await names("b")]).toEqual([[], ["App 1"]]);
    expect(await names()).toEqual([400, "The 'Tenant' header is required when multi-tenancy is enabled"]);
    expect(await names("c")).toEqual([400, "The tenant 'c' does not exist"]);
    const tenants = await call("GET", "/config/v3/tenants", { token });
    expect(JSON.parse(tenants.body ?? "")).toMatchObject([{ name: "a" }, { name: "b" }]);
    expect((await call("GET", "/config/v3/tenants")).status).toBe(401);
  });

  it("have no two data stores of one ID", () => {
    const ids = open(["a", "b"], "schoolYear=2025,2026").parts.map(({ dataStoreId }) => dataStoreId);
    expect(new Set(ids).size).toBe(4);
  });
});

describe("route qualifiers", () => {
  it("are placeholders until they are given", async () => {
    const { urls } = open(["a"], "districtId=1/schoolYear=2025,2026");
    expect(await urls("/")).toMatchObject({ dataManagementApi: `${HOST}/{tenant}/{districtId}/{schoolYear}/data` });
    expect(await urls("/a/1")).toMatchObject({ dataManagementApi: `${HOST}/a/1/{schoolYear}/data` });
    expect(await urls("/a/1/2026")).toMatchObject({ dataManagementApi: `${HOST}/a/1/2026/data` });
  });

  it("lead to the data stores that a client has", async () => {
    const { call, client, tokenOf, rows, parts } = open([], "schoolYear=2025,2026");
    const token = await tokenOf("/2026/oauth/token", await client(1));
    const statusAt = async (path: string, options: CallOptions): Promise<number> =>
      (await call("POST", `${path}/data/ed-fi/schoolYearTypes`, options)).status;
    expect(await statusAt("/2026", { token, json: YEAR })).toBe(201);
    expect(await statusAt("/2025", { token, json: YEAR })).toBe(404);
    expect(await statusAt("/2027", { token, json: YEAR })).toBe(404);
    expect(await statusAt("/2027", { json: YEAR })).toBe(401);
    expect([rows(0), rows(1)]).toEqual([0, 1]);
    expect((await call("POST", "/2026/oauth/token_info", { token, json: { token } })).status).toBe(200);
    const stores = parts[0]?.sandbox.repository.state.dataStores.map(({ name }) => name);
    expect(stores).toEqual(["2025", "2026"]);
  });
});
