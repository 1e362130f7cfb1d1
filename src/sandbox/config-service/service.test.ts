import { describe, expect, it } from "vitest";
import type { SandboxResponse } from "../http.ts";
import { BASIC_FORM } from "../testing/requests.ts";
import { createTestSandbox } from "../testing/test-sandbox.ts";

const STRONG = "Aa1!Aa1!Aa1!Aa1!Aa1!Aa1!Aa1!Aa1!";
const VENDOR = { company: "C", contactName: "A", contactEmailAddress: "a@b.org", namespacePrefixes: "uri://ed-fi.org" };

function parsed({ body }: SandboxResponse): Record<string, unknown> {
  return JSON.parse(body ?? "null") as Record<string, unknown>;
}

function form(fields: Readonly<Record<string, string>>): { body: string; headers: Record<string, string> } {
  return {
    body: new URLSearchParams(fields).toString(),
    headers: { "content-type": "application/x-www-form-urlencoded" },
  };
}

describe("/connect", () => {
  it("registers a client once, and gives it a token with full access", async () => {
    const { call } = createTestSandbox();
    const fields = form({ ClientId: "me", ClientSecret: STRONG, DisplayName: "Me" });
    expect(parsed(await call("POST", "/config/connect/register", fields))).toEqual({
      title: "Registered client me successfully.",
      status: 200,
    });
    expect(parsed(await call("POST", "/config/connect/register", fields))).toMatchObject({
      status: 400,
      type: "urn:ed-fi:api:bad-request:data",
      validationErrors: {
        ClientId: ["Client with the same Client Id already exists. Please provide different Client Id."],
      },
    });
    const ask = form({ client_id: "me", client_secret: STRONG, grant_type: "client_credentials" });
    expect(parsed(await call("POST", "/config/connect/token", ask))).toMatchObject({
      expires_in: 1800,
      token_type: "Bearer",
    });
  });

  it("wants strong secrets and all fields", async () => {
    const { call } = createTestSandbox();
    const weak = await call("POST", "/config/connect/register", form({ ClientId: "w", ClientSecret: "weak" }));
    expect(Object.keys(parsed(weak).validationErrors as object)).toEqual(["ClientSecret", "DisplayName"]);
  });

  it.each([
    ["nobody", "x", "invalid_client. Invalid client or Invalid client credentials"],
    ["DmsConfigurationService", "x", "unauthorized_client. Invalid client or Invalid client credentials"],
  ])("refuses %s with a wrong secret", async (id, secret, text) => {
    const { call } = createTestSandbox();
    const answer = await call("POST", "/config/connect/token", { basic: [id, secret], ...BASIC_FORM });
    expect(parsed(answer)).toMatchObject({
      status: 401,
      type: "urn:ed-fi:api:security:authentication",
      errors: [text],
    });
  });

  it("says which fields are missing, and refuses other grants", async () => {
    const { call } = createTestSandbox();
    expect(parsed(await call("POST", "/config/connect/token", form({}))).validationErrors).toHaveProperty("client_id");
    const other = form({ client_id: "a", client_secret: "b", grant_type: "password" });
    expect(parsed(await call("POST", "/config/connect/token", other))).toMatchObject({
      status: 400,
      detail: "The specified grant type is not supported.",
    });
  });

  it("introspects and revokes; a revoked token still opens data, as in DMS", async () => {
    const { call, token } = createTestSandbox();
    const given = await token();
    const introspect = async (): Promise<unknown> =>
      parsed(await call("POST", "/config/connect/introspect", form({ token: given }))).active;
    expect(await introspect()).toBe(true);
    expect((await call("POST", "/config/connect/revoke", form({ token: given }))).status).toBe(200);
    expect(await introspect()).toBe(false);
    expect((await call("GET", "/data/ed-fi/students", { token: given })).status).toBe(200);
  });
});

describe("what the service tells of itself", () => {
  it("leads to the document of its routes", async () => {
    const { call } = createTestSandbox();
    const about = parsed(await call("GET", "/config/"));
    expect(about).toMatchObject({ applicationName: "Ed-Fi API Configuration Service", build: "8.0.0.0" });
    const { openApiMetadata } = about.urls as Record<string, string>;
    const path = openApiMetadata?.slice("http://localhost:8080".length) ?? "";
    const document = parsed(await call("GET", path));
    expect(document).toMatchObject({ openapi: "3.1.1", servers: [{ url: "http://localhost:8080/config" }] });
    expect(Object.keys(document.paths as object)).toEqual(
      expect.arrayContaining(["/v3/vendors", "/v3/claimSets/{id}", "/v3/authorizationMetadata"]),
    );
  });
});

describe("/v3", () => {
  it("wants a token with a scope that allows the call", async () => {
    const { call, adminToken, token } = createTestSandbox();
    expect((await call("GET", "/config/v3/vendors")).status).toBe(401);
    expect((await call("GET", "/config/v3/vendors", { token: await token() })).status).toBe(403);
    const readOnly = await adminToken("CMSReadOnlyAccess");
    expect((await call("GET", "/config/v3/vendors", { token: readOnly })).status).toBe(200);
    expect((await call("POST", "/config/v3/vendors", { token: readOnly, json: VENDOR })).status).toBe(403);
  });

  it("creates a vendor, and updates it when the company is known", async () => {
    const { call, adminToken } = createTestSandbox();
    const token = await adminToken();
    const first = await call("POST", "/config/v3/vendors/", { token, json: VENDOR });
    const again = await call("POST", "/config/v3/vendors", { token, json: { ...VENDOR, contactName: "B" } });
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(first.body).toBeUndefined();
    expect(again.headers.location).toBe(first.headers.location);
    expect(first.headers.location).toMatch(/^http:\/\/localhost:8080\/config\/v3\/vendors\/\d+$/);
    const path = first.headers.location?.slice("http://localhost:8080".length) ?? "";
    expect(parsed(await call("GET", path, { token }))).toMatchObject({ ...VENDOR, contactName: "B" });
    expect((await call("DELETE", path, { token })).status).toBe(204);
    expect((await call("GET", path, { token })).status).toBe(404);
    expect((await call("GET", "/config/v3/vendors/a", { token })).status).toBe(400);
  });

  it("names every mistake in a vendor", async () => {
    const { call, adminToken } = createTestSandbox();
    const json = { company: "", contactName: "", contactEmailAddress: "x", namespacePrefixes: "p".repeat(129) };
    const answer = await call("POST", "/config/v3/vendors", { token: await adminToken(), json });
    expect(parsed(answer).validationErrors).toEqual({
      Company: ["'Company' must not be empty."],
      ContactName: ["'Contact Name' must not be empty."],
      ContactEmailAddress: ["'Contact Email Address' is not a valid email address."],
      NamespacePrefixes: ["Each NamespacePrefix length must be 128 characters or fewer."],
    });
  });

  it("wants a vendor to have a namespace", async () => {
    const { call, adminToken } = createTestSandbox();
    const json = { ...VENDOR, namespacePrefixes: "" };
    const answer = await call("POST", "/config/v3/vendors", { token: await adminToken(), json });
    expect(parsed(answer).validationErrors).toEqual({
      NamespacePrefixes: ["'Namespace Prefixes' must not be empty."],
    });
  });

  it.each([
    [{ vendorId: 9999 }, 409, "Reference 'VendorId' does not exist."],
    [{ dataStoreIds: [77] }, 409, "Data store does not exist."],
    [{ applicationName: "" }, 400, "Data validation failed. See 'validationErrors' for details."],
    [{ claimSetName: "with space" }, 400, "Data validation failed. See 'validationErrors' for details."],
    [{ educationOrganizationIds: [0] }, 400, "Data validation failed. See 'validationErrors' for details."],
  ])("refuses an application with %j", async (fields, status, detail) => {
    expect(await createTestSandbox().application(fields)).toMatchObject({ status, detail });
  });

  it("shows a secret once, replaces it on request, and refuses the old one", async () => {
    const { call, application, adminToken } = createTestSandbox();
    const { id, key, secret } = await application();
    const token = await adminToken();
    const shown = await call("GET", `/config/v3/applications/${id}`, { token });
    expect(shown.body).not.toContain(secret);
    const reset = parsed(await call("PUT", `/config/v3/applications/${id}/reset-credential`, { token, json: {} }));
    expect(reset).toMatchObject({ id, key });
    const ask = async (given: string): Promise<number> =>
      (await call("POST", "/oauth/token", { basic: [key, given], ...BASIC_FORM })).status;
    expect(await ask(secret)).toBe(401);
    expect(await ask(String(reset.secret))).toBe(200);
    expect((await call("DELETE", `/config/v3/applications/${id}`, { token })).status).toBe(204);
    expect(await ask(String(reset.secret))).toBe(401);
  });

  it("gives an application further keys", async () => {
    const { call, application, adminToken } = createTestSandbox();
    const { id } = await application();
    const token = await adminToken();
    const json = { applicationId: id, name: "second", isApproved: true, dataStoreIds: [1] };
    const made = parsed(await call("POST", "/config/v3/apiClients", { token, json }));
    const basic = [String(made.key), String(made.secret)] as const;
    expect((await call("POST", "/oauth/token", { basic, ...BASIC_FORM })).status).toBe(200);
    const listed = await call("GET", `/config/v3/apiClients/${made.key}`, { token });
    expect(parsed(listed)).toMatchObject({ name: "second", applicationId: id });
    expect(listed.body).not.toContain("secret");
  });

  it("has one data store, and keeps further ones with their contexts", async () => {
    const { call, adminToken, application } = createTestSandbox();
    const token = await adminToken();
    const json = { dataStoreType: "Test", name: "Second", connectionString: "host=x" };
    const made = parsed(await call("POST", "/config/v3/dataStores", { token, json }));
    expect(made).toMatchObject({ status: 201 });
    const context = { dataStoreId: made.id, contextKey: "schoolYear", contextValue: "2026" };
    expect((await call("POST", "/config/v3/dataStoreContexts", { token, json: context })).status).toBe(201);
    const applications = (path: string) => call("GET", `/config/v3/dataStores/${path}`, { token });
    expect(parsed(await applications(`${made.id}/applications?offset=0&limit=25`))).toEqual([]);
    expect(parsed(await applications("99/applications/")).detail).toBe(
      "DataStore 99 not found. It may have been recently deleted.",
    );
    await application();
    expect(parsed(await applications("1/applications"))).toMatchObject([{ dataStoreIds: [1], enabled: true }]);
    const list = JSON.parse((await call("GET", "/config/v3/dataStores?offset=0&limit=25", { token })).body ?? "[]");
    expect(list).toMatchObject([
      { id: 1 },
      { name: "Second", dataStoreContexts: [{ contextValue: "2026" }], tenantId: null },
    ]);
  });

  it("imports a claim set that counts at once, and leaves system sets alone", async () => {
    const { call, adminToken, token } = createTestSandbox();
    const admin = await adminToken();
    const actions = [{ name: "Read", enabled: true }];
    const claimName = "http://ed-fi.org/identity/claims/domains/people";
    const json = { claimSetName: "Readers", resourceClaims: [{ name: "people", claimName, actions }] };
    const made = await call("POST", "/config/v3/claimSets/import", { token: admin, json });
    expect(made.status).toBe(201);
    const given = await token("readers");
    expect((await call("GET", "/data/ed-fi/students", { token: given })).status).toBe(200);
    expect((await call("GET", "/data/ed-fi/schools", { token: given })).status).toBe(403);
    const path = made.headers.location?.slice("http://localhost:8080".length) ?? "";
    const exported = parsed(await call("GET", `${path}/export`, { token: admin }));
    expect(exported.resourceClaims).toMatchObject([{ claimName, actions }]);
    const taken = await call("POST", "/config/v3/claimSets", { token: admin, json: { claimSetName: "Readers" } });
    expect(parsed(taken)).toMatchObject({ status: 409, errors: ["A claim set with this name already exists."] });
    expect(parsed(await call("DELETE", "/config/v3/claimSets/8", { token: admin }))).toMatchObject({
      status: 400,
      detail: "The specified claim set is system-reserved and cannot be deleted.",
    });
  });

  it("gives the authorization metadata of one claim set", async () => {
    const { call, adminToken } = createTestSandbox();
    const token = await adminToken("CMSAuthMetadataReadOnlyAccess");
    const path = "/config/v3/authorizationMetadata?claimSetName=E2E-NoFurtherAuthRequiredClaimSet";
    const [entry] = JSON.parse((await call("GET", path, { token })).body ?? "[]");
    expect(entry.claims).toHaveLength(67);
    expect(entry.authorizations).toHaveLength(2);
    expect((await call("GET", "/config/v3/vendors", { token })).status).toBe(403);
  });
});
