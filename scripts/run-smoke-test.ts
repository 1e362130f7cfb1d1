/** `npm run smoke` */

import { runCommand } from "../src/cli/run-command.ts";
import { runSmokePhase } from "../src/phases/smoke/smoke-phase.ts";
import { COMMANDS } from "../src/settings/commands.ts";

await runCommand(COMMANDS.smoke, runSmokePhase);
