/** `npm start`: the main job. */

import { runCommand } from "../src/cli/run-command.ts";
import { runFullTest } from "../src/phases/full/full-phase.ts";
import { COMMANDS } from "../src/settings/commands.ts";

await runCommand(COMMANDS.start, runFullTest);
