/** The frame of every command: settings, clean-up, one clear line for a failure, the exit code. */

import { EXIT_CODES, LoadTestError } from "../base/errors.ts";
import type { Command } from "../settings/command.ts";
import { loadSettings } from "../settings/settings.ts";
import { createCleanupStack } from "./cleanup-stack.ts";
import type { CommandContext } from "./command-context.ts";
import { createOutput } from "./output.ts";

/** @param body returns the exit code; LoadTestErrors become one line and their own code */
export async function runCommand(command: Command, body: (context: CommandContext) => Promise<number>): Promise<void> {
  const argv = process.argv.slice(2);
  const verbose = argv.includes("--verbose") || /^(true|1|yes)$/i.test(process.env.VERBOSE ?? "");
  const cleanup = createCleanupStack();
  let isAbandoned = false;
  try {
    const request = loadSettings(command, argv);
    if ("help" in request) process.stdout.write(`${request.help}\n`);
    else {
      const output = createOutput(request.settings.config.json);
      const context = { command, settings: request.settings, output, cleanup };
      const code = await Promise.race([body(context), cleanup.abandoned.then(() => undefined)]);
      isAbandoned = code === undefined;
      process.exitCode = code === undefined || cleanup.interrupted ? EXIT_CODES.interrupted.code : code;
    }
  } catch (error) {
    process.exitCode = cleanup.interrupted ? EXIT_CODES.interrupted.code : report(error, verbose);
  } finally {
    await cleanup.run();
  }
  if (cleanup.interrupted) process.stderr.write("stopped by Ctrl-C\n");
  // What it was waiting for would keep this process alive until its time is up.
  if (isAbandoned) process.exit();
}

/** Prints the failure and returns the exit code it asks for. */
export function report(error: unknown, verbose: boolean): number {
  if (!(error instanceof LoadTestError)) {
    const text = error instanceof Error ? error.message : String(error);
    process.stderr.write(`error: a fault in this program: ${text}\n`);
    process.stderr.write(
      verbose && error instanceof Error
        ? `${error.stack}\n`
        : "  -> run again with --verbose and report what it says\n",
    );
    return EXIT_CODES.bug.code;
  }
  for (const line of error.message.split("\n")) process.stderr.write(`error: ${line}\n`);
  if (error.hint !== undefined) process.stderr.write(`  -> ${error.hint}\n`);
  if (verbose && error.stack !== undefined) process.stderr.write(`${error.stack}\n`);
  return error.exitCode;
}
