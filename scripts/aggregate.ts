/** `npm run aggregate` */

import { COMMANDS } from "../src/lib/config/commands.ts";
import { runAggregate } from "../src/tools/compare/aggregate-command.ts";
import { runCommand } from "../src/tools/run/main.ts";

await runCommand(COMMANDS.aggregate, runAggregate);
