/** One k6 instance of a run that another process coordinates. Its join key comes on standard input. */

import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { createCleanupStack } from "../src/cli/cleanup-stack.ts";
import { printError, wantsStack } from "../src/cli/print-error.mjs";
import { ensureK6 } from "../src/machine/k6/k6-provider.ts";
import { forward } from "../src/run/instances/forwarder.ts";
import { readJoinKey } from "../src/run/instances/join-key.ts";
import { PROJECT_ROOT } from "../src/settings/root.ts";

const cleanup = createCleanupStack();
try {
  const { values } = parseArgs({
    options: { "with-parent": { type: "boolean", default: false }, cores: { type: "string", default: "0" } },
  });
  const input = createInterface({ input: process.stdin });
  const key = readJoinKey((await input[Symbol.asyncIterator]().next()).value ?? "");
  if (values["with-parent"]) {
    // k6 ends with the process that started this one, even when that is killed.
    input.once("close", () => process.kill(process.pid, "SIGTERM"));
    process.stdin.resume();
  }
  const k6 = await ensureK6({ log: (line) => console.error(line), env: process.env, root: PROJECT_ROOT });
  await forward({ key, k6Path: k6.path, cores: Number(values.cores), cleanup });
} catch (error) {
  process.exitCode = cleanup.interrupted ? 130 : printError(error, wantsStack(process.argv));
} finally {
  await cleanup.run();
  process.exit();
}
