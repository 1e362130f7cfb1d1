/** `npm run compare` */

import { COMMANDS } from "../src/lib/config/commands.ts";
import { runCompare } from "../src/tools/compare/compare-command.ts";
import { runCommand } from "../src/tools/run/main.ts";

await runCommand(COMMANDS.compare, runCompare);
