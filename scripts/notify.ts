/** `npm run notify` */

import { runCommand } from "../src/cli/run-command.ts";
import { runNotify } from "../src/commands/notify.ts";
import { COMMANDS } from "../src/settings/commands.ts";

await runCommand(COMMANDS.notify, runNotify);
