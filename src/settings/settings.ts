/** Settings of one command from all their places: command line > environment > profile > .env.load-test > default. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { LoadTestError } from "../base/errors.ts";
import { GENERAL_FIELDS } from "../lib/config/fields/general.ts";
import { ALL_FIELDS, type Config } from "../lib/config/fields.ts";
import { resolveConfig } from "../lib/config/resolve.ts";
import { parseArguments } from "./arguments.ts";
import type { Command } from "./command.ts";
import { formProblems } from "./form-problems.ts";
import { helpText } from "./help.ts";
import { hintOfUnknown, layerProblems } from "./layer-problems.ts";
import { flagsLostToNpm } from "./npm-flags.ts";
import { clientOfTenant, NO_PARTS, type Part, partsOf } from "./parts.ts";
import { argumentFrom, userDirectory, withPathsFrom } from "./paths.ts";
import { CLIENT_FILE, findProfile, readEnvLayer } from "./profile.ts";
import { qualifiedBaseUrl, qualifierProblems } from "./qualified-target.ts";
import { USER_ROOT } from "./root.ts";
import { screenHelp } from "./screen-help.ts";
import { targetLayers } from "./target-layers.ts";
import { targetTraces } from "./target-traces.ts";

export interface Settings {
  readonly config: Config;
  /** Where each value came from, by key. */
  readonly origins: Readonly<Record<string, string>>;
  /** Short name for folders and headings: `staging`. */
  readonly profileName: string;
  readonly positionals: readonly string[];
  /** The folder in which the command was typed. */
  readonly userDirectory: string;
  /** Runs of the command that take place at once, instead of one: at several tenants, or with several clients. */
  readonly parts: readonly Part[];
  /** Of one of several runs in one data store. */
  readonly sharing?: NonNullable<Part["sharing"]>;
}

export type SettingsRequest =
  | { readonly help: string }
  /** `files`: profile and .env.load-test, which need not exist. */
  | { readonly settings: Settings; readonly files: readonly string[] };

/** @throws LoadTestError "usage" for flags and profile, "config" with one line per wrong value. */
export function loadSettings(
  command: Command,
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = process.env,
  root: string = USER_ROOT,
): SettingsRequest {
  const directory = userDirectory(environment, root);
  const lost = flagsLostToNpm(command, argv, environment);
  if (lost !== undefined) throw lost;
  const { help, layer, positionals: args } = parseArguments(command, argv);
  const isPassedOn = command.passesArgumentsOn === true;
  const given = [layer, { origin: "environment", values: environment }].map((each) =>
    withPathsFrom(directory, root, each),
  );
  const { profile } = resolveConfig(GENERAL_FIELDS, given).config;
  const profileName = profile.replace(/^.*[\\/]/, "").replace(/\.env$/, "");
  const profileFile = findProfile(root, profile);
  if (help !== undefined) {
    const { values } = readEnvLayer(root, profileFile);
    return { help: help === "all" ? helpText(command, values) : screenHelp(command, profileName, values) };
  }
  const files = [profileFile, join(root, CLIENT_FILE)];
  const fileLayers = files.filter((file) => existsSync(file)).map((file) => readEnvLayer(root, file));
  const layers = targetLayers([...given, ...fileLayers]);
  const resolved = resolveConfig(ALL_FIELDS, layers);
  const { origins, problems } = resolved;
  const config = {
    ...resolved.config,
    ...clientOfTenant(resolved.config, layers),
    apiBaseUrl: qualifiedBaseUrl(resolved.config),
  };
  const split = usesTarget(command) ? partsOf(command, resolved.config, layers) : NO_PARTS;
  const messages = [
    ...layerProblems(fileLayers, isPassedOn ? undefined : environment),
    ...(origins.apiBaseUrl === "default" && usesTarget(command) ? targetTraces([...given, ...fileLayers]) : []),
    ...problems.map((problem) => problem.message),
    ...(usesTarget(command) ? qualifierProblems(config) : []),
    ...split.problems,
    ...formProblems(config, origins, root),
  ];
  if (messages.length > 0)
    throw new LoadTestError("config", messages.join("\n"), { hint: split.hint ?? hintOfUnknown(fileLayers) });
  const positionals = isPassedOn ? args : args.map((argument) => argumentFrom(directory, argument));
  const { parts } = split;
  return { settings: { config, origins, profileName, positionals, userDirectory: directory, parts }, files };
}

function usesTarget(command: Command): boolean {
  return command.groups.some(({ title }) => title === "Target");
}
