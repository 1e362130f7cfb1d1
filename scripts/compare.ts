/** `npm run compare` */

import { runCommand } from "../src/cli/run-command.ts";
import { runCompare } from "../src/commands/compare.ts";
import { COMMANDS } from "../src/settings/commands.ts";

await runCommand(COMMANDS.compare, runCompare);
