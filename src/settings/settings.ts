/** Settings of one command from all their places: command line > environment > profile > .env.load-test > default. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { LoadTestError } from "../base/errors.ts";
import { nearest, suggestion } from "../base/nearest.ts";
import { ALL_FIELDS, type Config } from "../lib/config/fields.ts";
import { type Layer, resolveConfig } from "../lib/config/resolve.ts";
import { originOf } from "../lib/edfi/api-urls.ts";
import { parseArguments } from "./arguments.ts";
import { caFileProblem } from "./ca-file.ts";
import type { Command } from "./command.ts";
import { helpText } from "./help.ts";
import { CLIENT_FILE, findProfile, readEnvLayer } from "./profile.ts";
import { PROJECT_ROOT } from "./root.ts";

export interface Settings {
  readonly config: Config;
  /** Where each value came from, by key. */
  readonly origins: Readonly<Record<string, string>>;
  /** Absolute path of the profile file. */
  readonly profileFile: string;
  /** Short name for folders and headings: `staging`. */
  readonly profileName: string;
  readonly positionals: readonly string[];
}

export type SettingsRequest = { readonly help: string } | { readonly settings: Settings };

/** @throws LoadTestError "usage" for flags and profile, "config" with one line per wrong value. */
export function loadSettings(
  command: Command,
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = process.env,
  root: string = PROJECT_ROOT,
): SettingsRequest {
  const { help, layer: commandLine, positionals } = parseArguments(command, argv);
  if (help) return { help: helpText(command) };
  const outer = outerEnvironment(environment);
  const profile = commandLine.values.LOAD_TEST_PROFILE ?? outer.values.LOAD_TEST_PROFILE ?? "smoke";
  const profileFile = findProfile(root, profile);
  const profileLayer = readEnvLayer(root, profileFile);
  const clientFile = join(root, CLIENT_FILE);
  const files = existsSync(clientFile) ? [profileLayer, readEnvLayer(root, clientFile)] : [profileLayer];
  const layers = withoutForeignClient([commandLine, outer, ...files]);
  const { config, origins, problems } = resolveConfig(ALL_FIELDS, layers);
  const messages = [
    ...unknownKeys(profileLayer, false),
    ...files.slice(1).flatMap((layer) => unknownKeys(layer, true)),
    ...strayEngineVariables(outer.values),
    ...problems.map((problem) => problem.message),
  ];
  const untrustworthy = caFileProblem(config.caFile, root);
  if (untrustworthy !== undefined) messages.push(`CA_FILE: ${untrustworthy} (set in ${origins.caFile})`);
  if (messages.length > 0) throw new LoadTestError("config", messages.join("\n"));
  const profileName = profile.replace(/^.*[\\/]/, "").replace(/\.env$/, "");
  return { settings: { config, origins, profileFile, profileName, positionals } };
}

/** What was in the environment before dotenv-cli added the files to it (the launcher leaves a list of names). */
function outerEnvironment(environment: Readonly<Record<string, string | undefined>>): Layer {
  const names = environment.LOAD_TEST_OUTER_ENV;
  if (names === undefined) return { origin: "environment", values: environment };
  return {
    origin: "environment",
    values: Object.fromEntries(names.split(",").map((name) => [name, environment[name]])),
  };
}

const CLIENT_NAMES = ["CLIENT_ID", "CLIENT_SECRET", "OAUTH_TOKEN_URL"];

/** The client in .env.load-test belongs to the target in it: its secret is never sent to a server named elsewhere. */
function withoutForeignClient(layers: readonly Layer[]): readonly Layer[] {
  const target = layers.map((layer) => layer.values.API_BASE_URL ?? "").find((url) => url !== "") ?? "";
  return layers.map((layer) => {
    const own = layer.values.API_BASE_URL ?? "";
    if (layer.origin !== CLIENT_FILE || own === "" || originOf(own) === originOf(target)) return layer;
    const kept = Object.entries(layer.values).filter(([name]) => !CLIENT_NAMES.includes(name));
    return { origin: layer.origin, values: Object.fromEntries(kept) };
  });
}

const KNOWN_NAMES: readonly string[] = ALL_FIELDS.map((field) => field.env);

/** @param onlyTypos users may keep lines of their own in .env.load-test, so only near misses count there */
function unknownKeys(layer: Layer, onlyTypos: boolean): string[] {
  return Object.keys(layer.values)
    .filter((name) => !KNOWN_NAMES.includes(name) && (!onlyTypos || nearest(name, KNOWN_NAMES) !== undefined))
    .map((name) => `${name}: unknown setting${suggestion(name, KNOWN_NAMES)} (set in ${layer.origin})`);
}

const REPLACES_SCENARIOS = [
  "K6_VUS",
  "K6_DURATION",
  "K6_ITERATIONS",
  "K6_STAGES",
  "K6_SCENARIOS",
  "K6_EXECUTION_SEGMENT",
];

/** k6 lets these win over the scenarios of a script: a run would then not be the run that was asked for. */
function strayEngineVariables(values: Readonly<Record<string, string | undefined>>): string[] {
  return REPLACES_SCENARIOS.filter((name) => (values[name] ?? "") !== "").map(
    (name) =>
      `${name}: would replace the scenarios of this project; unset it and use --vus or a profile (set in environment)`,
  );
}
