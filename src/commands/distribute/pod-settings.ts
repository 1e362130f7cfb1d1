/** The settings of a run for a pod: a profile without secrets, the secrets, and the files that both name. */

import { statSync } from "node:fs";
import { basename, resolve } from "node:path";
import { LoadTestError } from "../../base/errors.ts";
import { plural } from "../../base/figures.ts";
import type { Setting } from "../../lib/config/field.ts";
import type { Config } from "../../lib/config/fields.ts";
import { textOf } from "../../lib/config/resolve.ts";
import { findProfile } from "../../settings/profile.ts";
import { USER_ROOT } from "../../settings/root.ts";
import type { Settings } from "../../settings/settings.ts";
import { findMix } from "../../workload/mix/choose-mix.ts";
import { positiveRate } from "../../workload/paced/rate.ts";

export interface PodSettings {
  /** By environment name. */
  readonly values: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  /** Absolute paths by name in the pod's folder of settings. */
  readonly files: Readonly<Record<string, string>>;
}

/** Of this machine or of this command, or set by the manifests. */
const NOT_FOR_A_POD: readonly (keyof Config)[] = [
  ...(["profile", "json", "resultsDirectory", "sandboxDirectory", "sandboxArguments", "k6Binary"] as const),
  ...(["localInstances", "remoteInstances", "coordinatorListen", "coordinatorKeyFile"] as const),
  ...(["distributeOutput", "distributeName", "runnerImage", "instanceCpu", "instanceMemory"] as const),
];
/** Of these, the client goes with its secret. */
const SECRET_KEYS: readonly (keyof Config)[] = ["clientId", "clientSecret"];
/** A ConfigMap holds 1 MiB; its own names and the settings need some of it. */
const MOST_BYTES = 1_000_000;

/** @param folder where the pod has the files. @throws LoadTestError "usage" for a file that cannot go along */
export function podSettings(fields: readonly Setting[], settings: Settings, folder: string): PodSettings {
  const values: Record<string, string> = {};
  const secrets: Record<string, string> = { CLIENT_ID: "", CLIENT_SECRET: "" };
  const files: Files = {};
  for (const field of fields) {
    const key = field.key as keyof Config;
    if (settings.origins[key] === "default" || NOT_FOR_A_POD.includes(key)) continue;
    const text = textOf(field, settings.config[key]);
    if (field.secret === true || SECRET_KEYS.includes(key)) secrets[field.env] = text;
    else if (key === "mix") values[field.env] = mixFiles(field, text, folder, files);
    else if (key === "need") values[field.env] = needFile(field, text, folder, files);
    else values[field.env] = isFile(field, text) ? fileFor(field, text, folder, files) : text;
  }
  const bytes = Object.values(files).reduce((sum, path) => sum + statSync(path).size, 0);
  if (bytes > MOST_BYTES)
    throw new LoadTestError(
      "usage",
      `The files of the settings are too large for a ConfigMap: ${plural(bytes, "byte")}.`,
      {
        hint: "A data file in the results volume is found without --data: give the run the --name of its load.",
      },
    );
  return { values, secrets, files };
}

type Files = Record<string, string>;

/** One or more, by name: a user's own are not in the image. */
function mixFiles(field: Setting, text: string, folder: string, files: Files): string {
  const paths = text.split(",").map((name) => findMix(name.trim()));
  return paths.map((path) => fileFor(field, path, folder, files)).join(",");
}

/** A rate, or a profile and a time: `prod/4h`. A file of the same name may be the run's own. */
function needFile(field: Setting, text: string, folder: string, files: Files): string {
  const at = text.lastIndexOf("/");
  if (at < 0 || positiveRate(text) !== undefined) return text;
  const path = findProfile(USER_ROOT, text.slice(0, at));
  return fileFor(field, path, folder, files, `need-${basename(path)}`) + text.slice(at);
}

/** Names of what is in the package have no slash and no extension. */
function isFile({ kind }: Setting, text: string): boolean {
  return text !== "" && (kind === "path" || (kind === "file" && /[/\\]|\.json$/.test(text)));
}

function fileFor(field: Setting, text: string, folder: string, files: Files, name = basename(text)): string {
  const path = resolve(text);
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true)
    throw new LoadTestError("usage", `${field.env}: ${text} is not one file; in a pod there is no other`);
  if (!/^[\w.-]+$/.test(name) || (files[name] ?? path) !== path)
    throw new LoadTestError("usage", `${field.env}: rename ${text}: in the pod its name would be that of another file`);
  files[name] = path;
  return `${folder}/${name}`;
}
