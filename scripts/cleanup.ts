/** `npm run cleanup -- RUN` */

import { COMMANDS } from "../src/lib/config/commands.ts";
import { runCleanup } from "../src/tools/cleanup/cleanup-phase.ts";
import { runCommand } from "../src/tools/run/main.ts";
import { findReadwriteRun, runReadwriteCleanup } from "../src/tools/run/readwrite-cleanup-command.ts";

await runCommand(COMMANDS.cleanup, async (context) => {
  const { config } = context.settings;
  const readwrite = findReadwriteRun(config.resultsDirectory, context.settings.positionals[0] ?? "");
  return readwrite === undefined ? runCleanup(context) : runReadwriteCleanup(context, readwrite);
});
