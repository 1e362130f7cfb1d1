/** `npm run readwrite` */

import { runCommand } from "../src/cli/run-command.ts";
import { READWRITE } from "../src/phases/readwrite/readwrite.ts";
import { runPhase } from "../src/run/run-phase.ts";
import { COMMANDS } from "../src/settings/commands.ts";

await runCommand(COMMANDS.readwrite, (context) => runPhase(context, READWRITE));
