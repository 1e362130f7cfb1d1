/** `npm run baseline` */

import { COMMANDS } from "../src/lib/config/commands.ts";
import { runBaseline } from "../src/tools/compare/baseline-command.ts";
import { runCommand } from "../src/tools/run/main.ts";

await runCommand(COMMANDS.baseline, runBaseline);
