/** Finds and reads profile files and `.env.load-test`. */

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { LoadTestError } from "../base/errors.ts";
import { fileProblem } from "../base/file-problem.ts";
import { suggestion } from "../base/nearest.ts";
import type { Layer } from "../lib/config/resolve.ts";
import { parseEnvText } from "./env-file/env-file.ts";
import { malformedLines } from "./env-file/env-text.ts";
import { shippedRoots } from "./root.ts";

export const CLIENT_FILE = ".env.load-test";

const ENDING = ".env";

export interface ProfileFile {
  readonly name: string;
  readonly path: string;
}

/** Of several with one name, the one that `--profile NAME` stands for. */
export function profilesIn(root: string): readonly ProfileFile[] {
  const files = new Map<string, string>();
  for (const folder of foldersIn(root)) {
    for (const file of readdirSync(folder).filter((each) => each.endsWith(ENDING))) {
      const name = file.slice(0, -ENDING.length);
      if (!files.has(name)) files.set(name, join(folder, file));
    }
  }
  return [...files].map(([name, path]) => ({ name, path })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function foldersIn(root: string): string[] {
  return shippedRoots(root)
    .map((each) => join(each, "profiles"))
    .filter(existsSync);
}

/**
 * The path of a profile's file. An unknown name must never start a load of the default size.
 * @param profile a name in `profiles/`, or the path of a file
 */
export function findProfile(root: string, profile: string): string {
  const known = profilesIn(root);
  const named = known.find(({ name }) => name === profile);
  if (named !== undefined) return named.path;
  const path = resolve(root, profile);
  if (existsSync(path) && statSync(path).isFile()) return path;
  throw new LoadTestError(
    "usage",
    `Unknown profile "${profile}"${suggestion(
      profile,
      known.map(({ name }) => name),
    )}.`,
    {
      hint: "Use a name that npm run profiles lists, or the path of a file with NAME=value lines.",
    },
  );
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
    throw new LoadTestError("config", `${origin} cannot be read: ${fileProblem(cause)}`, {
      cause,
    });
  }
}
