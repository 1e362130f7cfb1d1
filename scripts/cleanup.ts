/** `npm run cleanup -- RUN` */

import { COMMANDS } from "../src/lib/config/commands.ts";
import { runCleanup } from "../src/tools/cleanup/cleanup-phase.ts";
import { runCommand } from "../src/tools/run/main.ts";

await runCommand(COMMANDS.cleanup, runCleanup);
