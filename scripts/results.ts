/** `npm run results -- list|prune` */

import { runCommand } from "../src/cli/run-command.ts";
import { runResultsCommand } from "../src/commands/results.ts";
import { COMMANDS } from "../src/settings/commands.ts";

await runCommand(COMMANDS.results, runResultsCommand);
