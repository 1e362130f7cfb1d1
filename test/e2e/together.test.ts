/** Several runs at once: at two tenants with a client each, and with two clients in one data store. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { EXIT_CODES } from "../../src/base/errors.ts";
import type { Together } from "../../src/results/together.ts";
import { readEnvFile } from "../../src/settings/env-file/env-file.ts";
import { type Clone, createClone } from "./support/clone.ts";
import { EVERYTHING, expectComplete, readLoad, SMALL } from "./support/load.ts";
import { type Environment, runCommand, startCommand } from "./support/program.ts";
import { type Ledger, startTestSandbox, type TestSandbox, totalRows } from "./support/sandbox.ts";

const ADMIN_SECRET = "ValidClientSecret1234567890!Abcd";

let clone: Clone;
beforeAll(() => {
  clone = createClone();
});
afterAll(() => clone.remove());

interface Client {
  readonly id: string;
  readonly secret: string;
}

/** Made by the user's own command, so that its credentials are in the file where the command leaves them. */
async function makeClient(sandbox: TestSandbox, environment: Environment, owner: string): Promise<Client> {
  const { origin } = new URL(sandbox.baseUrl);
  const made = await runCommand(clone, "setup-client", ["--owner", owner], {
    API_BASE_URL: origin,
    CONFIG_SERVICE_URL: `${origin}/config`,
    CONFIG_SERVICE_CLIENT_SECRET: ADMIN_SECRET,
    ...SMALL,
    ...environment,
  });
  expect(made.code, made.output).toBe(0);
  const file = clone.file(".env.load-test");
  const { CLIENT_ID: id = "", CLIENT_SECRET: secret = "" } = await readEnvFile(file);
  writeFileSync(file, "");
  return { id, secret };
}

/** What the newest command left for all of its runs. */
function readTogether(kind: "tenants" | "clients"): Together {
  const folder = clone.file("results", kind);
  const name = readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .sort()
    .at(-1);
  return JSON.parse(readFileSync(join(folder, name ?? ""), "utf8")) as Together;
}

/** The texts of all files below a folder. */
function textsIn(folder: string): string {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), "latin1"))
    .join("\n");
}

test("--tenants loads and uses several tenants at once; what fails at one leaves the other whole", async () => {
  const sandbox = await startTestSandbox(clone, ["--tenants", "a,b", "--rate-limit", "off"]);
  try {
    const { origin } = new URL(sandbox.baseUrl);
    const service = { CONFIG_SERVICE_URL: `${origin}/config`, CONFIG_SERVICE_CLIENT_SECRET: ADMIN_SECRET };
    const args = ["--target", origin, "--tenants", "a,b"];
    const none = await runCommand(clone, "run-load-phase", args, SMALL);
    expect(none.code, none.output).toBe(EXIT_CODES.config.code);
    expect(none.stderr).toContain(`-> Create them with: npm run setup-client -- ${args.join(" ")}`);
    const made = await runCommand(clone, "setup-client", args, { ...service, ...SMALL });
    expect(made.code, made.output).toBe(0);
    const file = await readEnvFile(clone.file(".env.load-test"));
    expect(file).toMatchObject({ API_BASE_URL: origin, API_TENANTS: "a,b" });
    const clients = {
      a: { id: file.CLIENT_ID_A ?? "", secret: file.CLIENT_SECRET_A ?? "" },
      b: { id: file.CLIENT_ID_B ?? "", secret: file.CLIENT_SECRET_B ?? "" },
    };
    // Target, tenants and clients are in the file.
    const environment: Environment = SMALL;
    const ledgerOf = async (tenant: string): Promise<Ledger> =>
      (await (await fetch(`${origin}/${tenant}/sandbox/ledger`)).json()) as Ledger;
    const forget = async (): Promise<void> => {
      for (const tenant of ["a", "b"]) await fetch(`${origin}/${tenant}/sandbox/ledger`, { method: "DELETE" });
    };

    const preflight = await runCommand(clone, "preflight", [], environment);
    expect(preflight.code, preflight.output).toBe(0);
    expect(preflight.stdout).toMatch(
      /^tenant a\n[\s\S]*^OK +target +\S+\/a is reachable$[\s\S]*^tenant b\n[\s\S]*^OK +target +\S+\/b is reachable$/m,
    );

    const plan = await runCommand(clone, "run-load-phase", ["--plan"], environment);
    expect(plan.code, plan.output).toBe(0);
    expect(plan.stdout).toMatch(
      /^tenant a\n\nresource +items +size\nlevel 1\n[\s\S]*^tenant b\n\nresource +items +size\nlevel 1\n/m,
    );

    await forget();
    const load = await runCommand(clone, "run-load-phase", [], environment);
    expect(load.code, load.output).toBe(0);
    expect(load.stdout).toMatch(
      /^a {7}load {3}pass .*\nb {7}load {3}pass .*\nall {5}load .*\n\nPASS {2}2 tenants at once/m,
    );
    for (const tenant of ["a", "b"] as const) {
      const ledger = async (): Promise<Ledger> => ledgerOf(tenant);
      await expectComplete(readLoad(clone, join("results/tenants", tenant)), { ...sandbox, ledger });
      expect((await ledger()).tokens.byClient).toEqual({ [clients[tenant].id]: 1 });
    }

    const cleaned = await runCommand(clone, "cleanup", ["latest", "--yes"], environment);
    expect(cleaned.code, cleaned.output).toBe(0);
    // Descriptors and what an installation has from the start stay.
    for (const tenant of ["a", "b"]) expect((await ledgerOf(tenant)).rows.students ?? 0).toBe(0);
    const again = await runCommand(clone, "run-load-phase", [], environment);
    expect(again.code, again.output).toBe(0);

    const used = await runCommand(
      clone,
      "run-readwrite-phase",
      ["--vus", "2", "--think-time", "10ms", "--duration", "3s"],
      environment,
    );
    expect(used.code, used.output).toBe(0);
    const { rows, whole } = readTogether("tenants");
    const own = rows.map(({ figures }) => figures?.requests ?? 0);
    expect(own.every((requests) => requests > 0)).toBe(true);
    expect(whole.readwrite?.requests).toBe((own[0] as number) + (own[1] as number));

    const wrong = await runCommand(clone, "run-smoke-test", [], { ...environment, CLIENT_SECRET_B: "not the secret" });
    expect(wrong.code, wrong.output).toBe(EXIT_CODES.auth.code);
    expect(wrong.stdout).toMatch(/^FAIL {2}2 tenants at once\n {2}reason {3}b: /m);
    expect(readTogether("tenants").rows.map(({ part, verdict }) => [part, verdict])).toEqual([
      ["a", "pass"],
      ["b", "exit 7"],
    ]);

    const finished = await runCommand(clone, "run-load-phase", ["--resume"], environment);
    expect(finished.code, finished.output).toBe(EXIT_CODES.usage.code);
    expect(finished.stderr).toContain("There is nothing to resume: every tenant is finished.");

    const removed = await runCommand(clone, "setup-client", ["--remove"], { ...service, ...SMALL });
    expect(removed.code, removed.output).toBe(0);
    expect(Object.keys(await readEnvFile(clone.file(".env.load-test"))).sort()).toEqual([
      "API_BASE_URL",
      "API_TENANTS",
    ]);
    writeFileSync(clone.file(".env.load-test"), "");

    const texts = textsIn(clone.file("results"));
    for (const { secret } of Object.values(clients)) expect(texts.includes(secret)).toBe(false);
  } finally {
    await sandbox.stop();
  }
});

test("--clients: several clients share users and items of one data store, each with its mix and one token", async () => {
  const sandbox = await startTestSandbox(clone, EVERYTHING, ".sandbox-clients");
  try {
    const vendor = await makeClient(sandbox, {}, "vendor");
    const loaded = await runCommand(clone, "run-load-phase", [], { ...sandbox.environment, ...SMALL });
    expect(loaded.code, loaded.output).toBe(0);
    const rowsBefore = totalRows(await sandbox.ledger());
    writeFileSync(
      clone.file("clients.json"),
      JSON.stringify({
        clients: [
          { name: "sis", share: 2 },
          { name: "vendor", mix: "reads" },
        ],
      }),
    );
    const environment = {
      ...sandbox.environment,
      ...SMALL,
      CLIENT_ID_SIS: sandbox.clientId,
      CLIENT_SECRET_SIS: sandbox.clientSecret,
      CLIENT_ID_VENDOR: vendor.id,
      CLIENT_SECRET_VENDOR: vendor.secret,
    };
    await sandbox.resetLedger();
    const args = ["--clients", "clients.json", "--vus", "6", "--think-time", "10ms", "--duration", "4s"];
    const used = await runCommand(clone, "run-readwrite-phase", args, environment);
    expect(used.code, used.output).toBe(0);
    const { rows } = readTogether("clients");
    expect(rows.map(({ part, verdict }) => [part, verdict])).toEqual([
      ["sis", "pass"],
      ["vendor", "pass"],
    ]);
    const { tokens, rows: documents, duplicates } = await sandbox.ledger();
    const { DmsConfigurationService: _, ...ofClients } = tokens.byClient;
    expect(ofClients).toEqual({ [sandbox.clientId]: 1, [vendor.id]: 1 });
    expect(duplicates).toBe(0);
    expect(Object.values(documents).reduce((sum, count) => sum + count, 0)).toBe(rowsBefore);

    const long = startCommand(
      clone,
      "run-readwrite-phase",
      ["--clients", "clients.json", "--duration", "60s"],
      environment,
    );
    await long.printed(/vendor \| 0:0[1-9]/);
    process.kill(long.pid, "SIGINT");
    const ended = await long.ended;
    expect(ended.code, ended.output).toBe(EXIT_CODES.interrupted.code);
    for (const [name, key] of [
      ["sis", "SIS"],
      ["vendor", "VENDOR"],
    ] as const) {
      const args = ["latest", "--yes", "--results-dir", `results/clients/${name}`];
      const id = environment[`CLIENT_ID_${key}`];
      const own = { CLIENT_ID: id, CLIENT_SECRET: environment[`CLIENT_SECRET_${key}`] };
      const left = await runCommand(clone, "cleanup", args, { ...environment, ...own });
      expect(left.code, left.output).toBe(0);
    }
    expect(totalRows(await sandbox.ledger())).toBe(rowsBefore);
  } finally {
    await sandbox.stop();
  }
});
