/** Two tenants of one installation at once, and two school years: each run works with its own clients and items only. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { EXIT_CODES } from "../../src/base/errors.ts";
import { readEnvFile } from "../../src/settings/env-file/env-file.ts";
import { type Clone, createClone } from "./support/clone.ts";
import { expectComplete, readLoad, SMALL } from "./support/load.ts";
import { type Ended, type Environment, runCommand } from "./support/program.ts";
import { type Ledger, startTestSandbox, type TestSandbox, totalRows } from "./support/sandbox.ts";

const ADMIN_SECRET = "ValidClientSecret1234567890!Abcd";

let clones: Clone[] = [];
beforeAll(() => {
  clones = [createClone(), createClone()];
});
afterAll(() => {
  for (const clone of clones) clone.remove();
});

/** A run of a user who works at one address of the installation. */
interface Place {
  readonly clone: Clone;
  readonly sandbox: TestSandbox;
  readonly environment: Environment;
}

function placeOf(sandbox: TestSandbox, at: number, path: string, environment: Environment): Place {
  const clone = clones[at] as Clone;
  const { origin } = new URL(sandbox.baseUrl);
  const admin = `${origin}/${path}/sandbox/ledger`;
  const service = { CONFIG_SERVICE_URL: `${origin}/config`, CONFIG_SERVICE_CLIENT_SECRET: ADMIN_SECRET };
  return {
    clone,
    sandbox: {
      ...sandbox,
      ledger: async () => (await (await fetch(admin)).json()) as Ledger,
      resetLedger: async () => void (await fetch(admin, { method: "DELETE" })),
    },
    environment: { API_BASE_URL: origin, ...service, ...SMALL, ...environment },
  };
}

async function passes({ clone, environment }: Place, command: string, args: readonly string[] = []): Promise<Ended> {
  const ended = await runCommand(clone, command, args, environment);
  expect(ended.code, ended.output).toBe(0);
  return ended;
}

async function completeLoad(place: Place): Promise<void> {
  await place.sandbox.resetLedger();
  await passes(place, "run-load-phase");
  await expectComplete(readLoad(place.clone), place.sandbox);
  const { CLIENT_ID: clientId = "" } = await readEnvFile(place.clone.file(".env.load-test"));
  const { byClient } = (await place.sandbox.ledger()).tokens;
  // Administrators log in at one address for all tenants.
  const { DmsConfigurationService: _, ...ofClients } = byClient;
  expect(ofClients).toEqual({ [clientId]: 1 });
}

test("every phase passes at two tenants at once, each with its own client, items and one token", async () => {
  const sandbox = await startTestSandbox(clones[0] as Clone, ["--tenants", "a,b", "--rate-limit", "off"]);
  try {
    const places = [
      placeOf(sandbox, 0, "a", { API_TENANT: "a" }),
      placeOf(sandbox, 1, "b", { API_TENANT: "b", STUDENT_COUNT: "8" }),
    ];
    await Promise.all(
      places.map(async (place) => {
        const made = await passes(place, "setup-client", ["--owner", "ann"]);
        expect(made.output).toMatch(/claim set is EdFiLoadTest: it may create (\d+) of the dataset's \1 resources/);
        const preflight = await passes(place, "preflight");
        expect(preflight.output).toMatch(/EdFiLoadTest: .*\(by the Configuration Service: the target does not say/);
        await passes(place, "run-smoke-test");
        expect(totalRows(await place.sandbox.ledger())).toBe(0);
        await completeLoad(place);
        await passes(place, "run-readwrite-phase", ["--vus", "2", "--think-time", "10ms", "--duration", "3s"]);
      }),
    );
    const rows = await Promise.all(places.map(async (place) => (await place.sandbox.ledger()).rows.students));
    expect(rows).toEqual([4, 8]);
    const clientIds = clones.map((clone) => readFileSync(clone.file(".env.load-test"), "utf8"));
    expect(new Set(clientIds).size).toBe(2);
  } finally {
    await sandbox.stop();
  }
});

test("without a tenant, and with another tenant's client, a run says what is wrong", async () => {
  const sandbox = await startTestSandbox(clones[0] as Clone, ["--tenants", "a,b"], ".sandbox-other");
  try {
    const { clientId, clientSecret } = sandbox;
    const own = { CLIENT_ID: clientId, CLIENT_SECRET: clientSecret };
    const refused = async (environment: Environment): Promise<string> => {
      const place = placeOf(sandbox, 0, "a", { ...own, ...environment });
      const ended = await runCommand(place.clone, "preflight", [], place.environment);
      expect(ended.code, ended.output).not.toBe(0);
      return ended.output;
    };
    expect(await refused({})).toMatch(/API_BASE_URL must contain the qualifiers \{tenant\}/);
    expect(await refused({ API_TENANT: "b" })).toMatch(/No data store of the client is at this tenant/);
    const nameless = placeOf(sandbox, 0, "a", { API_BASE_URL: `${new URL(sandbox.baseUrl).origin}/a` });
    const setUp = await runCommand(nameless.clone, "setup-client", ["--owner", "bob"], nameless.environment);
    expect(setUp.code, setUp.output).toBe(EXIT_CODES.preflight.code);
    expect(setUp.output).toMatch(/'Tenant' header is required.*\n.*--tenant/);
  } finally {
    await sandbox.stop();
  }
});

test("a school year has its own items, at the data store of its name", async () => {
  const args = ["--route-qualifiers", "schoolYear=2025,2026", "--rate-limit", "off"];
  const sandbox = await startTestSandbox(clones[0] as Clone, args, ".sandbox-years");
  try {
    const place = placeOf(sandbox, 0, "2026", { API_SCHOOL_YEAR: "2026" });
    const made = await passes(place, "setup-client", ["--owner", "ann", "--data-store", "2026"]);
    expect(made.output).toMatch(/Data store \d+ "2026"/);
    await completeLoad(place);
    const other = placeOf(sandbox, 0, "2025", {});
    expect(totalRows(await other.sandbox.ledger())).toBe(0);
  } finally {
    await sandbox.stop();
  }
});
