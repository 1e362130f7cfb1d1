/** `npm run notify` */

import { COMMANDS } from "../src/lib/config/commands.ts";
import { runNotify } from "../src/tools/notify/notify-command.ts";
import { runCommand } from "../src/tools/run/main.ts";

await runCommand(COMMANDS.notify, runNotify);
