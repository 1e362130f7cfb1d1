import { beforeEach, expect, it } from "vitest";
import { claimUri } from "../config-service/claim-set-views.ts";
import type { SandboxResponse } from "../http.ts";
import { createTestSandbox, type TestSandbox } from "../testing/test-sandbox.ts";
import { parsed } from "./testing/district.ts";

let box: TestSandbox;
let admin: string;
beforeEach(async () => {
  box = createTestSandbox({ claimSetCacheMs: 5000 });
  box.advance(6000);
  admin = await box.adminToken();
});

function importSet(claim: string): Promise<SandboxResponse> {
  const actions = [{ name: "Read", enabled: true }];
  const json = { claimSetName: "Warehouse", resourceClaims: [{ claimName: claimUri(claim), actions }] };
  return box.call("POST", "/config/v3/claimSets/import", { token: admin, json });
}

function tokenInfo(token: string): Promise<SandboxResponse> {
  return box.call("POST", "/oauth/token_info", { token, json: { token } });
}

async function statuses(token: string): Promise<number[]> {
  const answers = [
    tokenInfo(token),
    ...["schools", "students"].map((name) => box.call("GET", `/data/ed-fi/${name}`, { token })),
  ];
  return (await Promise.all(answers)).map(({ status }) => status);
}

it("keeps a new claim set unknown to the API until its next reload", async () => {
  await statuses(await box.token());
  await importSet("educationOrganizations");
  const token = await box.token("Warehouse");
  expect(parsed(await tokenInfo(token))).toMatchObject({ status: 401, detail: "The client's ClaimSet was not found." });
  expect(parsed(await box.call("GET", "/data/ed-fi/schools", { token }))).toMatchObject({
    status: 500,
    type: "urn:ed-fi:api:system:configuration:security",
    errors: ["No security metadata has been configured for this resource."],
  });
  box.advance(4999);
  expect(await statuses(token)).toEqual([401, 500, 500]);
  box.advance(1);
  expect(await statuses(token)).toEqual([200, 200, 403]);
});

it("applies a change and a deletion at the next reload, while the Configuration Service shows them at once", async () => {
  const location = (await importSet("educationOrganizations")).headers.location ?? "";
  const token = await box.token("Warehouse");
  expect(await statuses(token)).toEqual([200, 200, 403]);
  await importSet("people");
  const metadata = await box.call("GET", "/config/v3/authorizationMetadata?claimSetName=warehouse", { token: admin });
  expect(metadata.body).toContain(claimUri("student"));
  expect(await statuses(token)).toEqual([200, 200, 403]);
  box.advance(5000);
  expect(await statuses(token)).toEqual([200, 403, 200]);
  await box.call("DELETE", location.slice("http://localhost:8080".length), { token: admin });
  expect(await statuses(token)).toEqual([200, 403, 200]);
  box.advance(5000);
  expect(await statuses(token)).toEqual([401, 500, 500]);
});

it("comes without the routes that reload claim sets, as in DMS as it is delivered", async () => {
  const reload = (sandbox: TestSandbox) => sandbox.call("POST", "/management/reload-claimsets", { token: admin });
  expect((await reload(box)).status).toBe(404);
  box = createTestSandbox();
  admin = await box.adminToken();
  expect((await reload(box)).status).toBe(200);
});
