/** Every phase with every claim set, on a target that is empty, and on one that holds what the client may only read. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { EXIT_CODES } from "../../src/base/errors.ts";
import type { Dataset } from "../../src/lib/data/dataset.ts";
import type { LoadPlan } from "../../src/lib/plan/load-plan.ts";
import type { RunSummary } from "../../src/results/run-summary.ts";
import { readEnvFile } from "../../src/settings/env-file/env-file.ts";
import { PROJECT_ROOT } from "../../src/settings/root.ts";
import { type Clone, createClone } from "../e2e/support/clone.ts";
import { datasetOf, EVERYTHING, newestRun, unmentioned } from "../e2e/support/load.ts";
import { processesNaming } from "../e2e/support/processes.ts";
import { type Ended, type Environment, runCommand, startK6 } from "../e2e/support/program.ts";
import { readJson } from "../e2e/support/run-folder.ts";
import { startTestSandbox, type TestSandbox } from "../e2e/support/sandbox.ts";
import { seed } from "../e2e/support/seed.ts";
import type { Facts, Proof } from "./proof.ts";

const DEV = parseEnv(readFileSync(join(PROJECT_ROOT, "profiles/dev.env"), "utf8")) as Environment;
const MIXES = readdirSync(join(PROJECT_ROOT, "profiles/mixes")).map((file) => file.replace(/\.json$/, ""));
const DIRECT_LOADS = 5;
const LATE = ["schools", "studentSchoolAssociations", "staffEducationOrganizationEmploymentAssociations"];
const ADMIN_SECRET = "ValidClientSecret1234567890!Abcd";

const byRelationships = (claimSet: string): string[] => ["--authorization", "relationships", "--claim-set", claimSet];

/** Arguments of setup-client by claim set. */
const CLIENTS: Readonly<Record<string, readonly string[]>> = {
  EdFiLoadTest: [],
  "E2E-NoFurtherAuthRequiredClaimSet": ["--claim-set", "E2E-NoFurtherAuthRequiredClaimSet"],
  EdFiSandbox: byRelationships("EdFiSandbox"),
  SISVendor: byRelationships("SISVendor"),
  DistrictHostedSISVendor: byRelationships("DistrictHostedSISVendor"),
  AssessmentVendor: byRelationships("AssessmentVendor"),
};

export const authorization: Proof = {
  name: "authorization",
  text: "with every claim set all phases pass, name what they leave out, and leave nothing behind (about 20 minutes)",
  async run(use) {
    const clone = createClone();
    try {
      for (let turn = 1; turn <= DIRECT_LOADS; turn++) {
        const name = `EdFiSandbox, direct load ${turn} of ${DIRECT_LOADS} with 20 VUs`;
        await use({ name, run: () => directLoad(clone, `.sandbox-direct-${turn}`) });
      }
      for (const [claimSet, setUp] of Object.entries(CLIENTS)) {
        for (const isSeeded of [false, true]) {
          const place = isSeeded ? "with what others have loaded" : "empty";
          await use({
            name: `${claimSet}, target ${place}`,
            run: () => new Matrix(clone, setUp, `.sandbox-${claimSet}-${isSeeded}`, isSeeded).run(),
          });
        }
      }
    } finally {
      for (const { pid } of processesNaming(clone.root)) process.kill(pid, "SIGKILL");
      clone.remove();
    }
  },
};

/** Without a runner nothing holds VUs back at a border between levels, and here schools and enrollments come late. */
async function directLoad(clone: Clone, store: string): Promise<Facts> {
  const sandbox = await startTestSandbox(clone, [...EVERYTHING, "--rate-limit", "off"], store);
  try {
    // The client may not create school years.
    await seed(sandbox, datasetOf(DEV), ["schoolYearTypes"]);
    const args = CLIENTS.EdFiSandbox ?? [];
    const made = await runCommand(clone, "setup-client", args, environmentOf(sandbox));
    assert.equal(made.code, 0, made.output);
    const late = { method: "POST", probability: 0.3, delayMs: 400, seed: 2 } as const;
    await sandbox.setFaults(LATE.map((endpoint) => ({ ...late, route: `/data/ed-fi/${endpoint}` })));
    const { CLIENT_ID = "", CLIENT_SECRET = "" } = await readEnvFile(clone.file(".env.load-test"));
    const environment = { ...environmentOf(sandbox), CLIENT_ID, CLIENT_SECRET, VUS_LOAD_PHASE: "20" };
    const ended = await startK6(clone, ["run", "--no-color", "dist/load.js"], environment).ended;
    assert.equal(ended.code, 0, ended.output);
    const [, done, planned] = /^ +items +(\d+) of (\d+) done, 0 failed/m.exec(ended.stdout) ?? [];
    assert.ok(done !== undefined && done === planned, ended.stdout);
    const { requests, duplicates } = await sandbox.ledger();
    assert.equal(duplicates, 0);
    const hidden = requests.filter(({ status, method }) => status === 403 && method === "POST");
    const repeated = hidden.reduce((sum, { count }) => sum + count, 0);
    assert.ok(repeated > 0, "nothing came before what makes it visible");
    return { planned: Number(planned), done: Number(done), repeated };
  } finally {
    await sandbox.stop();
  }
}

function environmentOf({ baseUrl }: TestSandbox): Environment {
  return {
    ...DEV,
    // Runs of seconds do few operations of a method, which is enough here.
    MIN_SAMPLES: "1",
    API_BASE_URL: baseUrl,
    CONFIG_SERVICE_URL: `${baseUrl}/config`,
    CONFIG_SERVICE_CLIENT_SECRET: ADMIN_SECRET,
  };
}

class Matrix {
  readonly #clone: Clone;
  readonly #setUp: readonly string[];
  readonly #store: string;
  readonly #isSeeded: boolean;
  #environment: Environment = {};
  #leftOut = 0;
  /** Runs that were right but invalid, because this machine was too busy. */
  #onBusyMachine = 0;

  constructor(clone: Clone, setUp: readonly string[], store: string, isSeeded: boolean) {
    this.#clone = clone;
    this.#setUp = setUp;
    this.#store = store;
    this.#isSeeded = isSeeded;
  }

  async run(): Promise<Facts> {
    const sandbox = await startTestSandbox(this.#clone, [...EVERYTHING, "--rate-limit", "off"], this.#store);
    try {
      return await this.#runOn(sandbox);
    } finally {
      await sandbox.stop();
    }
  }

  async #runOn(sandbox: TestSandbox): Promise<Facts> {
    this.#environment = environmentOf(sandbox);
    await this.#passes("setup-client", this.#setUp);
    if (this.#isSeeded) await this.#seed(sandbox);
    const before = (await sandbox.ledger()).rows;
    const { checks } = await this.#phase("run-smoke-test");
    assert.deepEqual((await sandbox.ledger()).rows, before, "the smoke test left something behind");
    const loading = await this.#phase("run-load-phase");
    const { load, run: loadName } = loading;
    assert.deepEqual(unmentioned(datasetOf(DEV), loading), [], "the load does not say that it left them out");
    const loaded = (await sandbox.ledger()).rows;
    let operations = 0;
    const impossible: string[] = [];
    for (const mix of MIXES) {
      const done = await this.#mix(mix);
      if (done === undefined) impossible.push(mix);
      else operations += done;
      assert.deepEqual((await sandbox.ledger()).rows, loaded, `the mix ${mix} left something behind`);
    }
    const cleaned = await this.#passes("cleanup", [join("results", loadName), "--yes"]);
    assert.match(cleaned, /^PASS {2}cleanup: .* 0 left/m);
    assert.deepEqual((await sandbox.ledger()).rows, before, "the cleanup left something behind");
    return {
      checks: checks?.passed ?? 0,
      items: load?.created ?? 0,
      presentBefore: load?.present ?? 0,
      operations,
      leftOut: this.#leftOut,
      ...(this.#onBusyMachine === 0 ? {} : { onBusyMachine: this.#onBusyMachine }),
      ...(impossible.length === 0 ? {} : { nothingPossible: impossible.join(" ") }),
    };
  }

  /** Operations done; undefined where the client may do nothing of the mix: the run is refused before it sends any. */
  async #mix(mix: string): Promise<number | undefined> {
    const args = ["--mix", mix, "--vus", "4", "--duration", "3s"];
    const ended = await runCommand(this.#clone, "run-readwrite-phase", args, this.#environment);
    // An empty target has nothing to read either.
    if (!this.#isSeeded && ended.code === 3 && ended.output.includes("can be done here")) return undefined;
    const { operations } = this.#ended(`the mix ${mix}`, ended);
    return operations.reduce((sum, { requests }) => sum + requests, 0);
  }

  async #phase(command: string): Promise<RunSummary> {
    return this.#ended(command, await runCommand(this.#clone, command, [], this.#environment));
  }

  #ended(what: string, { code, output }: Ended): RunSummary {
    const isInvalid = code === EXIT_CODES.invalid.code;
    assert.ok(code === 0 || isInvalid, `${what}: ${output}`);
    const summary = readJson<RunSummary>(newestRun(this.#clone), "summary.json");
    // How fast this machine is decides about figures, not about rights.
    if (isInvalid)
      assert.ok(
        summary.findings?.every(({ code }) => code.startsWith("generator-")),
        output,
      );
    this.#onBusyMachine += isInvalid ? 1 : 0;
    assert.equal(summary.failures, 0);
    for (const { what, reason } of summary.leftOut ?? []) assert.notEqual(reason, "", what);
    this.#leftOut += summary.leftOut?.length ?? 0;
    return summary;
  }

  async #passes(command: string, args: readonly string[] = []): Promise<string> {
    const ended = await runCommand(this.#clone, command, args, this.#environment);
    assert.equal(ended.code, 0, `${command}: ${ended.output}`);
    return ended.output;
  }

  /** All that the client may not create, and that needs nothing of what it creates. */
  async #seed(sandbox: TestSandbox): Promise<void> {
    const dataset = datasetOf(DEV);
    const args = ["--plan", "--json"];
    const plan = await runCommand(this.#clone, "run-load-phase", args, this.#environment);
    assert.equal(plan.code, 0, plan.output);
    await seed(sandbox, dataset, seedable(dataset, JSON.parse(plan.stdout) as LoadPlan));
  }
}

function seedable(dataset: Dataset, { leftOut }: LoadPlan): string[] {
  const denied = leftOut.filter(({ reason }) => reason === "the client may not create it");
  const seeded = new Set<string>();
  for (const endpoint of dataset.endpoints) {
    if (!denied.some((one) => one.endpoint === endpoint)) continue;
    if (dataset.needs(endpoint).required.every((needed) => seeded.has(needed))) seeded.add(endpoint);
  }
  return [...seeded];
}
