/** `npm run mix -- from-log FILE...` */

import { runCommand } from "../src/cli/run-command.ts";
import { runMix } from "../src/commands/mix.ts";
import { COMMANDS } from "../src/settings/commands.ts";

await runCommand(COMMANDS.mix, runMix);
