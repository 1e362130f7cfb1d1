import { beforeEach, describe, expect, it } from "vitest";
import type { SandboxResponse } from "../http.ts";
import { BASIC_FORM } from "../testing/requests.ts";
import { createTestSandbox, type TestSandbox } from "../testing/test-sandbox.ts";

let box: TestSandbox;
let token: string;
let application: { id: number; key: string; secret: string };

beforeEach(async () => {
  box = createTestSandbox();
  token = await box.adminToken();
  application = await box.application();
});

async function call(method: string, path: string, json?: unknown): Promise<SandboxResponse & { parsed: unknown }> {
  const answer = await box.call(method, `/config/v3/${path}`, { token, ...(json === undefined ? {} : { json }) });
  return { ...answer, parsed: JSON.parse(answer.body ?? "null") };
}

function fields(more: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return { applicationId: application.id, name: "second", isApproved: true, dataStoreIds: [1], ...more };
}

describe("API clients", () => {
  it("show their key and secret with the application they belong to, when made and when reset", async () => {
    const made = (await call("POST", "apiClients", fields())).parsed as Record<string, unknown>;
    expect(made).toEqual({
      id: expect.any(Number),
      applicationId: application.id,
      name: "second",
      key: expect.any(String),
      secret: expect.any(String),
    });
    const reset = await call("PUT", `apiClients/${made.id}/reset-credential`, {});
    expect(reset.parsed).toEqual({ ...made, secret: expect.any(String) });
  });

  it("are listed by application, without secrets and without ownership", async () => {
    const other = await box.application();
    const { parsed } = await call("GET", `apiClients?applicationId=${other.id}&offset=0&limit=25`);
    expect(parsed).toEqual([
      {
        id: expect.any(Number),
        applicationId: other.id,
        clientId: other.key,
        clientUuid: expect.any(String),
        name: "Test",
        isApproved: true,
        creatorOwnershipTokenId: null,
        ownershipTokenIds: [],
        dataStoreIds: [1],
      },
    ]);
  });

  it.each([
    [{ applicationId: 999 }, 409, { detail: "Application with ID 999 not found." }],
    [{ dataStoreIds: [1, 99, 88] }, 409, { detail: "The following DataStoreIds were not found in database: 99, 88" }],
    [
      { dataStoreIds: null },
      400,
      {
        validationErrors: {
          DataStoreIds: [
            "DataStoreIds cannot be null. Supply an array of Data Store ids, or an empty array for a client with no Data Store assignment.",
          ],
        },
      },
    ],
    [
      { applicationId: 0 },
      400,
      { validationErrors: { ApplicationId: ["'Application Id' must be greater than '0'."] } },
    ],
    [{ name: "" }, 400, { validationErrors: { Name: ["'Name' must not be empty."] } }],
  ])("are refused with %j", async (wrong, status, content) => {
    expect((await call("POST", "apiClients", fields(wrong))).parsed).toMatchObject({ status, ...content });
  });

  it("need no data store", async () => {
    for (const dataStoreIds of [[], undefined])
      expect((await call("POST", "apiClients", fields({ dataStoreIds }))).status).toBe(201);
  });

  it("that are unknown are so by key or by id", async () => {
    expect((await call("GET", "apiClients/nobody")).parsed).toMatchObject({
      status: 404,
      detail: "ApiClient not found",
    });
    expect((await call("DELETE", "apiClients/999")).parsed).toMatchObject({
      status: 404,
      detail: "ApiClient 999 not found. It may have been recently deleted.",
    });
  });

  it("that are not approved get no token, and disable their application", async () => {
    const shown = async () => (await call("GET", `applications/${application.id}`)).parsed;
    expect(await shown()).toMatchObject({ enabled: true });
    const made = (await call("POST", "apiClients", fields({ isApproved: false }))).parsed as Record<string, string>;
    const basic = [made.key ?? "", made.secret ?? ""] as const;
    expect((await box.call("POST", "/config/connect/token", { basic, ...BASIC_FORM })).status).toBe(401);
    expect(await shown()).toMatchObject({ enabled: false });
    expect((await call("GET", "applications")).parsed).toMatchObject([{ id: application.id, enabled: false }]);
  });
});

describe("applications", () => {
  it.each([
    [{ educationOrganizationIds: [5, 0] }, "EducationOrganizationIds[1]", "Education Organization Ids"],
    [{ profileIds: [-1] }, "ProfileIds[0]", "Profile Ids"],
    [{ dataStoreIds: [0] }, "DataStoreIds[0]", "Data Store Ids"],
    [{ vendorId: 0 }, "VendorId", "Vendor Id"],
  ])("are told which id of %j is none", async (wrong, place, words) => {
    expect(await box.application(wrong)).toMatchObject({
      status: 400,
      validationErrors: { [place]: [`'${words}' must be greater than '0'.`] },
    });
  });
});

describe("claim sets", () => {
  it("come with those for everyday use first", async () => {
    const { parsed } = await call("GET", "claimSets?offset=0&limit=3");
    expect(parsed).toMatchObject(["SISVendor", "EdFiSandbox", "RosterVendor"].map((name) => ({ claimSetName: name })));
  });

  it.each(["claimSets", "claimSets/copy"])("made by POST %s have a name without white space", async (path) => {
    expect((await call("POST", path, { originalId: 1, claimSetName: "a b" })).parsed).toMatchObject({
      status: 400,
      validationErrors: { Name: ["Claim set name must not contain white spaces."] },
    });
  });

  it("are shown to those who may read the authorization metadata", async () => {
    token = await box.adminToken("CMSAuthMetadataReadOnlyAccess");
    expect((await call("GET", "claimSets")).status).toBe(200);
    expect((await call("POST", "claimSets", { claimSetName: "Mine" })).status).toBe(403);
  });
});
