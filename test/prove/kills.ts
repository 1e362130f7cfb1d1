/** A load of profile dev that is killed at five moments and resumed. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { PROJECT_ROOT } from "../../src/settings/root.ts";
import { type Clone, createClone } from "../e2e/support/clone.ts";
import { K6, killedLoad, RUNNER } from "../e2e/support/killed-load.ts";
import { EVERYTHING, expectComplete, readLoad } from "../e2e/support/load.ts";
import { processesNaming } from "../e2e/support/processes.ts";
import { type Environment, runCommand } from "../e2e/support/program.ts";
import { startTestSandbox } from "../e2e/support/sandbox.ts";
import type { Facts, Proof } from "./proof.ts";

const SHARES = [0.1, 0.3, 0.5, 0.7, 0.9];
const VICTIMS = { k6: K6, runner: RUNNER };
const DEV = parseEnv(readFileSync(join(PROJECT_ROOT, "profiles/dev.env"), "utf8")) as Environment;

export const kills: Proof = {
  name: "kills",
  text: "a load that is killed with SIGKILL is resumed to the same end: nothing missing, nothing double",
  async run(use) {
    const clone = createClone();
    try {
      const planned = await plannedItems(clone);
      for (const [victim, script] of Object.entries(VICTIMS)) {
        for (const share of SHARES) {
          const name = `${victim} killed at ${100 * share} % of ${planned} items`;
          await use({ name, run: () => killAndResume(clone, script, Math.ceil(share * planned)) });
        }
      }
    } finally {
      for (const { pid } of processesNaming(clone.root)) process.kill(pid, "SIGKILL");
      clone.remove();
    }
  },
};

async function plannedItems(clone: Clone): Promise<number> {
  const sandbox = await startTestSandbox(clone, EVERYTHING, ".sandbox-plan");
  const plan = await runCommand(clone, "run-load-phase", ["--plan", "--json"], { ...sandbox.environment, ...DEV });
  await sandbox.stop();
  assert.equal(plan.code, 0, plan.output);
  const { segments } = JSON.parse(plan.stdout) as { segments: { count: number }[] };
  return segments.reduce((sum, { count }) => sum + count, 0);
}

async function killAndResume(clone: Clone, victim: string, items: number): Promise<Facts> {
  const { sandbox, run } = await killedLoad(clone, victim, items, DEV);
  assert.notEqual(run.code, 0, run.output);
  const written = Object.values((await sandbox.ledger()).rows).reduce((sum, rows) => sum + rows, 0);
  const args = ["--resume", "--verify"];
  const resumed = await runCommand(clone, "run-load-phase", args, { ...sandbox.environment, ...DEV });
  assert.equal(resumed.code, 0, resumed.output);
  const done = readLoad(clone);
  await expectComplete(done, sandbox);
  const { duplicates } = await sandbox.ledger();
  await sandbox.stop();
  const { planned, created, present, missing } = done.summary.load;
  return { codeWhenKilled: String(run.code), rowsWhenKilled: written, planned, created, present, missing, duplicates };
}
