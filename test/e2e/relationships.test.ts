/** A vendor's client, which sees what belongs to its education organizations: every phase passes and leaves nothing. */
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { isShared } from "../../src/lib/plan/shared-values.ts";
import { isDescriptor } from "../../src/lib/plan/smoke-selection.ts";
import type { RunSummary } from "../../src/results/run-summary.ts";
import { type Clone, createClone } from "./support/clone.ts";
import { datasetOf, EVERYTHING, newestRun, relationships, SMALL, unmentioned } from "./support/load.ts";
import { type Ended, type Environment, runCommand } from "./support/program.ts";
import { readJson } from "./support/run-folder.ts";
import { startTestSandbox, type TestSandbox, totalRows } from "./support/sandbox.ts";
import { seed } from "./support/seed.ts";

const ADMIN_SECRET = "ValidClientSecret1234567890!Abcd";

let clone: Clone;
let sandbox: TestSandbox;
beforeAll(() => {
  clone = createClone();
});
afterEach(() => sandbox.stop());
afterAll(() => clone.remove());

function run(command: string, args: readonly string[] = [], more: Environment = {}): Promise<Ended> {
  return runCommand(clone, command, args, { ...sandbox.environment, ...SMALL, ...more });
}

async function passes(command: string, args: readonly string[] = [], more: Environment = {}): Promise<RunSummary> {
  const ended = await run(command, args, more);
  expect(ended.code, ended.output).toBe(0);
  expect(ended.stdout).toMatch(/^PASS/m);
  const summary = readJson<RunSummary>(newestRun(clone), "summary.json");
  expect(summary.failures).toBe(0);
  return summary;
}

test("smoke, load and readwrite pass with relationships, and are cleaned up completely", async () => {
  sandbox = await startTestSandbox(clone, EVERYTHING, ".sandbox-vendor");
  // Its client may not create school years.
  await seed(sandbox, datasetOf(SMALL), ["schoolYearTypes"]);
  await sandbox.stop();
  sandbox = await startTestSandbox(clone, relationships("EdFiSandbox"), ".sandbox-vendor");
  const before = (await sandbox.ledger()).rows;

  const smoke = await passes("run-smoke-test");
  expect(smoke.leftOut).toBeUndefined();
  const load = await passes("run-load-phase");
  const loaded = (await sandbox.ledger()).rows;
  await passes("run-readwrite-phase", [
    "--mix",
    "sis-day",
    "--vus",
    "4",
    "--think-time",
    "10ms",
    "--duration",
    "4s",
    "--keep",
  ]);
  const kept = await run("cleanup", [newestRun(clone), "--yes"]);
  expect(kept.code, kept.output).toBe(0);
  expect((await sandbox.ledger()).rows).toEqual(loaded);
  const cleaned = await run("cleanup", [join("results", load.run), "--yes"]);
  expect(cleaned.code, cleaned.output).toBe(0);
  expect(cleaned.stdout).toMatch(/^PASS {2}cleanup: [\d,]+ deleted, 0 gone already, 0 left/m);
  expect((await sandbox.ledger()).rows).toEqual(before);
});

test("a vendor works on what a district has loaded, and says what it leaves out", async () => {
  const dataset = datasetOf(SMALL);
  sandbox = await startTestSandbox(clone, EVERYTHING, ".sandbox-district");
  const ofDistrict = dataset.endpoints.filter(
    (endpoint) => isShared(endpoint) || ["localEducationAgencies", "schools"].includes(endpoint),
  );
  await seed(sandbox, dataset, ofDistrict);
  await sandbox.stop();
  sandbox = await startTestSandbox(clone, relationships("SISVendor"), ".sandbox-district");
  const before = totalRows(await sandbox.ledger());

  const service = { CONFIG_SERVICE_URL: `${sandbox.baseUrl}/config`, CONFIG_SERVICE_CLIENT_SECRET: ADMIN_SECRET };
  const summary = await passes("run-load-phase", [], service);
  const { load, leftOut, run: name } = summary;
  expect(unmentioned(dataset, summary)).toEqual([]);
  expect(load?.resources.schools).toMatchObject({ created: 0, present: 2 });
  expect(load?.resources.grades?.created).toBeGreaterThan(0);
  expect(leftOut).toContainEqual({ what: "stateEducationAgencies", reason: "the client may not create it" });
  expect(leftOut?.some(({ what }) => isDescriptor(what))).toBe(false);
  const args = ["--mix", "change-queries", "--vus", "4", "--think-time", "10ms", "--duration", "4s"];
  const mix = await passes("run-readwrite-phase", args, service);
  expect(mix.leftOut).toContainEqual({ what: "changes students", reason: "the client may not read changes of it" });
  const cleaned = await run("cleanup", [join("results", name), "--yes"]);
  expect(cleaned.code, cleaned.output).toBe(0);
  expect(totalRows(await sandbox.ledger())).toBe(before);
});

interface ExportedClaim {
  readonly actions: readonly { readonly name: string }[];
}

/** A claim set that may create and read everything, and delete nothing. */
async function importWriters({ baseUrl }: TestSandbox): Promise<void> {
  const form = { grant_type: "client_credentials", client_id: "DmsConfigurationService", client_secret: ADMIN_SECRET };
  const answer = await fetch(`${baseUrl}/config/connect/token`, { method: "POST", body: new URLSearchParams(form) });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const call = (path: string, init: RequestInit = {}) =>
    fetch(`${baseUrl}/config/v3/claimSets${path}`, { headers, ...init });
  const sets = (await (await call("?limit=100")).json()) as { id: number; name?: string; claimSetName?: string }[];
  const { id } = sets.find(({ name, claimSetName }) => (claimSetName ?? name) === "SeedLoader") ?? {};
  const { resourceClaims } = (await (await call(`/${id}/export`)).json()) as { resourceClaims: ExportedClaim[] };
  const claims = resourceClaims.map((claim) => ({
    ...claim,
    actions: claim.actions.filter(({ name }) => name === "Create" || name === "Read"),
  }));
  const body = JSON.stringify({ claimSetName: "Writers", resourceClaims: claims });
  const imported = await call("/import", { method: "POST", body });
  if (!imported.ok) throw new Error(`${imported.status} ${await imported.text()}`);
}

test("what a client cannot delete is said before anything is deleted, and another client deletes it", async () => {
  sandbox = await startTestSandbox(clone, EVERYTHING, ".sandbox-writers");
  await importWriters(sandbox);
  await sandbox.stop();
  sandbox = await startTestSandbox(clone, ["--claim-set", "Writers"], ".sandbox-writers");
  const loaded = await run("run-load-phase");
  expect(loaded.code, loaded.output).toBe(0);
  expect(loaded.output).toMatch(/^note +the client may not delete .*schools/m);
  const folder = newestRun(clone);
  const rows = totalRows(await sandbox.ledger());
  const kept = await run("cleanup", [folder, "--yes"]);
  expect(kept.code, kept.output).toBe(0);
  expect(kept.output).toMatch(/^remains +2 schools: the client may not delete it$/m);
  expect(kept.output.indexOf("another client may delete them")).toBeLessThan(kept.output.indexOf("PASS"));
  expect(totalRows(await sandbox.ledger())).toBe(rows);
  await sandbox.stop();

  // The same key and secret at the same address, now with rights to everything.
  const port = ["--port", new URL(sandbox.baseUrl).port];
  sandbox = await startTestSandbox(clone, [...EVERYTHING, ...port], ".sandbox-writers");
  const other = { ...sandbox.environment, CLIENT_ID: "unknown", CLIENT_SECRET: "wrong" };
  const file = clone.file(".sandbox-writers/client.env");
  const cleaned = await runCommand(clone, "cleanup", [folder, "--client-from", file, "--yes"], other);
  expect(cleaned.code, cleaned.output).toBe(0);
  expect(totalRows(await sandbox.ledger())).toBe(0);
  const without = await runCommand(clone, "cleanup", [folder, "--client-from", "nothing.env"], other);
  expect(without.code).toBe(3);
  expect(without.output).toMatch(/nothing\.env has no CLIENT_ID and CLIENT_SECRET/);
});
