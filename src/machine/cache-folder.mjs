// The user's cache, shared by all clones: k6 itself and the pinned k6-utils. Plain JavaScript for build.mjs.
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

/**
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string} absolute; it need not exist
 */
export function userCacheFolder(env = process.env) {
  const base = env.XDG_CACHE_HOME;
  return join(base !== undefined && isAbsolute(base) ? base : join(homedir(), ".cache"), "edfi-load-test");
}
