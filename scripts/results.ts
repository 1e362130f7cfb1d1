/** `npm run results -- list|prune` */

import { COMMANDS } from "../src/lib/config/commands.ts";
import { runResultsCommand } from "../src/tools/results/results-command.ts";
import { runCommand } from "../src/tools/run/main.ts";

await runCommand(COMMANDS.results, runResultsCommand);
