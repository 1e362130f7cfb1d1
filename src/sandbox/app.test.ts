import { describe, expect, it } from "vitest";
import type { SandboxResponse } from "./http.ts";
import { BASIC_FORM } from "./testing/requests.ts";
import { createTestSandbox } from "./testing/test-sandbox.ts";

const STUDENT = { studentUniqueId: "1", birthDate: "2012-01-01", firstName: "A", lastSurname: "B" };

function parsed({ body }: SandboxResponse): Record<string, unknown> {
  return JSON.parse(body ?? "null") as Record<string, unknown>;
}

describe("discovery", () => {
  it("advertises addresses in the form the caller used", async () => {
    const { call } = createTestSandbox();
    expect(parsed(await call("GET", "/"))).toMatchObject({
      applicationName: "Ed-Fi API",
      dataModels: [{ name: "Ed-Fi", version: "5.2.0", informationalVersion: "The Ed-Fi Data Standard v5.2" }],
      urls: {
        oauth: "http://localhost:8080/oauth/token",
        dataManagementApi: "http://localhost:8080/data",
        changeQueries: "http://localhost:8080/changeQueries/v1/",
      },
    });
    const withBase = parsed(await call("GET", "/api")).urls;
    expect(withBase).toMatchObject({ dataManagementApi: "http://localhost:8080/api/data" });
  });

  it("serves ODS/API addresses with that flavour", async () => {
    const { call } = createTestSandbox({ flavour: "ods" });
    expect(parsed(await call("GET", "/")).urls).toMatchObject({
      dependencies: "http://localhost:8080/metadata/data/v3/dependencies",
      dataManagementApi: "http://localhost:8080/data/v3/",
    });
    expect((await call("GET", "/metadata/data/v3/dependencies")).status).toBe(200);
    expect((await call("GET", "/data/v3/ed-fi/students")).status).toBe(401);
  });

  it.each([
    ["GET", "/metadata/specifications/nothing.json", 404],
    ["POST", "/", 405],
    ["GET", "/nothing", 404],
    ["GET", "/oauth/token", 405],
    ["GET", "/metadata/specifications/descriptors-spec.json", 200],
    ["GET", "/metadata/changequeries/v1/swagger.json", 200],
    ["GET", "/metadata/xsd/ed-fi/files", 200],
    ["POST", "/metadata/xsd/ed-fi/files", 405],
  ])("%s %s answers %i", async (method, path, status) => {
    expect((await createTestSandbox().call(method, path)).status).toBe(status);
  });

  it.each([
    ["/metadata/specifications/nothing-spec.json", undefined, "Invalid resource path"],
    ["/metadata/xsd/nothing/files", undefined, "Invalid resource path"],
    ["/metadata/xsd/ed-fi/Nothing.xsd", "application/json; charset=utf-8", '"Invalid resource path"'],
  ])("%s is not found in its own words", async (path, type, body) => {
    const answer = await createTestSandbox().call("GET", path);
    expect(answer).toMatchObject({ status: 404, body });
    expect(answer.headers["Content-Type"]).toBe(type);
  });

  it("tells generators of clients where a token is wanted", async () => {
    const { call } = createTestSandbox();
    expect(parsed(await call("GET", "/metadata/changequeries/v1/swagger.json"))).toMatchObject({
      security: [{ oauth2_client_credentials: [] }],
      components: {
        securitySchemes: {
          oauth2_client_credentials: {
            flows: { clientCredentials: { tokenUrl: "http://localhost:8080/oauth/token" } },
          },
        },
      },
    });
    expect(parsed(await call("GET", "/metadata/specifications/discovery-spec.json")).security).toEqual([]);
  });

  it.each([
    ["BadRequest", 400, "/data/ed-fi/students?limit=no", "SeedLoader", "application/json", { "application/json": {} }],
    ["Unauthorized", 401, "/data/ed-fi/students", undefined, "application/problem+json", undefined],
    ["Forbidden", 403, "/data/ed-fi/students", "ABConnect", "application/problem+json", undefined],
  ])("answers %s, of which the OpenAPI document tells as much as that of DMS", async (...row) => {
    const [name, status, path, claimSet, type, content] = row;
    const { call, token } = createTestSandbox();
    const answer = await call("GET", path, claimSet === undefined ? {} : { token: await token(claimSet) });
    expect(answer.status).toBe(status);
    expect((answer.headers["Content-Type"] ?? "").split(";")[0]).toBe(type);
    const spec = parsed(await call("GET", "/metadata/specifications/resources-spec.json"));
    const { responses } = spec.components as { responses: Record<string, { content?: object }> };
    expect(responses[name]?.content).toEqual(content);
  });

  it("says Unhealthy with HTTP 200", async () => {
    const { call } = createTestSandbox();
    await call("PUT", "/sandbox/health", { json: { healthy: false } });
    const answer = await call("GET", "/health");
    expect(answer.status).toBe(200);
    expect(parsed(answer).Status).toBe("Unhealthy");
  });
});

describe("tokens at the data endpoints", () => {
  it.each([
    [{}, "Authorization header is missing."],
    [{ headers: { authorization: " " } }, "Authorization header is missing."],
    [{ headers: { authorization: "Basic eDp5" } }, "Unknown Authorization header scheme."],
    [{ headers: { authorization: 'Digest username="a", realm="b"' } }, "Unknown Authorization header scheme."],
    [{ headers: { authorization: "Bearer" } }, "Missing Authorization header bearer token value."],
    [{ headers: { authorization: "Bearer a b" } }, "Invalid Authorization header."],
    [{ headers: { authorization: "Bearer\ta" } }, "Invalid Authorization header."],
    [{ headers: { authorization: "Bearer a, Bearer a" } }, "Invalid Authorization header."],
    [{ headers: { authorization: "Bearer, a" } }, "Invalid Authorization header."],
    [{ token: "a.b.c" }, "Invalid token"],
  ])("refuses %j before it looks at the path", async (options, text) => {
    const answer = await createTestSandbox().call("PATCH", "/data/no/such/thing/here", options);
    expect(answer.status).toBe(401);
    expect(answer.headers["WWW-Authenticate"]).toBe('Bearer error="invalid_token"');
    expect(parsed(answer)).toEqual({
      detail: "The caller could not be authenticated.",
      type: "urn:ed-fi:api:security:authentication",
      title: "Authentication Failed",
      status: 401,
      correlationId: "0HNTEST:00000001",
      errors: [text],
    });
  });

  it("refuses a token after its life, a changed one, and all after revocation", async () => {
    const { call, token, advance } = createTestSandbox({ tokenLifetimeSeconds: 5 });
    const first = await token();
    const status = async (given: string): Promise<number> =>
      (await call("GET", "/data/ed-fi/students", { token: given })).status;
    expect(await status(first)).toBe(200);
    const [header, , signature] = first.split(".");
    const payload = Buffer.from(JSON.stringify({ exp: 9e9, iss: "edfi-dms-sandbox", aud: "account" }));
    expect(await status(`${header}.${payload.toString("base64url")}.${signature}`)).toBe(401);
    advance(5000);
    expect(await status(first)).toBe(401);
    const second = await token();
    await call("DELETE", "/sandbox/tokens");
    expect(await status(second)).toBe(401);
    expect(await status(await token())).toBe(200);
  });

  it("answers 403 when the application names no data store", async () => {
    const { call, token } = createTestSandbox();
    const answer = await call("GET", "/data/ed-fi/students", {
      token: await token("SeedLoader", { dataStoreIds: [] }),
    });
    expect(parsed(answer)).toMatchObject({
      status: 403,
      type: "urn:ed-fi:api:authorization-denied",
      detail: "No database instances are authorized for this client",
    });
  });
});

describe("claim sets at the data endpoints", () => {
  it("answers 403 for a resource outside of the claim set, but 400 for a bad body first", async () => {
    const { call, token } = createTestSandbox();
    const given = await token();
    const good = { namespace: "uri://ed-fi.org/SexDescriptor", codeValue: "A", shortDescription: "A" };
    const denied = await call("POST", "/data/ed-fi/sexDescriptors", { token: given, json: good });
    expect(parsed(denied)).toMatchObject({
      status: 403,
      type: "urn:ed-fi:api:security:authorization:",
      detail: "Access to the resource could not be authorized.",
      errors: [],
    });
    expect((await call("POST", "/data/ed-fi/sexDescriptors", { token: given, json: {} })).status).toBe(400);
  });

  it("names the claim set and the action that is missing", async () => {
    const { call, token } = createTestSandbox();
    const given = await token("RosterVendor");
    const answer = await call("POST", "/data/ed-fi/students", { token: given, json: STUDENT });
    expect(parsed(answer)).toMatchObject({
      status: 403,
      type: "urn:ed-fi:api:security:authorization:access-denied:action",
      errors: [
        "The API client's assigned claim set (currently 'RosterVendor') must grant permission of the 'Create' action on one of the following resource claims: Student",
      ],
    });
  });

  it("answers 500 for a claim set nobody knows", async () => {
    const { call, token } = createTestSandbox();
    const answer = await call("GET", "/data/ed-fi/students", { token: await token("NoSuchClaimSet") });
    expect(parsed(answer)).toMatchObject({
      status: 500,
      type: "urn:ed-fi:api:system:configuration:security",
      errors: ["No security metadata has been configured for this resource."],
    });
  });

  it("keeps writes within the vendor's namespaces", async () => {
    const { call, token } = createTestSandbox();
    const given = await token("E2E-NameSpaceBasedClaimSet");
    const post = (namespace: string): Promise<SandboxResponse> =>
      call("POST", "/data/ed-fi/absenceEventCategoryDescriptors", {
        token: given,
        json: { namespace, codeValue: "Sick", shortDescription: "Sick" },
      });
    expect((await post("uri://ed-fi.org/AbsenceEventCategoryDescriptor")).status).toBe(201);
    const answer = await post("uri://ns2.org/AbsenceEventCategoryDescriptor");
    expect(parsed(answer)).toMatchObject({
      status: 403,
      type: "urn:ed-fi:api:security:authorization:namespace:access-denied:namespace-mismatch",
      detail:
        "Access to the requested data could not be authorized. The 'Namespace' value of the data does not start with any of the caller's associated namespace prefixes ('uri://ed-fi.org').",
    });
  });

  it("refuses one item of a foreign namespace and leaves it out of collections and counts", async () => {
    const { call, token } = createTestSandbox();
    const path = "/data/ed-fi/absenceEventCategoryDescriptors";
    const json = {
      namespace: "uri://ns2.org/AbsenceEventCategoryDescriptor",
      codeValue: "Sick",
      shortDescription: "S",
    };
    const owner = await token("E2E-NameSpaceBasedClaimSet", { namespacePrefixes: "uri://ed-fi.org, uri://ns2.org" });
    const made = await call("POST", path, { token: owner, json });
    const item = `${path}/${made.headers.Location?.split("/").at(-1)}`;
    const stranger = await token("E2E-NameSpaceBasedClaimSet", { namespacePrefixes: "uri://ns3.org" });
    for (const query of ["?totalCount=true", "?totalCount=true&codeValue=Sick"]) {
      const seen = await call("GET", path + query, { token: stranger });
      expect([seen.status, seen.body, seen.headers["Total-Count"]]).toEqual([200, "[]", "0"]);
      expect((await call("GET", path + query, { token: owner })).headers["Total-Count"]).toBe("1");
    }
    expect((await call("GET", item, { token: stranger })).status).toBe(403);
    expect((await call("DELETE", item, { token: stranger })).status).toBe(403);
    expect((await call("DELETE", item, { token: owner })).status).toBe(204);
  });
});

describe("limits and faults", () => {
  it("answers 429 with Retry-After above the rate limit, the Configuration Service excepted", async () => {
    const { call } = createTestSandbox({ permits: 2 });
    await call("GET", "/");
    await call("GET", "/");
    const answer = await call("GET", "/");
    expect(answer.status).toBe(429);
    expect(answer.headers["Retry-After"]).toBe("10");
    expect(parsed(answer)).toMatchObject({
      type: "urn:ed-fi:api:too-many-requests",
      detail: "The number of allowed requests has been exceeded. Retry the request later.",
    });
    expect((await call("GET", "/config/health")).status).toBe(200);
  });

  it("executes a write before a fault that comes after it", async () => {
    const { sandbox, call, outcome, token } = createTestSandbox();
    const given = await token();
    await call("PUT", "/sandbox/faults", { json: [{ route: "/data/**", when: "after", reset: true, count: 1 }] });
    expect(await outcome("POST", "/data/ed-fi/students", { token: given, json: STUDENT })).toBe("reset");
    expect((await call("POST", "/data/ed-fi/students", { token: given, json: STUDENT })).status).toBe(200);
    const { writes, totals } = sandbox.ledger.report();
    expect(writes.students).toEqual({ created: 1, updated: 1, deleted: 0 });
    expect(totals.cut).toBe(1);
  });

  it("answers 409 to the POST that waited while another one created its key, 200 once that is known", async () => {
    const { call, token } = createTestSandbox();
    const given = await token();
    const post = (): Promise<SandboxResponse> => call("POST", "/data/ed-fi/students", { token: given, json: STUDENT });
    await call("PUT", "/sandbox/faults", { json: [{ route: "/data/**", delayMs: 5, count: 1 }] });
    const [late, early] = await Promise.all([post(), post()]);
    expect([late.status, early.status, (await post()).status]).toEqual([409, 201, 200]);
    expect(parsed(late)).toMatchObject({ type: "urn:ed-fi:api:identity-conflict" });
  });

  it("records which requests a fault hit, by their correlation IDs", async () => {
    const { sandbox, call, token } = createTestSandbox();
    const given = await token();
    await call("PUT", "/sandbox/faults", { json: [{ route: "/data/**", delayMs: 5, count: 1 }] });
    await call("GET", "/data/ed-fi/students", { token: given });
    await call("GET", "/data/ed-fi/students", { token: given });
    expect(sandbox.ledger.report().faulted).toEqual([
      { method: "GET", path: "/data/ed-fi/students", correlationId: "0HNTEST:00000001" },
    ]);
  });

  it("repeats the POST of a descriptor that lost such a race, as DMS does, and fails one with If-None-Match", async () => {
    const { call, token } = createTestSandbox();
    const given = await token();
    const pair = async (path: string, json: unknown, headers = {}): Promise<number[]> => {
      await call("PUT", "/sandbox/faults", { json: [{ route: "/data/**", delayMs: 5, count: 1 }] });
      const post = (): Promise<SandboxResponse> => call("POST", path, { token: given, json, headers });
      return (await Promise.all([post(), post()])).map(({ status }) => status);
    };
    const word = { namespace: "uri://ed-fi.org/TermDescriptor", codeValue: "New", shortDescription: "New" };
    expect(await pair("/data/ed-fi/termDescriptors", word)).toEqual([200, 201]);
    expect(await pair("/data/ed-fi/students", STUDENT, { "if-none-match": "*" })).toEqual([412, 201]);
  });

  it("does not execute a request whose fault comes before, and answers as told", async () => {
    const { sandbox, call, token } = createTestSandbox();
    const given = await token();
    await call("PUT", "/sandbox/faults", { json: [{ route: "/data/**", status: 503, retryAfter: 7, count: 1 }] });
    const answer = await call("POST", "/data/ed-fi/students", { token: given, json: STUDENT });
    expect([answer.status, answer.headers["Retry-After"]]).toEqual([503, "7"]);
    expect(sandbox.ledger.report().writes).toEqual({});
  });

  it("opens the circuit breaker when too many calls fail", async () => {
    const faults = [{ route: "/data/**", status: 500, count: 20 }];
    const { call, token, advance } = createTestSandbox({ faults });
    const given = await token();
    const get = (): Promise<SandboxResponse> => call("GET", "/data/ed-fi/students", { token: given });
    for (let i = 0; i < 20; i++) expect((await get()).status).toBe(500);
    const answer = await get();
    expect([answer.status, answer.headers["Retry-After"]]).toEqual([503, "30"]);
    advance(30_000);
    expect((await get()).status).toBe(200);
  });

  it("empties the store, and keeps clients and tokens", async () => {
    const { call, token } = createTestSandbox();
    const given = await token("SeedLoader");
    const json = { schoolYear: 2026, currentSchoolYear: true, schoolYearDescription: "2025-2026" };
    const post = () => call("POST", "/data/ed-fi/schoolYearTypes", { token: given, json });
    expect((await post()).status).toBe(201);
    expect((await call("DELETE", "/sandbox/data")).status).toBe(204);
    expect((await call("GET", "/data/ed-fi/schoolYearTypes", { token: given })).body).toBe("[]");
    expect((await post()).status).toBe(201);
  });

  it("keeps admin routes from other machines and other host names", async () => {
    const { sandbox } = createTestSandbox();
    const { requestFor } = await import("./testing/requests.ts");
    const request = requestFor("GET", "/sandbox/ledger");
    expect(await sandbox.app.handle(request, false)).toMatchObject({ status: 404 });
    expect(await sandbox.app.handle({ ...request, origin: "http://evil.example:80" }, true)).toMatchObject({
      status: 404,
    });
    expect(await sandbox.app.handle(request, true)).toMatchObject({ status: 200 });
  });
});

describe("DMS token endpoint", () => {
  it("takes Basic credentials only, percent-decoded, and form or JSON bodies", async () => {
    const { call, application } = createTestSandbox();
    const { key, secret } = await application();
    expect((await call("POST", "/oauth/token", { basic: [key, secret], ...BASIC_FORM })).status).toBe(200);
    const json = await call("POST", "/oauth/token", {
      basic: [key, secret],
      json: { grant_type: "client_credentials" },
    });
    expect(parsed(json)).toMatchObject({ expires_in: 1800, token_type: "Bearer" });
    const body = `${BASIC_FORM.body}&client_id=${key}&client_secret=${secret}`;
    const inBody = await call("POST", "/oauth/token", { ...BASIC_FORM, body });
    expect(parsed(inBody)).toMatchObject({ status: 400, detail: "Malformed Authorization header" });
    const grant = await call("POST", "/oauth/token", { basic: [key, secret], json: { grant_type: "password" } });
    expect(parsed(grant)).toMatchObject({ status: 400, detail: "Unsupported grant type" });
    const wrong = await call("POST", "/oauth/token", { basic: [key, "wrong"], ...BASIC_FORM });
    expect(parsed(wrong)).toMatchObject({ status: 401, type: "urn:ed-fi:api:unauthorized", title: "Unauthorized" });
  });

  it("passes on a Basic header that it cannot read, and what the Configuration Service answers", async () => {
    const { call } = createTestSandbox();
    for (const authorization of ["Basic !!!", "Basic bm9jb2xvbg==", "Basic"]) {
      const headers = { ...BASIC_FORM.headers, authorization };
      const answer = await call("POST", "/oauth/token", { ...BASIC_FORM, headers });
      expect(parsed(answer)).toMatchObject({
        status: 502,
        type: "urn:ed-fi:api:bad-gateway",
        title: "Upstream service unavailable",
        detail: expect.stringContaining("'client_id' must not be empty."),
      });
    }
  });

  it("takes credentials in the body with the ODS/API flavour", async () => {
    const { call, application } = createTestSandbox({ flavour: "ods" });
    const { key, secret } = await application();
    const json = { grant_type: "client_credentials", client_id: key, client_secret: secret };
    expect((await call("POST", "/oauth/token", { json })).status).toBe(200);
  });

  it("limits live tokens when told so", async () => {
    const { call, application, advance } = createTestSandbox({ tokenLimit: 2, tokenLifetimeSeconds: 60 });
    const { key, secret } = await application();
    const ask = (): Promise<SandboxResponse> => call("POST", "/oauth/token", { basic: [key, secret], ...BASIC_FORM });
    await ask();
    await ask();
    const answer = await ask();
    expect([answer.status, answer.headers["retry-after"]]).toEqual([429, "60"]);
    advance(60_000);
    expect((await ask()).status).toBe(200);
  });

  it("tells what a token may do, when the body names the same token", async () => {
    const { call, token } = createTestSandbox();
    const given = await token();
    const answer = await call("POST", "/oauth/token_info", { token: given, json: { token: given } });
    expect(answer.headers["cache-control"]).toBe("no-cache");
    const info = parsed(answer) as { resources: { resource: string; operations: string[] }[] };
    expect(info).toMatchObject({ active: true, claim_set: { name: "E2E-NoFurtherAuthRequiredClaimSet" } });
    expect(info.resources).toHaveLength(67);
    expect(info.resources).toContainEqual({
      resource: "/ed-fi/learningStandards",
      operations: ["Create", "Read", "Update", "Delete"],
    });
    const other = await call("POST", "/oauth/token_info", { token: given, json: { token: await token() } });
    expect(other.status).toBe(400);
  });
});
