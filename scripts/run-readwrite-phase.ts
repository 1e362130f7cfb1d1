/** `npm run readwrite` */

import { COMMANDS } from "../src/lib/config/commands.ts";
import { runCommand } from "../src/tools/run/main.ts";
import { runReadwritePhase } from "../src/tools/run/readwrite-phase.ts";

await runCommand(COMMANDS.readwrite, runReadwritePhase);
