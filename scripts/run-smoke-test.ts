/** `npm run smoke` */

import { runCommand } from "../src/cli/run-command.ts";
import { SMOKE } from "../src/phases/smoke/smoke.ts";
import { runPhase } from "../src/run/run-phase.ts";
import { COMMANDS } from "../src/settings/commands.ts";

await runCommand(COMMANDS.smoke, (context) => runPhase(context, SMOKE));
