/** `npm run cleanup -- RUN`: deletes what a load, or a readwrite run, left at the target. */

import type { CommandContext } from "../cli/command-context.ts";
import { runCleanup } from "../phases/load/cleanup/cleanup-phase.ts";
import { findReadwriteRun, runReadwriteCleanup } from "../phases/readwrite/readwrite-cleanup-command.ts";

/** @returns the exit code */
export function cleanup(context: CommandContext): Promise<number> {
  const { config, positionals } = context.settings;
  const readwrite = findReadwriteRun(config.resultsDirectory, positionals[0] ?? "");
  return readwrite === undefined ? runCleanup(context) : runReadwriteCleanup(context, readwrite);
}
