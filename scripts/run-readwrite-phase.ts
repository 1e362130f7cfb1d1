/** `npm run readwrite` */

import { runCommand } from "../src/cli/run-command.ts";
import { runReadwritePhase } from "../src/phases/readwrite/readwrite-phase.ts";
import { COMMANDS } from "../src/settings/commands.ts";

await runCommand(COMMANDS.readwrite, runReadwritePhase);
