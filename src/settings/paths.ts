/** Relative paths given by the user are relative to the user's folder; those in a file of settings, to the project's. */

import { existsSync, realpathSync } from "node:fs";
import { join, resolve } from "node:path";
import { ALL_FIELDS } from "../lib/config/fields.ts";
import type { Layer } from "../lib/config/resolve.ts";
import { splitPaths } from "../lib/config/value.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The folder in which a command was typed. npm runs scripts in the project's folder, also with `--prefix` or from a
 * subfolder, and puts the user's folder into INIT_CWD. Other projects' npm sets it too, so its script must be ours.
 */
export function userDirectory(environment: Environment, root: string): string {
  const { INIT_CWD: place, npm_package_json: packageFile } = environment;
  const isOurs = packageFile !== undefined && realPath(packageFile) === realPath(join(root, "package.json"));
  return isOurs && place !== undefined ? place : process.cwd();
}

/** The layer with relative paths made absolute, unless the user's folder is the project's. */
export function withPathsFrom(directory: string, root: string, layer: Layer): Layer {
  if (realPath(directory) === realPath(root)) return layer;
  const values = { ...layer.values };
  for (const { env, kind } of ALL_FIELDS) {
    const text = values[env]?.trim() ?? "";
    if (text === "") continue;
    if (kind === "path" || (kind === "file" && isPath(text))) values[env] = resolve(directory, text);
    if (kind === "paths")
      values[env] = splitPaths(text)
        .map((path) => resolve(directory, path))
        .join(",");
  }
  return { ...layer, values };
}

/** An argument may be the path of a run; if there is no such path it is a name, such as `latest/load`. */
export function argumentFrom(directory: string, argument: string): string {
  const path = resolve(directory, argument);
  return /[/\\]/.test(argument) && existsSync(path) ? path : argument;
}

/** Names of what is in the project, such as a profile, have no slash and no extension. */
function isPath(text: string): boolean {
  return /[/\\]|\.(env|json)$/.test(text);
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
