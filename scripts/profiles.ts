/** `npm run profiles` */

import { runCommand } from "../src/cli/run-command.ts";
import { profiles } from "../src/commands/profiles.ts";
import { COMMANDS } from "../src/settings/commands.ts";

await runCommand(COMMANDS.profiles, profiles);
