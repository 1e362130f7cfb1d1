/** `npm run cleanup -- RUN` */

import { runCommand } from "../src/cli/run-command.ts";
import { runCleanup } from "../src/phases/load/cleanup/cleanup-phase.ts";
import { findReadwriteRun, runReadwriteCleanup } from "../src/phases/readwrite/readwrite-cleanup-command.ts";
import { COMMANDS } from "../src/settings/commands.ts";

await runCommand(COMMANDS.cleanup, async (context) => {
  const { config } = context.settings;
  const readwrite = findReadwriteRun(config.resultsDirectory, context.settings.positionals[0] ?? "");
  return readwrite === undefined ? runCleanup(context) : runReadwriteCleanup(context, readwrite);
});
