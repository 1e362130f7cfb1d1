/**
 * One k6 instance of a run that another process coordinates. Its join key comes on standard input. With `--as-k6`, in
 * the place of k6 in a pod of the k6-operator, whose arguments for k6 follow (deploy/k6-operator/k6).
 */

import { createInterface } from "node:readline";
import { createCleanupStack } from "../src/cli/cleanup-stack.ts";
import { printError, wantsStack } from "../src/cli/print-error.mjs";
import { ensureK6 } from "../src/machine/k6/k6-provider.ts";
import { forward } from "../src/run/instances/forwarder.ts";
import { readJoinArguments } from "../src/run/instances/join-arguments.ts";
import { readJoinKey } from "../src/run/instances/join-key.ts";
import { readOperatorArguments } from "../src/run/instances/operator-arguments.ts";
import { startStatusServer } from "../src/run/instances/status-server.ts";
import { PROJECT_ROOT } from "../src/settings/root.ts";

/** The pod of a coordinator may have to wait for a machine and for its image. */
const PATIENCE_MS = 600_000;

const cleanup = createCleanupStack();
try {
  const args = process.argv.slice(2);
  const [first, ...rest] = args;
  const asK6 = first === "--as-k6" ? readOperatorArguments(rest) : undefined;
  const { withParent, ...share } = readJoinArguments(asK6 === undefined ? args : []);
  const input = createInterface({ input: process.stdin });
  const key = readJoinKey((await input[Symbol.asyncIterator]().next()).value ?? "");
  if (withParent) {
    // k6 ends with the process that started this one, even when that is killed.
    input.once("close", () => process.kill(process.pid, "SIGTERM"));
    process.stdin.resume();
  }
  if (asK6?.address !== undefined) {
    const stop = (): void => void process.kill(process.pid, "SIGTERM");
    const status = await startStatusServer(asK6.address, asK6.isPaused, stop);
    cleanup.add(status.close);
    await Promise.race([status.resumed, new Promise<void>((resolve) => cleanup.onInterrupt(resolve))]);
  }
  const log = (line: string): void => console.error(line);
  const k6 = await ensureK6({ log, env: process.env, root: PROJECT_ROOT });
  const ofOperator = asK6 === undefined ? {} : { arguments: asK6.arguments, patienceMs: PATIENCE_MS };
  // Those on one machine are in the report of the run.
  const steps = withParent ? {} : { log };
  await Promise.race([
    forward({ key, k6Path: k6.path, ...share, cleanup, ...ofOperator, ...steps }),
    cleanup.abandoned,
  ]);
  if (cleanup.interrupted) process.exitCode = 130;
} catch (error) {
  process.exitCode = cleanup.interrupted ? 130 : printError(error, wantsStack(process.argv));
} finally {
  await cleanup.run();
  process.exit();
}
