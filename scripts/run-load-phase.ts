/** `npm run load` */

import { COMMANDS } from "../src/lib/config/commands.ts";
import { runLoadPhase } from "../src/tools/run/load-phase.ts";
import { runCommand } from "../src/tools/run/main.ts";

await runCommand(COMMANDS.load, runLoadPhase);
