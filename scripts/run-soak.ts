/** `npm run soak` */

import { runCommand } from "../src/cli/run-command.ts";
import { soak } from "../src/commands/steered.ts";
import { COMMANDS } from "../src/settings/commands.ts";

await runCommand(COMMANDS.soak, soak);
