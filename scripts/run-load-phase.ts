/** `npm run load` */

import { runCommand } from "../src/cli/run-command.ts";
import { runLoadPhase } from "../src/phases/load/load-phase.ts";
import { COMMANDS } from "../src/settings/commands.ts";

await runCommand(COMMANDS.load, runLoadPhase);
