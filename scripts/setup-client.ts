/** `npm run setup-client` */

import { runCommand } from "../src/cli/run-command.ts";
import { setupClient } from "../src/commands/setup-client.ts";
import { COMMANDS } from "../src/settings/commands.ts";

await runCommand(COMMANDS.setupClient, setupClient);
