// Resolves `import … from "https://jslib.k6.io/k6-utils/1.6.0/index.js"` at build time, because a URL left in a bundle
// stops k6 at start on a machine without internet.
//   auto    the pinned file (from the user's cache, else downloaded), else our own module with the same functions
//   own     our own module
//   remote  the import stays, k6 fetches it
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { userCacheFolder } from "../../src/machine/cache-folder.mjs";

export const JSLIB_MODES = ["auto", "own", "remote"];

const URL_OF_K6_UTILS = "https://jslib.k6.io/k6-utils/1.6.0/index.js";
const SHA384 = "PUj07ypgxiT7MK9e2P9vlvLLhDuuohr3qf56Ep6iX3d+xhpHRLuK7KUbH17UYts3";
const DOWNLOAD_TIMEOUT_MS = 3_000;
/** A download that failed is not tried again for a day: an offline build must not wait each time. */
const RETRY_AFTER_MS = 24 * 3_600_000;

/**
 * @param {string} root of the project
 * @param {string} mode one of JSLIB_MODES
 * @returns {{ plugin: import("esbuild").Plugin, allowedUrls: readonly string[], notes: () => string[] }}
 *   `notes` lists what was used; empty if no bundle has the import
 */
export function k6UtilsImport(root, mode) {
  /** @type {Set<string>} */
  const notes = new Set();
  /** @type {Promise<string | undefined> | undefined} */
  let pinned;
  return {
    allowedUrls: mode === "remote" ? [URL_OF_K6_UTILS] : [],
    notes: () => [...notes],
    plugin: {
      name: "k6-utils-import",
      setup(build) {
        build.onResolve({ filter: /^https?:/ }, async ({ path }) => {
          if (path !== URL_OF_K6_UTILS) return { errors: [{ text: `Only ${URL_OF_K6_UTILS} may be imported by URL` }] };
          if (mode === "remote") {
            notes.add(`k6-utils: left in the bundles, k6 fetches ${URL_OF_K6_UTILS}`);
            return { path, external: true };
          }
          pinned ??= mode === "auto" ? pinnedFile() : Promise.resolve(undefined);
          const file = await pinned;
          notes.add(
            file === undefined
              ? "k6-utils: our own module (src/k6/jslib-k6-utils.ts)"
              : "k6-utils: the pinned 1.6.0, checked by SHA-384",
          );
          return { path: file ?? join(root, "src/k6/jslib-k6-utils.ts") };
        });
      },
    },
  };
}

/** @returns {Promise<string | undefined>} path of the verified file; undefined when it is not available */
async function pinnedFile() {
  const folder = join(userCacheFolder(), "jslib");
  const file = join(folder, "k6-utils-1.6.0.js");
  const failed = join(folder, "k6-utils-1.6.0.unreachable");
  if (isPinned(readOrUndefined(file))) return file;
  if (ageMs(failed) < RETRY_AFTER_MS) return undefined;
  const text = await download();
  try {
    mkdirSync(folder, { recursive: true });
    if (!isPinned(text)) {
      writeFileSync(failed, "");
      return undefined;
    }
    writeFileSync(`${file}.${process.pid}`, /** @type {Buffer} */ (text));
    renameSync(`${file}.${process.pid}`, file);
    rmSync(failed, { force: true });
    return file;
  } catch {
    return undefined;
  }
}

async function download() {
  try {
    const response = await fetch(URL_OF_K6_UTILS, { signal: AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS) });
    return response.ok ? Buffer.from(await response.arrayBuffer()) : undefined;
  } catch {
    return undefined;
  }
}

/** @param {Buffer | undefined} text */
function isPinned(text) {
  return text !== undefined && createHash("sha384").update(text).digest("base64") === SHA384;
}

/** @param {string} path */
function readOrUndefined(path) {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** @param {string} path */
function ageMs(path) {
  try {
    return Date.now() - statSync(path).mtimeMs;
  } catch {
    return Infinity;
  }
}
