/** `npm run distribute -- PHASE`; with `--local N`, that phase by N processes here. */

import { join } from "node:path";
import { runCommand } from "../src/cli/run-command.ts";
import { distribute } from "../src/commands/distribute.ts";
import { COMMANDS, commandFor, isDistributed } from "../src/settings/commands.ts";
import { PROJECT_ROOT } from "../src/settings/root.ts";
import { runToEnd } from "./launch/child.mjs";

const command = commandFor(COMMANDS.distribute.name, process.argv.slice(2)) ?? COMMANDS.distribute;
await runCommand(command, (context) => {
  const { settings } = context;
  const [phase] = settings.positionals;
  if (settings.config.localInstances === 0 || !isDistributed(phase)) return distribute(context);
  const script = join(PROJECT_ROOT, "dist/cli", `${COMMANDS[phase].name}.js`);
  return runToEnd(script, [], process.cwd(), { settings: { ...settings, positionals: [] } });
});
