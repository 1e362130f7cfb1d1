/** Settings of one command from all their places: command line > environment > profile > .env.load-test > default. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { LoadTestError } from "../base/errors.ts";
import { nearest, suggestion } from "../base/nearest.ts";
import { GENERAL_FIELDS } from "../lib/config/fields/general.ts";
import { ALL_FIELDS, type Config } from "../lib/config/fields.ts";
import { type Layer, resolveConfig } from "../lib/config/resolve.ts";
import { originOf } from "../lib/edfi/api-urls.ts";
import { parseArguments } from "./arguments.ts";
import type { Command } from "./command.ts";
import { formProblems } from "./form-problems.ts";
import { helpText } from "./help.ts";
import { flagsLostToNpm } from "./npm-flags.ts";
import { argumentFrom, userDirectory, withPathsFrom } from "./paths.ts";
import { CLIENT_FILE, type FileLayer, findProfile, readEnvLayer } from "./profile.ts";
import { qualifiedBaseUrl, qualifierProblems } from "./qualified-target.ts";
import { PROJECT_ROOT } from "./root.ts";
import { screenHelp } from "./screen-help.ts";
import { strayVariables } from "./stray-variables.ts";
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
  root: string = PROJECT_ROOT,
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
  const resolved = resolveConfig(ALL_FIELDS, withoutForeignTarget([...given, ...fileLayers]));
  const { origins, problems } = resolved;
  const config = { ...resolved.config, apiBaseUrl: qualifiedBaseUrl(resolved.config) };
  const messages = [
    ...fileLayers.flatMap(malformedLines),
    ...fileLayers.flatMap(unknownKeys),
    ...(origins.apiBaseUrl === "default" && usesTarget(command) ? targetTraces([...given, ...fileLayers]) : []),
    ...(isPassedOn ? [] : strayVariables(environment)),
    ...problems.map((problem) => problem.message),
    ...(usesTarget(command) ? qualifierProblems(config) : []),
    ...formProblems(config, origins, root),
  ];
  if (messages.length > 0) throw new LoadTestError("config", messages.join("\n"));
  const positionals = isPassedOn ? args : args.map((argument) => argumentFrom(directory, argument));
  return { settings: { config, origins, profileName, positionals, userDirectory: directory }, files };
}

const OF_ONE_TARGET = /^(CLIENT_ID|CLIENT_SECRET|OAUTH_TOKEN_URL|TARGET_(DATABASE|METRICS)_\w+)$/;

/**
 * Client, database and metrics server in .env.load-test belong to the target in it: the secret of the client is never
 * sent to a server named elsewhere, and figures are never those of another installation.
 */
function withoutForeignTarget(layers: readonly Layer[]): readonly Layer[] {
  const target = layers.map((layer) => layer.values.API_BASE_URL ?? "").find((url) => url !== "") ?? "";
  return layers.map((layer) => {
    const own = layer.values.API_BASE_URL ?? "";
    if (layer.origin !== CLIENT_FILE || own === "" || originOf(own) === originOf(target)) return layer;
    const kept = Object.entries(layer.values).filter(([name]) => !OF_ONE_TARGET.test(name));
    return { origin: layer.origin, values: Object.fromEntries(kept) };
  });
}

function usesTarget(command: Command): boolean {
  return command.groups.some(({ title }) => title === "Target");
}

/** What is in the line may be a secret, so it is not shown. */
function malformedLines({ origin, malformed }: FileLayer): string[] {
  return malformed.map((line) => `${origin}: line ${line} is not of the form NAME=value`);
}

const KNOWN_NAMES: readonly string[] = ALL_FIELDS.map((field) => field.env);

/** .env.load-test may contain other lines, so only near misses count there. */
function unknownKeys(layer: Layer): string[] {
  const isMistyped = (name: string): boolean => nearest(name, KNOWN_NAMES) !== undefined;
  return Object.keys(layer.values)
    .filter((name) => !KNOWN_NAMES.includes(name) && (layer.origin !== CLIENT_FILE || isMistyped(name)))
    .map((name) => `${name}: unknown setting${suggestion(name, KNOWN_NAMES)} (set in ${layer.origin})`);
}
