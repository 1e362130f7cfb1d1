/** Loads that are killed, at a moment of work done and not of time, so that no machine is too fast for it. */
import type { FaultRule } from "../../../src/sandbox/faults/rules.ts";
import type { Clone } from "./clone.ts";
import { until } from "./condition.ts";
import { EVERYTHING, SMALL } from "./load.ts";
import { processesNaming } from "./processes.ts";
import { type Ended, type Environment, startCommand } from "./program.ts";
import { startTestSandbox, type TestSandbox } from "./sandbox.ts";

export const K6 = "dist/run/load.js";
export const RUNNER = "dist/cli/run-load-phase.js";
export const SANDBOX = "dist/cli/sandbox.js";

export async function killNaming(clone: Clone, script: string): Promise<void> {
  for (const { pid } of processesNaming(clone.file(script))) process.kill(pid, "SIGKILL");
  await until(`${script} is gone`, () => processesNaming(clone.file(script)).length === 0);
}

export async function itemsAreWritten(sandbox: TestSandbox, least = 1): Promise<void> {
  await until(`${least} items are written`, async () => {
    const { writes } = await sandbox.ledger();
    return Object.values(writes).reduce((sum, { created }) => sum + created, 0) >= least;
  });
}

/** Ten VUs write 150 items a second at most: no load is over before it is killed. */
const UNHURRIED: FaultRule = { route: "/data/**", method: "POST", delayMs: 66 };

let stores = 0;

/**
 * A load on a target of its own, killed while it runs.
 *
 * @param victim the program to kill
 * @param items written at the target when it is killed
 */
export async function killedLoad(
  clone: Clone,
  victim: string,
  items: number,
  size: Environment = SMALL,
): Promise<{ readonly sandbox: TestSandbox; readonly run: Ended }> {
  const sandbox = await startTestSandbox(clone, EVERYTHING, `.sandbox-killed-${++stores}`);
  await sandbox.setFaults([UNHURRIED]);
  const program = startCommand(clone, "run-load-phase", [], { ...sandbox.environment, ...size });
  await itemsAreWritten(sandbox, items);
  await killNaming(clone, victim);
  const run = await program.ended;
  await until("k6 is gone", () => processesNaming(clone.file(K6)).length === 0);
  await sandbox.setFaults([]);
  return { sandbox, run };
}
