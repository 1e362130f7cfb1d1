/** Where the files of the project are, and those of the user. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder: `src/settings` (tests) and the bundles in `dist/cli` are both two levels below it. */
export const PROJECT_ROOT: string = fileURLToPath(new URL("../../", import.meta.url));

/** An installed package has no build script. */
export const IS_PACKAGE: boolean = !existsSync(join(PROJECT_ROOT, "build.mjs"));

/** Of settings, profiles of the user's own, and results: the clone, or the folder in which a package is used. */
export const USER_ROOT: string = IS_PACKAGE ? process.cwd() : PROJECT_ROOT;

/** Where profiles and mixes are looked for, the user's own first. @param root of the user */
export function shippedRoots(root: string): readonly string[] {
  return IS_PACKAGE ? [root, PROJECT_ROOT] : [root];
}
