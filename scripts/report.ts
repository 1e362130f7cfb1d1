/** `npm run report -- RUN` */

import { COMMANDS } from "../src/lib/config/commands.ts";
import { runReportCommand } from "../src/tools/report/report-command.ts";
import { runCommand } from "../src/tools/run/main.ts";

await runCommand(COMMANDS.report, runReportCommand);
