/** `npm run load` */

import { runCommand } from "../src/cli/run-command.ts";
import { LOAD } from "../src/phases/load/load.ts";
import { runPhase } from "../src/run/run-phase.ts";
import { COMMANDS } from "../src/settings/commands.ts";

await runCommand(COMMANDS.load, (context) => runPhase(context, LOAD));
