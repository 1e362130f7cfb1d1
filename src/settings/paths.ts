/** Relative paths that a user gives begin where the user stands; those in a file of settings at the project's folder. */

import { existsSync, realpathSync } from "node:fs";
import { join, resolve } from "node:path";
import { ALL_FIELDS } from "../lib/config/fields.ts";
import type { Layer } from "../lib/config/resolve.ts";
import { splitPaths } from "../lib/config/value.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where a command was typed. npm runs scripts in the project's folder, also with `--prefix` or from a folder below, and
 * names the first place in INIT_CWD. That counts only for scripts of this project: programs below npm inherit it.
 */
export function userDirectory(environment: Environment, root: string): string {
  const { INIT_CWD: place, npm_package_json: packageFile } = environment;
  const isOurs = packageFile !== undefined && realPath(packageFile) === realPath(join(root, "package.json"));
  return isOurs && place !== undefined ? place : process.cwd();
}

/** The layer with its relative paths made absolute, when the user stands elsewhere than in the project's folder. */
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

/** A run may be given by its path; one that does not exist is a name, such as `latest/load`. */
export function argumentFrom(directory: string, argument: string): string {
  const path = resolve(directory, argument);
  return /[/\\]/.test(argument) && existsSync(path) ? path : argument;
}

/** A name of something that the project brings, such as a profile, has no slash and no ending. */
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
