/** `npm run capacity` */

import { runCommand } from "../src/cli/run-command.ts";
import { capacity } from "../src/commands/capacity.ts";
import { COMMANDS } from "../src/settings/commands.ts";

await runCommand(COMMANDS.capacity, capacity);
