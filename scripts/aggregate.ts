/** `npm run aggregate` */

import { runCommand } from "../src/cli/run-command.ts";
import { runAggregate } from "../src/commands/aggregate.ts";
import { COMMANDS } from "../src/settings/commands.ts";

await runCommand(COMMANDS.aggregate, runAggregate);
