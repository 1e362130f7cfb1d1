/** `npm run cleanup -- RUN` */

import { runCommand } from "../src/cli/run-command.ts";
import { cleanup } from "../src/commands/cleanup.ts";
import { COMMANDS } from "../src/settings/commands.ts";

await runCommand(COMMANDS.cleanup, cleanup);
