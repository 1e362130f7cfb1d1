/** `npm run spike` */

import { runCommand } from "../src/cli/run-command.ts";
import { spike } from "../src/commands/steered.ts";
import { COMMANDS } from "../src/settings/commands.ts";

await runCommand(COMMANDS.spike, spike);
