// How commands are named to the user. Texts name them as they are typed in a clone, `npm run load -- --resume`; the
// installed package has the same commands as `npx edfi-load-test load --resume`. Plain JavaScript, as print-error.mjs is.
import { existsSync } from "node:fs";

/** A package has no build script: its dist/ is built. `src/cli` and the bundles in `dist/cli` are at the same depth. */
const IS_PACKAGE = !existsSync(new URL("../../build.mjs", import.meta.url));

const PROGRAM = "npx edfi-load-test";

/**
 * @param {string} text
 * @returns {string}
 */
export function asTyped(text) {
  return IS_PACKAGE ? inPackage(text) : text;
}

/**
 * @param {string} text
 * @returns {string}
 */
export function inPackage(text) {
  return text
    .replace(/npm run ([\w-]+)(?: --(?=[ `]|$))?/gm, `${PROGRAM} $1`)
    .replace(/npm start(?: --(?=[ `]|$))?/gm, `${PROGRAM} start`);
}
