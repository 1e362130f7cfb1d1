// Is dist/ up to date? One hash of all sources is kept in dist/.stamp with the names of the outputs. By content, not by
// time: a checkout or a copy changes times without changing what would be built.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const SOURCE_FOLDERS = ["src", "scripts"];
const SOURCE_FILES = ["build.mjs", "package-lock.json"];

/**
 * @param {string} root
 * @returns {string} a key that changes when a build would give something else
 */
export function sourceKey(root) {
  const hash = createHash("sha256");
  const files = [...SOURCE_FOLDERS.flatMap((folder) => listFiles(root, folder)), ...SOURCE_FILES];
  for (const file of files.sort())
    hash
      .update(file)
      .update("\0")
      .update(readFileSync(join(root, file)))
      .update("\0");
  return hash.digest("hex");
}

/** @param {string} root */
export function isBuildStale(root) {
  const stamp = readStamp(root);
  return (
    stamp === undefined || stamp.key !== sourceKey(root) || stamp.outputs.some((file) => !existsSync(join(root, file)))
  );
}

/**
 * @param {string} root
 * @returns {{ key: string, outputs: string[] } | undefined} undefined when there is none or it cannot be read
 */
export function readStamp(root) {
  try {
    const { key, outputs } = JSON.parse(readFileSync(stampPath(root), "utf8"));
    return typeof key === "string" && Array.isArray(outputs) ? { key, outputs } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {string} root
 * @param {{ key: string, outputs: readonly string[] }} stamp outputs relative to root
 */
export function writeStamp(root, stamp) {
  writeFileSync(stampPath(root), `${JSON.stringify(stamp, null, 1)}\n`);
}

/** @param {string} root */
function stampPath(root) {
  return join(root, "dist/.stamp");
}

/**
 * @param {string} root
 * @param {string} folder relative to root
 * @returns {string[]} paths relative to root; tests are left out, as they are in no bundle
 */
function listFiles(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return listFiles(root, path);
    return entry.isFile() && !entry.name.endsWith(".test.ts") ? [path] : [];
  });
}
