/** `npm run full`: all phases in a row. */

import { runCommand } from "../src/cli/run-command.ts";
import { runFullTest } from "../src/phases/full/full-phase.ts";
import { COMMANDS } from "../src/settings/commands.ts";

await runCommand(COMMANDS.full, runFullTest);
