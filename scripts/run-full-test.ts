/** `npm run full`: all phases in a row. */

import { runCommand } from "../src/cli/run-command.ts";
import { start } from "../src/commands/start.ts";
import { COMMANDS } from "../src/settings/commands.ts";

await runCommand(COMMANDS.full, start);
