/** `npm run trend` */

import { runCommand } from "../src/cli/run-command.ts";
import { runTrend } from "../src/commands/trend.ts";
import { COMMANDS } from "../src/settings/commands.ts";

await runCommand(COMMANDS.trend, runTrend);
