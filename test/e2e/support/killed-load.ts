/** Loads that are killed at moments that a seed decides. */
import type { Clone } from "./clone.ts";
import { until } from "./condition.ts";
import { EVERYTHING, SMALL } from "./load.ts";
import { processesNaming } from "./processes.ts";
import { type Ended, startCommand } from "./program.ts";
import { startTestSandbox, type TestSandbox } from "./sandbox.ts";

export const K6 = "dist/load.js";
export const RUNNER = "dist/cli/run-load-phase.js";
export const SANDBOX = "dist/cli/sandbox.js";

/** Items of a small load that are there at the latest when it is killed: well before its end, also while looking. */
const LATEST_ITEMS = 900;

/** Moments to kill at; LOAD_TEST_KILLS=10 tries more of them than the usual one. */
export function moments(first: number): number[] {
  return Array.from({ length: Number(process.env.LOAD_TEST_KILLS ?? 1) }, (_, at) => first + at);
}

/** Items that are there at the moment of a seed: by work done and not by time, so that no machine is too fast for it. */
export function momentItems(seed: number): number {
  return Math.ceil(((seed * 0.618034) % 1) * LATEST_ITEMS);
}

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

let stores = 0;

/** A load on a target of its own, killed while it runs. */
export async function killedLoad(
  clone: Clone,
  victim: string,
  seed: number,
): Promise<{ readonly sandbox: TestSandbox; readonly run: Ended }> {
  const sandbox = await startTestSandbox(clone, EVERYTHING, `.sandbox-killed-${++stores}`);
  const program = startCommand(clone, "run-load-phase", [], { ...sandbox.environment, ...SMALL });
  await itemsAreWritten(sandbox, momentItems(seed));
  await killNaming(clone, victim);
  const run = await program.ended;
  await until("k6 is gone", () => processesNaming(clone.file(K6)).length === 0);
  return { sandbox, run };
}
