/** Finds and reads profile files and `.env.load-test`. */

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { LoadTestError, messageOf } from "../base/errors.ts";
import { suggestion } from "../base/nearest.ts";
import type { Layer } from "../lib/config/resolve.ts";
import { parseEnvText } from "./env-file/env-file.ts";
import { malformedLines } from "./env-file/env-text.ts";
import { shippedRoots } from "./root.ts";

export const CLIENT_FILE = ".env.load-test";

function profileNames(folders: readonly string[]): string[] {
  const files = folders.flatMap((folder) => readdirSync(folder)).filter((file) => file.endsWith(".env"));
  return [...new Set(files.map((file) => file.slice(0, -".env".length)))].sort();
}

/**
 * The path of a profile's file. An unknown name must never start a load of the default size.
 * @param profile a name in `profiles/`, or the path of a file
 */
export function findProfile(root: string, profile: string): string {
  const folders = shippedRoots(root)
    .map((each) => join(each, "profiles"))
    .filter(existsSync);
  const named = folders.map((folder) => join(folder, `${profile}.env`)).find((path) => existsSync(path));
  if (/^[\w.-]+$/.test(profile) && named !== undefined) return named;
  const path = resolve(root, profile);
  if (existsSync(path) && statSync(path).isFile()) return path;
  throw new LoadTestError("usage", `Unknown profile "${profile}"${suggestion(profile, profileNames(folders))}.`, {
    hint: "Use a name from profiles/ or the path of a file with NAME=value lines.",
  });
}

export interface FileLayer extends Layer {
  /** Numbers of the lines that are no setting. */
  readonly malformed: readonly number[];
}

/** A file of settings as a layer; its origin is its path relative to the root. */
export function readEnvLayer(root: string, path: string): FileLayer {
  const origin = relative(root, path).startsWith("..") ? path : relative(root, path);
  try {
    const text = readFileSync(path, "utf8");
    return { origin, values: parseEnvText(text), malformed: malformedLines(text) };
  } catch (cause) {
    throw new LoadTestError("config", `${origin} cannot be read: ${messageOf(cause)}`, {
      cause,
    });
  }
}
