/** `npm run baseline` */

import { runCommand } from "../src/cli/run-command.ts";
import { runBaseline } from "../src/commands/baseline.ts";
import { COMMANDS } from "../src/settings/commands.ts";

await runCommand(COMMANDS.baseline, runBaseline);
