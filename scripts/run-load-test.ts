/** `npm start`: the main job. */

import { COMMANDS } from "../src/lib/config/commands.ts";
import { runCommand } from "../src/tools/run/main.ts";
import { runSmokePhase } from "../src/tools/run/smoke-phase.ts";

await runCommand(COMMANDS.start, runSmokePhase);
