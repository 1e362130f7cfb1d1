/** `npm run full`: all phases in a row. */

import { COMMANDS } from "../src/lib/config/commands.ts";
import { runFullTest } from "../src/tools/run/full-phase.ts";
import { runCommand } from "../src/tools/run/main.ts";

await runCommand(COMMANDS.full, runFullTest);
