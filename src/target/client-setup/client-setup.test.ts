import { chmodSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ADMIN, FakeEdFi, problem } from "../../../test/fakes/ed-fi-services.ts";
import { type LoopbackServer, startServer } from "../../../test/fakes/loopback-server.ts";
import { temporaryFolder } from "../../../test/temporary-folder.ts";
import { LoadTestError } from "../../base/errors.ts";
import { readEnvFile } from "../../settings/env-file/env-file.ts";
import { type ClientSetupInput, type ClientSetupResult, setUpClient } from "./client-setup.ts";

let fake: FakeEdFi;
let server: LoopbackServer;
let folder: string;
let lines: string[];

beforeEach(async () => {
  fake = new FakeEdFi();
  server = await startServer(fake.handle);
  folder = temporaryFolder();
  lines = [];
});
afterEach(() => server.close());

function envFile(): string {
  return join(folder, ".env.load-test");
}

function run(changes: Partial<ClientSetupInput> = {}): Promise<ClientSetupResult> {
  return setUpClient({
    configServiceUrl: `${server.url}/config/`,
    adminClientId: ADMIN.id,
    adminClientSecret: ADMIN.secret,
    baseUrl: `${server.url}/`,
    vendor: "Load Test",
    namespacePrefixes: ["uri://ed-fi.org"],
    applicationName: "Load test",
    claimSetName: "E2E-NoFurtherAuthRequiredClaimSet",
    educationOrganizationIds: [255901],
    envFile: envFile(),
    log: (line) => lines.push(line),
    ...changes,
  });
}

/** The error, with every text of it checked for secrets. */
async function failure(changes: Partial<ClientSetupInput> = {}): Promise<LoadTestError> {
  const error: unknown = await run(changes).catch((thrown: unknown) => thrown);
  if (!(error instanceof LoadTestError)) throw new Error(`expected a LoadTestError, got ${String(error)}`);
  expect(`${error.message} ${error.hint}`).not.toContain(ADMIN.secret);
  expect(error.message).not.toContain("\n");
  return error;
}

describe("a first set-up", () => {
  it("creates vendor, application and client, and writes them for the owner only", async () => {
    writeFileSync(envFile(), "# mine\nOTHER=1\n");
    chmodSync(envFile(), 0o644);
    expect(await run()).toEqual({ clientId: "key-1", created: true });
    expect(await readEnvFile(envFile())).toEqual({
      OTHER: "1",
      API_BASE_URL: server.url,
      CLIENT_ID: "key-1",
      CLIENT_SECRET: fake.clients[0]?.secret,
    });
    expect(readFileSync(envFile(), "utf8")).toMatch(/^# mine\nOTHER=1\n/);
    expect(statSync(envFile()).mode & 0o777).toBe(0o600);
    expect(fake.applications).toMatchObject([{ dataStoreIds: [1], educationOrganizationIds: [255901], vendorId: 7 }]);
    expect(lines.join("\n")).not.toContain(fake.clients[0]?.secret);
  });

  it("registers an admin client of its own when told to, and takes one that is there", async () => {
    fake.allowsRegistration = true;
    const own = { adminClientId: "own", adminClientSecret: "OwnSecret1234567890!Abcdefghijkl", register: true };
    await run(own);
    rmSync(envFile());
    await expect(run(own)).resolves.toMatchObject({ created: true });
  });

  it("keeps the prefixes that a vendor has", async () => {
    fake.vendors.push({ id: 9, company: "load test", namespacePrefixes: "uri://mine.org" });
    await run();
    expect(fake.applications[0]?.vendorId).toBe(9);
    expect(fake.vendors).toMatchObject([{ id: 9, namespacePrefixes: "uri://mine.org,uri://ed-fi.org" }]);
  });

  it("creates a data store only when told to", async () => {
    fake.dataStores.length = 0;
    expect(await failure()).toMatchObject({ kind: "preflight", hint: expect.stringContaining("--create-data-store") });
    await run({ create: { connectionString: "host=db" } });
    expect(fake.dataStores).toMatchObject([{ name: "Load test", connectionString: "host=db" }]);
  });

  it("lists the data stores when the choice is not clear, over all pages", async () => {
    for (let id = 2; id <= 60; id += 1) fake.dataStores.push({ id, name: `Year ${id}`, dataStoreType: "Production" });
    expect((await failure()).message).toContain('1 "Main", 2 "Year 2"');
    expect((await failure({ dataStore: "none" })).message).toContain('No unique data store is named "none"');
    await run({ dataStore: "year 60" });
    expect(fake.applications[0]?.dataStoreIds).toEqual([60]);
  });
});

describe("a repeated set-up", () => {
  it("creates nothing while the client in the file works, and needs no Configuration Service", async () => {
    await run();
    chmodSync(envFile(), 0o640);
    const before = readFileSync(envFile(), "utf8");
    server.calls.length = 0;
    const { configServiceUrl: _, ...noService } = { configServiceUrl: "" };
    expect(await run({ ...noService, adminClientSecret: "" })).toEqual({ clientId: "key-1", created: false });
    expect(server.calls.filter((call) => call.includes("/config"))).toEqual([]);
    expect(readFileSync(envFile(), "utf8")).toBe(before);
    expect(statSync(envFile()).mode & 0o777).toBe(0o600);
  });

  it("resets the secret of the application when it is lost", async () => {
    fake.resetsCredentials = true;
    await run();
    rmSync(envFile());
    expect(await run()).toEqual({ clientId: "key-1", created: true });
    expect(fake.applications).toHaveLength(1);
  });

  it("adds an API client when secrets cannot be reset", async () => {
    await run();
    rmSync(envFile());
    expect(await run()).toEqual({ clientId: "key-2", created: true });
    expect(fake.applications).toHaveLength(1);
  });

  it("creates an application with a number when neither is possible, or when the service lists none", async () => {
    fake.hasApiClients = false;
    await run();
    rmSync(envFile());
    await run();
    fake.listsApplications = false;
    rmSync(envFile());
    await run();
    expect(fake.applications.map((application) => application.applicationName)).toEqual([
      "Load test",
      "Load test 2",
      "Load test 3",
    ]);
  });

  it("does not reuse an application with another claim set", async () => {
    await run({ claimSetName: "SeedLoader" });
    rmSync(envFile());
    await run();
    expect(fake.applications.map((application) => application.claimSetName)).toEqual([
      "SeedLoader",
      "E2E-NoFurtherAuthRequiredClaimSet",
    ]);
  });

  it("keeps a working client with another claim set, unless the claim set was asked for by name", async () => {
    await run({ claimSetName: "SeedLoader" });
    expect(await run()).toMatchObject({ created: false });
    expect(lines.at(-1)).toContain("its claim set is SeedLoader");
    expect(await run({ isClaimSetFixed: true, claimSetName: "seedloader" })).toMatchObject({ created: false });
    expect(await run({ isClaimSetFixed: true })).toMatchObject({ created: true });
  });

  it("replaces a refused, a half-written and a foreign client", async () => {
    writeFileSync(envFile(), `API_BASE_URL=${server.url}\nCLIENT_ID=gone\nCLIENT_SECRET=wrong-secret\n`);
    expect(await run()).toMatchObject({ created: true });
    writeFileSync(envFile(), "CLIENT_ID=half\nCLIENT_SECRET='");
    expect(await run()).toMatchObject({ created: true });
    server.calls.length = 0;
    writeFileSync(envFile(), "API_BASE_URL=http://other.test\nCLIENT_ID=a\nCLIENT_SECRET=b\n");
    expect(await run()).toMatchObject({ created: true });
    expect(server.calls.filter((call) => call === "POST /oauth/token")).toHaveLength(1);
  });

  it("creates nothing when the target itself is ill", async () => {
    await run();
    fake.override = ({ path }) => (path.startsWith("/data") ? problem(500, "database down") : { status: 0 });
    expect((await failure()).message).toMatch(/returned 500: Refused: database down/);
    expect(fake.clients).toHaveLength(1);
  });
});

describe("failures name the call, the status and the fix", () => {
  it("for a wrong admin secret", async () => {
    const error = await failure({ adminClientSecret: "wrong-one" });
    expect(error.kind).toBe("auth");
    expect(error.message).toContain(
      `POST ${server.url}/config/connect/token as sys-admin returned 401: Refused: invalid_client`,
    );
    expect(error.hint).toContain("ID and secret of the administrative client");
  });

  it("for registration that is switched off", async () => {
    const error = await failure({ register: true });
    expect(error.message).toContain("/connect/register returned 403: Authorization Failed; Registration is disabled.");
    expect(error.hint).toContain("AllowRegistration");
  });

  it("for a service that is not there, or not one", async () => {
    expect((await failure({ configServiceUrl: "http://127.0.0.1:9" })).message).toContain(
      "POST http://127.0.0.1:9/connect/token",
    );
    const elsewhere = await failure({ configServiceUrl: `${server.url}/nowhere` });
    expect(elsewhere.message).toContain("returned 404");
    expect(elsewhere.hint).toContain("Configuration Service");
  });

  it("for settings that are missing", async () => {
    const error = await failure({ configServiceUrl: "", adminClientSecret: "" });
    expect(error.kind).toBe("config");
    expect(error.message).toContain("CONFIG_SERVICE_URL and CONFIG_SERVICE_CLIENT_SECRET is not set");
  });

  it("for a client that names no data store", async () => {
    fake.override = ({ path, method }) =>
      method === "GET" && path.startsWith("/data")
        ? {
            status: 403,
            body: {
              type: "urn:ed-fi:api:authorization-denied",
              detail: "No database instances are authorized for this client",
            },
          }
        : { status: 0 };
    const error = await failure();
    expect(error.kind).toBe("auth");
    expect(error.hint).toContain("no data store");
    expect(await readEnvFile(envFile())).toMatchObject({ CLIENT_ID: "key-1" });
  });

  it("before anything is created, for a file that cannot be written", async () => {
    expect((await failure({ envFile: join(folder, "none", ".env") })).kind).toBe("config");
    expect(server.calls).toEqual(["GET /"]);
  });
});
