/**
 * Flags that npm took for itself: `npm run load --profile=staging` passes on nothing, and would load the default profile.
 * npm leaves them in variables such as `npm_config_profile`, beside its own settings and those of .npmrc.
 */

import { LoadTestError } from "../base/errors.ts";
import type { Setting } from "../lib/config/field.ts";
import { type Command, fieldsOf } from "./command.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Settings of npm's own. Without them a command asks, or prints text; it does nothing that was not wanted. */
const OF_NPM = new Set(["force", "json", "yes", "all"]);

/** @returns undefined if nothing is missing from `argv`, or this is no script of npm */
export function flagsLostToNpm(
  command: Command,
  argv: readonly string[],
  environment: Environment,
): LoadTestError | undefined {
  if (environment.npm_lifecycle_event === undefined) return undefined;
  const fields = fieldsOf(command);
  const own = fields.flatMap((field) => asTyped(field, environment));
  // To npm, `--plan` is `-p -l -a -n`, and `--dry-run` is its own. Both are refused everywhere: who types them wants to
  // see what would be done.
  const { npm_config_parseable: p, npm_config_long: l, npm_config_all: a, npm_config_dry_run: dryRun } = environment;
  if ([p, l, a].every((value) => value === "true")) own.unshift("--plan");
  if (dryRun === "true") own.unshift("--dry-run");
  if (own.length === 0) return undefined;
  const hasPlan = fields.some(({ flag }) => flag === "plan");
  const meant = own.map((flag) => (flag === "--dry-run" && hasPlan ? "--plan" : flag));
  return new LoadTestError("usage", `npm took ${own.join(" ")} for itself: it passes on only what follows --`, {
    hint: `Use: ${command.typed} -- ${withValues(meant, argv).join(" ")}`,
  });
}

function asTyped({ flag = "", kind }: Setting, environment: Environment): string[] {
  const value = environment[`npm_config_${flag.replaceAll("-", "_")}`];
  if (flag === "" || value === undefined || OF_NPM.has(flag)) return [];
  if (kind === "boolean") return [value === "" || value === "false" ? `--no-${flag}` : `--${flag}`];
  // npm keeps no value that follows after a blank.
  if (value === "true" || value === "") return [`--${flag} ${VALUE}`];
  // Builds of native packages have a setting of this name: a version.
  if (kind === "url" && !value.includes("://")) return [];
  return [`--${flag}=${/^[\w.,:/%=@+-]+$/.test(value) ? value : JSON.stringify(value)}`];
}

const VALUE = "VALUE";

/** The only value that was passed on belongs to the only flag that has none. */
function withValues(flags: readonly string[], argv: readonly string[]): readonly string[] {
  const [value, ...others] = argv;
  const isClear =
    value !== undefined && others.length === 0 && flags.filter((flag) => flag.endsWith(VALUE)).length === 1;
  return isClear ? flags.map((flag) => flag.replace(VALUE, value)) : [...argv, ...flags];
}
