/** The command that continues a run, as a user would type it. */

import { textOf } from "../lib/config/resolve.ts";
import type { Value } from "../lib/config/value.ts";
import { type Command, fieldsOf } from "./command.ts";
import { COMMANDS } from "./commands.ts";
import type { Settings } from "./settings.ts";

/** Needs no quotes in a shell. */
const PLAIN = /^[\w./:@%+,=-]+$/;

/**
 * With the flags that were given: `npm run load -- --profile dev --resume`. A command without `--resume`, such as
 * capacity, is continued by the load that it began with.
 */
export function resumeCommand(command: Command, { config, origins }: Pick<Settings, "config" | "origins">): string {
  const own = fieldsOf(command).some(({ key }) => key === "resume") ? command : COMMANDS.load;
  const flags = new Map<string, string>();
  for (const field of fieldsOf(own)) {
    const { flag, key, kind } = field;
    if (flag === undefined || key === "resume" || origins[key] !== "command line") continue;
    const value = config[key as keyof typeof config] as Value;
    if (kind === "boolean") flags.set(flag, value === true ? `--${flag}` : `--no-${flag}`);
    else flags.set(flag, `--${flag} ${quoted(textOf(field, value))}`);
  }
  return [own.typed, "--", ...flags.values(), "--resume"].join(" ");
}

function quoted(text: string): string {
  return PLAIN.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
