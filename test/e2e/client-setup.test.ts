/** `npm run setup-client` against the sandbox's Configuration Service, and a DMS side that reads claim sets late. */
import { readFileSync, rmSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { EXIT_CODES } from "../../src/base/errors.ts";
import { readEnvFile } from "../../src/settings/env-file/env-file.ts";
import { type Clone, createClone } from "./support/clone.ts";
import { type Ended, type Environment, runCommand, startCommand } from "./support/program.ts";
import { startTestSandbox, type TestSandbox } from "./support/sandbox.ts";

const USUAL = "E2E-NoFurtherAuthRequiredClaimSet";
const ADMIN_SECRET = "ValidClientSecret1234567890!Abcd";

let clone: Clone;
let sandbox: TestSandbox;
beforeEach(() => {
  clone = createClone();
});
afterEach(async () => {
  await sandbox.stop();
  clone.remove();
});

async function begin(...args: string[]): Promise<void> {
  sandbox = await startTestSandbox(clone, args);
}

function environment(): Environment {
  return {
    API_BASE_URL: sandbox.baseUrl,
    CONFIG_SERVICE_URL: `${sandbox.baseUrl}/config`,
    CONFIG_SERVICE_CLIENT_SECRET: ADMIN_SECRET,
  };
}

async function setUp(...args: string[]): Promise<Ended & { readonly clientId: string }> {
  const ended = await runCommand(clone, "setup-client", ["--owner", "ann", ...args], environment());
  const { CLIENT_ID: clientId = "", CLIENT_SECRET: secret = "none" } = await readEnvFile(clone.file(".env.load-test"));
  expect(ended.output).not.toContain(secret);
  expect(ended.output).not.toContain(ADMIN_SECRET);
  return { ...ended, clientId };
}

/** A list of the Configuration Service. */
async function list<Row>(name: string): Promise<Row[]> {
  const call = (path: string, init: RequestInit): Promise<Response> => fetch(`${sandbox.baseUrl}/config/${path}`, init);
  const login = { client_id: "DmsConfigurationService", client_secret: ADMIN_SECRET, grant_type: "client_credentials" };
  const token = (await (await call("connect/token", { method: "POST", body: new URLSearchParams(login) })).json()) as {
    access_token: string;
  };
  const answer = await call(`v3/${name}`, { headers: { authorization: `Bearer ${token.access_token}` } });
  return (await answer.json()) as Row[];
}

interface Application {
  readonly applicationName: string;
  readonly educationOrganizationIds: readonly number[];
}

async function applications(): Promise<Application[]> {
  const all = await list<Application>("applications");
  return all.filter(({ applicationName }) => applicationName !== "Ready-made client");
}

async function claimSetNames(): Promise<string[]> {
  return (await list<{ claimSetName: string }>("claimSets")).map(({ claimSetName }) => claimSetName);
}

test("makes a client that may create everything, once, whatever becomes of its file", async () => {
  await begin();
  const first = await setUp();
  expect(first.code, first.output).toBe(0);
  expect(first.output).toContain("claim set is EdFiLoadTest: it may create 122 of the dataset's 122 resources");
  expect(readFileSync(clone.file(".env.load-test"), "utf8")).toContain(`CLIENT_ID=${first.clientId}`);
  for (let time = 0; time < 3; time += 1) {
    rmSync(clone.file(".env.load-test"));
    expect((await setUp()).output).toContain("Claim set EdFiLoadTest is up to date");
  }
  const [application, ...more] = await applications();
  expect(application?.applicationName).toBe("Load test: EdFiLoadTest, data store 1, ann");
  expect(more).toEqual([]);

  const shown = await setUp("--show");
  expect(shown.stdout).toMatch(/^3\d\d resources +all$/m);
  expect(shown.stdout).toContain("It may create 122 of the dataset's 122 resources");
});

test("waits for a claim set that the API has not read, and goes on when it was stopped", async () => {
  await begin("--claim-set-cache", "25s");
  const interrupted = startCommand(clone, "setup-client", ["--owner", "ann"], environment());
  await interrupted.printed(/restart of the DMS makes it known at once.*\n.*Waiting up to 11m/);
  process.kill(interrupted.pid, "SIGINT");
  expect((await interrupted.ended).code).toBe(EXIT_CODES.interrupted.code);
  const { CLIENT_ID: first } = await readEnvFile(clone.file(".env.load-test"));

  const early = await setUp("--claim-set-wait", "100ms");
  expect(early.code, early.output).toBe(EXIT_CODES.preflight.code);
  expect(early.output).toMatch(/has not read claim set EdFiLoadTest within 100ms: .*ClaimSet was not found/);
  expect(early.output).toContain(`--claim-set ${USUAL}`);

  const late = await setUp();
  expect(late.code, late.output).toBe(0);
  expect(late.clientId).toBe(first);
  expect(await applications()).toHaveLength(1);
});

test("offers a client that works now while a claim set is not known", async () => {
  await begin("--claim-set-cache", "1h");
  await setUp("--claim-set-wait", "0s");
  const now = await setUp("--claim-set", USUAL);
  expect(now.code, now.output).toBe(0);
  expect(now.output).toContain("it may create 55 of the dataset's 122 resources");
});

test("falls back to the usual claim set where none can be imported, and says what that costs", async () => {
  await begin();
  await sandbox.setFaults([{ route: "/config/v3/claimSets/import", status: 404 }]);
  const ended = await setUp();
  expect(ended.code, ended.output).toBe(0);
  expect(ended.output).toContain(`claim set is ${USUAL}: it may create 55 of the dataset's 122 resources`);
  expect(ended.output).toMatch(/not EdFiLoadTest, because .* refused it \(POST .*\/import returned 404/);
  expect(await claimSetNames()).not.toContain("EdFiLoadTest");
});

test("removes what it made and nothing else", async () => {
  await begin();
  const before = await Promise.all([claimSetNames(), list("vendors"), list("applications"), list("apiClients")]);
  await setUp();
  await setUp("--claim-set", "SeedLoader");
  await setUp("--owner", "ci", "--authorization", "none");
  expect(await applications()).toHaveLength(3);

  const one = await setUp("--remove");
  expect(one.output).toMatch(/Kept claim set EdFiLoadTest: used by application \d+ ".*, ci"/);
  expect((await applications()).map(({ applicationName }) => applicationName)).toEqual([
    "Load test: EdFiLoadTest, data store 1, ci",
  ]);
  const other = await setUp("--owner", "ci", "--remove");
  expect(other.output).toMatch(/Deleted claim set EdFiLoadTest\nDeleted vendor \d+ "Load Test"\nRemoved client /);
  expect(other.clientId).toBe("");
  const after = await Promise.all([claimSetNames(), list("vendors"), list("applications"), list("apiClients")]);
  expect(after).toEqual(before);
});

test("gives a client under relationships the education organizations of its profile", async () => {
  await begin();
  const ids = async (): Promise<readonly number[]> => (await applications())[0]?.educationOrganizationIds ?? [];
  const first = await setUp("--authorization", "relationships", "--profile", "dev", "--dataset-id", "5");
  expect(first.output).toContain("claim set is EdFiSandbox: it may create 121 of the dataset's 122 resources");
  // State agency, service center and agency of the dataset, and of the smoke phase's own.
  const smoke = [900_000_001, 900_000_002, 900_000_010];
  expect(await ids()).toEqual([500_001, 500_002, 500_010, ...smoke]);
  const second = await setUp("--authorization", "relationships", "--profile", "prod");
  expect(await ids()).toEqual([255_900_001, 255_900_002, 255_900_010, 255_900_011, 255_900_012, ...smoke]);
  expect(second.clientId).toBe(first.clientId);
});
