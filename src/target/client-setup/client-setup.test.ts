import { chmodSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ADMIN, FakeEdFi, problem } from "../../../test/fakes/ed-fi-services.ts";
import { type LoopbackServer, startServer } from "../../../test/fakes/loopback-server.ts";
import { temporaryFolder } from "../../../test/temporary-folder.ts";
import { LoadTestError } from "../../base/errors.ts";
import { readEnvFile } from "../../settings/env-file/env-file.ts";
import { openAdminSession } from "../config-service/admin-session.ts";
import { type ClientSetupInput, type ClientSetupResult, setUpClient } from "./client-setup.ts";
import { provideClaimSet } from "./own-claim-set.ts";
import { type Removed, removeClient } from "./remove-client.ts";

const USUAL = "E2E-NoFurtherAuthRequiredClaimSet";

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
  return setUpClient(inputOf(changes));
}

function inputOf(changes: Partial<ClientSetupInput>): ClientSetupInput {
  return {
    configServiceUrl: `${server.url}/config/`,
    adminClientId: ADMIN.id,
    adminClientSecret: ADMIN.secret,
    baseUrl: `${server.url}/`,
    vendor: "Load Test",
    namespacePrefixes: ["uri://ed-fi.org"],
    applicationName: "Load test",
    owner: "ann@laptop",
    claimSetName: USUAL,
    claimSetWaitMs: 60_000,
    educationOrganizationIds: [255901],
    wantedResources: ["schools", "students", "staffs"],
    confirm: async () => false,
    envFile: envFile(),
    log: (line) => lines.push(line),
    ...changes,
  };
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
    expect(await run()).toEqual({
      clientId: "key-1",
      created: true,
      claimSet: USUAL,
      resources: { allowed: 2, wanted: 3 },
    });
    expect(lines.at(-1)).toBe(`Its claim set is ${USUAL}: it may create 2 of the dataset's 3 resources`);
    expect(await readEnvFile(envFile())).toEqual({
      OTHER: "1",
      API_BASE_URL: server.url,
      CLIENT_ID: "key-1",
      CLIENT_SECRET: fake.clients[0]?.secret,
    });
    expect(readFileSync(envFile(), "utf8")).toMatch(/^# mine\nOTHER=1\n/);
    expect(statSync(envFile()).mode & 0o777).toBe(0o600);
    expect(fake.applications).toMatchObject([
      {
        applicationName: `Load test: ${USUAL}, data store 1, ann@laptop`,
        dataStoreIds: [1],
        educationOrganizationIds: [255901],
        vendorId: 7,
      },
    ]);
    expect(lines.join("\n")).not.toContain(fake.clients[0]?.secret);
  });

  it("registers an admin client of its own when told to, and takes one that is there", async () => {
    fake.allowsRegistration = true;
    const own = { adminClientId: "own", adminClientSecret: "OwnSecret1234567890!Abcdefghijkl", register: true };
    await run(own);
    rmSync(envFile());
    await expect(run(own)).resolves.toMatchObject({ created: true });
  });

  it.each([
    [{ status: 200, body: "<html><title>Portal</title></html>" }, /another service or a gateway answers/],
    [{ status: 307, headers: { location: "/login" } }, /another service or a gateway answers/],
    [{ status: 425 }, /try again/],
  ])("says what to do after an answer with status $status", async (answer, hint) => {
    fake.override = ({ path }) => (path.includes("/v3/") || path.includes("/v2/") ? answer : { status: 0 });
    expect(await failure()).toMatchObject({ kind: "preflight", hint: expect.stringMatching(hint) });
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
    expect(await run({ ...noService, adminClientSecret: "" })).toMatchObject({ clientId: "key-1", created: false });
    expect(server.calls.filter((call) => call.includes("/config"))).toEqual([]);
    expect(readFileSync(envFile(), "utf8")).toBe(before);
    expect(statSync(envFile()).mode & 0o777).toBe(0o600);
  });

  it.each([true, false])(
    "finds the application again when the secret is lost; secrets can be reset: %s",
    async (can) => {
      fake.resetsCredentials = can;
      for (let time = 1; time <= 5; time += 1) {
        rmSync(envFile(), { force: true });
        expect(await run()).toMatchObject({ clientId: can ? "key-1" : `key-${time}`, created: true });
      }
      expect(fake.applications).toHaveLength(1);
      expect(fake.clients).toHaveLength(1);
    },
  );

  it("leaves the applications of other owners and data stores alone", async () => {
    fake.resetsCredentials = true;
    fake.dataStores.push({ id: 2, name: "Other", dataStoreType: "Production" });
    await run({ dataStore: "1" });
    const [first] = fake.clients.map(({ secret }) => secret);
    rmSync(envFile());
    await run({ dataStore: "1", owner: "ci" });
    expect(await run({ dataStore: "2", owner: "ci" })).toMatchObject({ clientId: "key-3", created: true });
    expect(fake.applications.map(({ applicationName }) => applicationName)).toEqual(
      ["1, ann@laptop", "1, ci", "2, ci"].map((end) => `Load test: ${USUAL}, data store ${end}`),
    );
    expect(fake.clients[0]?.secret).toBe(first);
  });

  it("creates an application with a number when the service lists none", async () => {
    await run();
    fake.listsApplications = false;
    rmSync(envFile());
    await run();
    const name = `Load test: ${USUAL}, data store 1, ann@laptop`;
    expect(fake.applications.map(({ applicationName }) => applicationName)).toEqual([name, `${name} 2`]);
  });

  it.each([true, false])(
    "assigns the education organizations of another profile; the service changes applications: %s",
    async (can) => {
      fake.changesApplications = can;
      fake.resetsCredentials = true;
      await run();
      const wanted = { educationOrganizationIds: [255901, 7] };
      expect(await run(wanted)).toMatchObject({ created: false });
      expect(fake.applications[0]?.educationOrganizationIds).toEqual(can ? [255901, 7] : [255901]);
      rmSync(envFile());
      await run(wanted);
      expect(fake.applications).toMatchObject([{ educationOrganizationIds: [255901, 7] }]);
    },
  );

  it("asks for another secret when shells would read one differently from dotenv", async () => {
    let given = 0;
    fake.override = ({ method, path }) => {
      if (method !== "PUT" || !path.endsWith("/reset-credential")) return { status: 0 };
      given += 1;
      const secret = given < 3 ? `it's $${given}` : "Plain(secret";
      const client = fake.clients[0];
      if (client !== undefined) client.secret = secret;
      return { body: { id: 12, key: client?.key, secret } };
    };
    await run();
    rmSync(envFile());
    await run();
    expect(given).toBe(3);
    expect(readFileSync(envFile(), "utf8")).toMatch(/^# Read the same by .* bash .*\nCLIENT_SECRET='Plain\(secret'$/m);
  });

  it("does not reuse an application with another claim set", async () => {
    await run({ claimSetName: "SeedLoader" });
    rmSync(envFile());
    await run();
    expect(fake.applications.map((application) => application.claimSetName)).toEqual(["SeedLoader", USUAL]);
  });

  it("keeps a working client with another claim set, unless the claim set was asked for by name", async () => {
    await run({ claimSetName: "SeedLoader" });
    expect(await run()).toMatchObject({ created: false });
    expect(lines.slice(-2)).toEqual([
      "Its claim set is SeedLoader: it may create 2 of the dataset's 3 resources",
      `Note: not ${USUAL}; use --claim-set ${USUAL} to create another client`,
    ]);
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

describe("clients of several tenants", () => {
  const tenant = (name: string, address: Record<string, string | undefined> = { API_TENANT: name }) =>
    run({ tenant: name, owner: name, address });
  const together = (name: string) =>
    run({
      tenant: name,
      clientName: name,
      owner: name,
      address: { API_BASE_URL: `${server.url}/common`, API_TENANTS: "a,b", API_TENANT: undefined },
    });

  it("are each stored under the name of their tenant, with the address of all", async () => {
    expect([await together("a"), await together("b")]).toMatchObject([{ created: true }, { created: true }]);
    expect(await readEnvFile(envFile())).toEqual({
      API_BASE_URL: `${server.url}/common`,
      API_TENANTS: "a,b",
      CLIENT_ID_A: "key-1",
      CLIENT_SECRET_A: expect.any(String),
      CLIENT_ID_B: "key-2",
      CLIENT_SECRET_B: expect.any(String),
    });
    expect([await together("a"), await together("b")]).toMatchObject([{ created: false }, { created: false }]);
    expect(await tenant("b", { API_TENANT: "b", API_TENANTS: undefined })).toMatchObject({
      clientId: "key-2",
      created: false,
    });
    expect(await readEnvFile(envFile())).toMatchObject({ API_TENANTS: "a,b", CLIENT_ID_A: "key-1" });
  });

  it("are kept when they were made one after the other", async () => {
    await tenant("a");
    await tenant("b");
    expect(await readEnvFile(envFile())).toEqual({
      API_BASE_URL: server.url,
      API_TENANT: "b",
      CLIENT_ID_A: "key-1",
      CLIENT_SECRET_A: expect.any(String),
      CLIENT_ID: "key-2",
      CLIENT_SECRET: expect.any(String),
    });
    expect([await together("a"), await together("b")]).toMatchObject([
      { clientId: "key-1", created: false },
      { clientId: "key-2", created: false },
    ]);
    expect(Object.keys(await readEnvFile(envFile())).filter((name) => name.startsWith("CLIENT_ID"))).toEqual([
      "CLIENT_ID_A",
      "CLIENT_ID_B",
    ]);
  });

  it("are removed from the file when they no longer work, and not taken to another server", async () => {
    await together("a");
    await together("b");
    await removeClient(inputOf({ tenant: "b", clientName: "b", owner: "b" }));
    expect(Object.keys(await readEnvFile(envFile()))).not.toContain("CLIENT_SECRET_B");
    writeFileSync(envFile(), "API_BASE_URL=http://other.test\nCLIENT_ID_C=c\nCLIENT_SECRET_C=hush\n");
    await tenant("a");
    expect(Object.keys(await readEnvFile(envFile())).sort()).toEqual([
      "API_BASE_URL",
      "API_TENANT",
      "CLIENT_ID",
      "CLIENT_SECRET",
    ]);
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
    expect(error.message).toContain("CONFIG_SERVICE_URL and CONFIG_SERVICE_CLIENT_SECRET are not set");
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

describe("the claim set of the tool", () => {
  const PEOPLE = "http://ed-fi.org/identity/claims/domains/people";
  const claim = (claimName: string, parentClaimName: string | null = null): object => ({
    claimName,
    parentClaimName,
    actions: [{ name: "Create", enabled: true }],
  });

  beforeEach(() => {
    fake.claimSets = [
      {
        id: 1,
        claimSetName: "EdFiSandbox",
        _isSystemReserved: true,
        resourceClaims: [claim(PEOPLE), claim("http://ed-fi.org/identity/claims/services/identity")],
      },
      {
        id: 2,
        claimSetName: "SeedLoader",
        _isSystemReserved: true,
        resourceClaims: [
          claim("http://ed-fi.org/identity/claims/ed-fi/student", PEOPLE),
          claim("http://example.org/identity/claims/sample/bus"),
        ],
      },
    ];
  });

  function runOwn(changes: Partial<ClientSetupInput> = {}): Promise<ClientSetupResult> {
    return run({ claimSetName: "EdFiLoadTest", ...changes });
  }

  it("opens every claim of data that the service has, extensions included", async () => {
    fake.importWarnings = ["something"];
    expect(await runOwn()).toMatchObject({ claimSet: "EdFiLoadTest", created: true });
    const [people, bus] = (fake.claimSets?.[2]?.resourceClaims ?? []) as Record<string, unknown>[];
    expect(fake.claimSets?.[2]).toMatchObject({ claimSetName: "EdFiLoadTest", resourceClaims: { length: 2 } });
    expect(bus).toMatchObject({ name: "bus", claimName: "http://example.org/identity/claims/sample/bus" });
    expect(people).toEqual({
      name: "people",
      claimName: PEOPLE,
      parentClaimName: null,
      actions: ["Create", "Read", "Update", "Delete", "ReadChanges"].map((name) => ({ name, enabled: true })),
      authorizationStrategyOverrides: ["Create", "Read", "Update", "Delete", "ReadChanges"].map((actionName) => ({
        actionName,
        authorizationStrategies: [{ authStrategyName: "NoFurtherAuthorizationRequired" }],
      })),
    });
    expect(lines).toContain("The Configuration Service warned: something");
    expect(lines.join("\n")).toContain("lets its clients create, read, update and delete everything");
  });

  it("is imported again only when it differs, also for a client that works", async () => {
    await runOwn();
    server.calls.length = 0;
    expect(await runOwn()).toMatchObject({ created: false });
    expect(server.calls).not.toContain("POST /config/v3/claimSets/import");
    const [first] = fake.claimSets ?? [];
    if (first !== undefined) first.resourceClaims = [claim(PEOPLE), claim("http://x/claims/y")];
    expect(await runOwn()).toMatchObject({ created: false });
    expect(server.calls).toContain("POST /config/v3/claimSets/import");
    expect(fake.claimSets?.[2]?.resourceClaims).toHaveLength(3);
    expect(lines.join("\n")).toContain("The target applies the changed claim set when it reads claim sets again");
  });

  it("is deleted and imported by a service that imports only new ones", async () => {
    await runOwn();
    if (fake.claimSets?.[2] !== undefined) fake.claimSets[2].resourceClaims = [];
    fake.override = ({ path }) =>
      path.endsWith("/import") && fake.claimSets?.length === 3 ? problem(409, "exists") : { status: 0 };
    await runOwn();
    expect(fake.claimSets?.[2]?.resourceClaims).toHaveLength(2);
  });

  it.each([
    ["has no such routes", () => refuse("/v3/claimSets", 404), USUAL, "GET .*/v3/claimSets returned 404"],
    ["refuses the import", () => refuse("/import", 403), "EdFiSandbox", "POST .*/v3/claimSets/import returned 403"],
    ["exports none", () => refuse("/export", 405), "EdFiSandbox", "GET .*/v3/claimSets/1/export returned 405"],
  ])(
    "is replaced by one that is there, with what that costs, when the service %s",
    async (_what, change, name, why) => {
      change();
      expect(await runOwn()).toMatchObject({ claimSet: name, created: true });
      expect(lines.at(-2)).toBe(`Its claim set is ${name}: it may create 2 of the dataset's 3 resources`);
      expect(lines.at(-1)).toMatch(
        new RegExp(`^Note: not EdFiLoadTest, because the Configuration Service refused it \\(${why}`),
      );
    },
  );

  function refuse(end: string, status: number): void {
    fake.override = ({ path }) => (path.endsWith(end) ? problem(status, "no") : { status: 0 });
  }

  it("is used as it is where it came with the service", async () => {
    fake.claimSets?.push({ id: 3, claimSetName: "EdFiLoadTest", _isSystemReserved: true, resourceClaims: [] });
    expect(await runOwn()).toMatchObject({ claimSet: "EdFiLoadTest", created: true });
    expect(server.calls).not.toContain("POST /config/v3/claimSets/import");
  });

  it("is not replaced when the import fails otherwise", async () => {
    refuse("/import", 500);
    expect((await failure({ claimSetName: "EdFiLoadTest" })).message).toContain("/v3/claimSets/import returned 500");
    expect(fake.applications).toEqual([]);
  });

  it("is waited for until the target has read it, also while that is restarted", async () => {
    let isKnown = false;
    fake.knowsClaimSet = () => isKnown;
    let asked = 0;
    fake.override = ({ path }) => {
      if (path !== "/oauth/token_info") return { status: 0 };
      asked += 1;
      if (asked === 1) return { status: 0 };
      isKnown = asked > 4;
      return isKnown ? { status: 0 } : "reset";
    };
    expect(await runOwn()).toMatchObject({ clientId: "key-1", created: true });
    expect(lines.join("\n")).toMatch(/restart of the DMS makes it known at once; --claim-set E2E-/);
    expect(server.calls.filter((call) => call === "POST /oauth/token")).toHaveLength(1);
  });

  it("is waited for by the next run when the time was up, without another client", async () => {
    fake.knowsClaimSet = () => false;
    const error = await failure({ claimSetName: "EdFiLoadTest", claimSetWaitMs: 0 });
    expect(error.message).toContain("has not read claim set EdFiLoadTest within 0s");
    expect(await readEnvFile(envFile())).toMatchObject({ CLIENT_ID: "key-1" });
    fake.knowsClaimSet = () => true;
    expect(await runOwn()).toMatchObject({ clientId: "key-1", created: false });
  });

  it("is reloaded by the target where that is enabled; the administrative token goes only there", async () => {
    let isKnown = false;
    fake.knowsClaimSet = () => isKnown;
    fake.onReload = () => {
      isKnown = true;
    };
    expect(await runOwn({ claimSetWaitMs: 0 })).toMatchObject({ created: true });
    expect(lines).toContain("The target has reloaded its claim sets (/management/reload-claimsets)");
  });

  it("is imported into a service on another machine only when confirmed", async () => {
    const other = "http://config.example.org/config";
    const session = {
      ...(await openAdminSession({
        configServiceUrl: `${server.url}/config`,
        adminClientId: ADMIN.id,
        adminClientSecret: ADMIN.secret,
      })),
      baseUrl: other,
    };
    const questions: string[] = [];
    const provide = (answer: boolean) =>
      provideClaimSet(session, {
        claimSetName: "EdFiLoadTest",
        log: (line) => lines.push(line),
        confirm: async (question) => questions.push(question) > 0 && answer,
      });
    await expect(provide(false)).rejects.toMatchObject({ kind: "usage", hint: expect.stringContaining("--yes") });
    expect(server.calls).not.toContain("POST /config/v3/claimSets/import");
    expect(await provide(true)).toEqual({ name: "EdFiLoadTest", isChanged: true });
    expect(questions).toEqual([`Import it into ${other}?`, `Import it into ${other}?`]);
  });

  it("is distinguished from a claim set that the service does not have", async () => {
    const error = await failure({ claimSetName: "EdFiSandBoxx" });
    expect(error.message).toContain("no claim set EdFiSandBoxx");
    expect(error.hint).toContain("EdFiSandbox, SeedLoader");
    expect(await run({ claimSetName: "edfisandbox" })).toMatchObject({ claimSet: "EdFiSandbox" });
  });

  describe("is removed", () => {
    function remove(changes: Partial<ClientSetupInput> = {}): Promise<Removed> {
      return removeClient(inputOf({ claimSetName: "EdFiLoadTest", ...changes }));
    }

    it("with application, vendor and client, and nothing else", async () => {
      fake.vendors.push({ id: 3, company: "Acme", namespacePrefixes: "uri://acme.org" });
      await runOwn();
      const theirs = {
        ...fake.applications[0],
        id: 99,
        vendorId: 3,
        applicationName: "Load test",
        claimSetName: "SISVendor",
      };
      fake.applications.push(theirs as (typeof fake.applications)[0]);
      expect(await remove()).toEqual({
        applications: ["Load test: EdFiLoadTest, data store 1, ann@laptop"],
        claimSets: ["EdFiLoadTest"],
        vendors: ["Load Test"],
      });
      expect(fake.applications).toEqual([theirs]);
      expect(fake.vendors).toMatchObject([{ id: 3 }]);
      expect(fake.claimSets?.map(({ claimSetName }) => claimSetName)).toEqual(["EdFiSandbox", "SeedLoader"]);
      expect(await readEnvFile(envFile())).toEqual({ API_BASE_URL: server.url });
      expect(await remove()).toEqual({ applications: [], claimSets: [], vendors: [] });
    });

    it("except for what others use", async () => {
      await runOwn();
      await runOwn({ owner: "ci", isClaimSetFixed: true, envFile: join(folder, "other") });
      expect(await remove()).toMatchObject({ applications: { length: 1 }, claimSets: [], vendors: [] });
      expect(lines.slice(-3).join("\n")).toMatch(/Kept claim set EdFiLoadTest: used by application \d+ ".*, ci"/);
      expect(await readEnvFile(join(folder, "other"))).toHaveProperty("CLIENT_ID");
    });

    it("but not a vendor that was there before", async () => {
      fake.vendors.push({ id: 9, company: "Load Test", namespacePrefixes: "uri://mine.org" });
      await runOwn();
      expect(await remove()).toMatchObject({ claimSets: ["EdFiLoadTest"], vendors: [] });
      expect(fake.vendors).toHaveLength(1);
    });
  });
});
