/** Loads that are killed at moments that a seed decides. */
import { setTimeout as pause } from "node:timers/promises";
import type { Clone } from "./clone.ts";
import { until } from "./condition.ts";
import { EVERYTHING, SMALL } from "./load.ts";
import { processesNaming } from "./processes.ts";
import { type Ended, startCommand } from "./program.ts";
import { startTestSandbox, type TestSandbox } from "./sandbox.ts";

export const K6 = "dist/load.js";
export const RUNNER = "dist/cli/run-load-phase.js";
export const SANDBOX = "dist/cli/sandbox.js";

/** k6 is at work for about so long. */
const LOAD_MS = 2500;

/** Moments to kill at; LOAD_TEST_KILLS=10 tries more of them than the usual one. */
export function moments(first: number): number[] {
  return Array.from({ length: Number(process.env.LOAD_TEST_KILLS ?? 1) }, (_, at) => first + at);
}

/** The same time for a seed in every run of the tests. */
export function momentMs(seed: number): number {
  return ((seed * 0.618034) % 1) * LOAD_MS;
}

export async function killNaming(clone: Clone, script: string): Promise<void> {
  for (const { pid } of processesNaming(clone.file(script))) process.kill(pid, "SIGKILL");
  await until(`${script} is gone`, () => processesNaming(clone.file(script)).length === 0, 5000);
}

export async function itemsAreWritten(sandbox: TestSandbox): Promise<void> {
  await until("items are written", async () => ((await sandbox.ledger()).writes.schoolYearTypes?.created ?? 0) > 0);
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
  await itemsAreWritten(sandbox);
  await pause(momentMs(seed));
  await killNaming(clone, victim);
  const run = await program.ended;
  await until("k6 is gone", () => processesNaming(clone.file(K6)).length === 0, 5000);
  return { sandbox, run };
}
