/** `npm run report -- RUN` */

import { runCommand } from "../src/cli/run-command.ts";
import { runReportCommand } from "../src/commands/report.ts";
import { COMMANDS } from "../src/settings/commands.ts";

await runCommand(COMMANDS.report, runReportCommand);
