/** `npm run distribute -- PHASE`; with `--local N`, the launcher starts that phase instead (prepare-command.ts). */

import { runCommand } from "../src/cli/run-command.ts";
import { distribute } from "../src/commands/distribute.ts";
import { COMMANDS, commandFor } from "../src/settings/commands.ts";

await runCommand(commandFor(COMMANDS.distribute.name, process.argv.slice(2)) ?? COMMANDS.distribute, distribute);
