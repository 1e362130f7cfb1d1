/** The frame of every command: settings, clean-up, one clear line for a failure, the exit code. */

import { EXIT_CODES } from "../base/errors.ts";
import { storageError } from "../base/storage-error.ts";
import type { Command } from "../settings/command.ts";
import type { Settings } from "../settings/settings.ts";
import { createCleanupStack } from "./cleanup-stack.ts";
import type { CommandContext } from "./command-context.ts";
import { commandSettings } from "./command-settings.ts";
import { createOutput } from "./output.ts";
import { printError, wantsJson, wantsStack } from "./print-error.mjs";

/** @param body returns the exit code; LoadTestErrors become one line and their own code */
export async function runCommand(command: Command, body: (context: CommandContext) => Promise<number>): Promise<void> {
  const cleanup = createCleanupStack();
  let isAbandoned = false;
  let settings: Settings | undefined;
  try {
    settings = await commandSettings(command);
    if (settings === undefined) return;
    const context = { command, settings, output: createOutput(settings.config.json), cleanup };
    const code = await Promise.race([body(context), cleanup.abandoned.then(() => undefined)]);
    isAbandoned = code === undefined;
    process.exitCode = code === undefined || cleanup.interrupted ? EXIT_CODES.interrupted.code : code;
  } catch (error) {
    const verbose = settings?.config.verbose ?? wantsStack(process.argv);
    process.exitCode = cleanup.interrupted
      ? EXIT_CODES.interrupted.code
      : printError(storageError(error) ?? error, verbose, settings?.config.json ?? wantsJson(process.argv));
  } finally {
    await cleanup.run();
  }
  if (cleanup.interrupted) process.stderr.write(`interrupted by ${cleanup.interruptedBy}\n`);
  // What it was waiting for would keep this process alive until it times out.
  if (isAbandoned) process.exit();
}
