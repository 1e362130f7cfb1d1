/** `npm start`: the main job. */

import { COMMANDS } from "../src/lib/config/commands.ts";
import { runFullTest } from "../src/tools/run/full-phase.ts";
import { runCommand } from "../src/tools/run/main.ts";

await runCommand(COMMANDS.start, runFullTest);
