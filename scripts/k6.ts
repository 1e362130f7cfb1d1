/** `npm run k6 -- ARGUMENTS`: the k6 of this project, with the settings of the profile in its environment. */

import { constants } from "node:os";
import { $ } from "zx";
import { commandSettings } from "../src/cli/command-settings.ts";
import { printError, wantsStack } from "../src/cli/print-error.mjs";
import { ensureK6 } from "../src/machine/k6/k6-provider.ts";
import { COMMANDS } from "../src/settings/commands.ts";
import { PROJECT_ROOT } from "../src/settings/root.ts";

try {
  const settings = await commandSettings(COMMANDS.k6);
  if (settings !== undefined) process.exitCode = await runK6(settings.positionals, settings.userDirectory);
} catch (error) {
  process.exitCode = printError(error, wantsStack([]));
}

async function runK6(args: readonly string[], directory: string): Promise<number> {
  const k6 = await ensureK6({ log: (line) => console.error(line), env: process.env, root: PROJECT_ROOT });
  const running = $({ cwd: directory, stdio: "inherit", detached: true, nothrow: true })`${k6.path} ${args}`;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => running.pid !== undefined && process.kill(-running.pid, signal));
  }
  const { exitCode, signal } = await running;
  return exitCode ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}
