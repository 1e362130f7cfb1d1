// A lock between processes: one file that exists while the work is in progress. Plain JavaScript, because the launcher
// needs it before anything is built.
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const POLL_MS = 100;
const HEARTBEAT_MS = 2_000;
/** A holder that has not updated its file for this long has ended, even if its process id is in use again. */
const STALE_MS = 20_000;

/**
 * Runs `work` while no other process holds the lock at `path`; waits until the holder has ended.
 * @template T
 * @param {string} path
 * @param {() => Promise<T>} work
 * @param {() => void} [onWait] called once when another process holds the lock
 * @returns {Promise<T>}
 */
export async function withFileLock(path, work, onWait) {
  mkdirSync(dirname(path), { recursive: true });
  let waited = false;
  let release = tryFileLock(path);
  for (; release === undefined; release = tryFileLock(path)) {
    if (!waited) onWait?.();
    waited = true;
    await sleep(POLL_MS);
  }
  try {
    return await work();
  } finally {
    release();
  }
}

/**
 * Takes the lock at `path` unless another process holds it.
 * @param {string} path
 * @returns {(() => void) | undefined} what releases it
 */
export function tryFileLock(path) {
  while (!tryCreate(path)) if (!removeAbandoned(path)) return undefined;
  const heartbeat = setInterval(() => touch(path), HEARTBEAT_MS).unref();
  return () => {
    clearInterval(heartbeat);
    rmSync(path, { force: true });
  };
}

/** @param {string} path */
function tryCreate(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "EEXIST") return false;
    throw error;
  }
}

/**
 * Removes the file of a holder that ended without removing it.
 * @param {string} path
 * @returns {boolean} true when the lock may be free now
 */
function removeAbandoned(path) {
  const aside = `${path}.${process.pid}`;
  try {
    const holder = readFileSync(path, "utf8");
    const isOld = Date.now() - statSync(path).mtimeMs > STALE_MS;
    if (!isOld && (holder === "" || isAlive(Number(holder)))) return false;
    renameSync(path, aside);
    // Another process may have taken the lock in the meantime: then its file goes back.
    if (readFileSync(aside, "utf8") !== holder) linkSync(aside, path);
  } catch {
    return true;
  } finally {
    rmSync(aside, { force: true });
  }
  return true;
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}

/** @param {string} path */
function touch(path) {
  try {
    const now = new Date();
    utimesSync(path, now, now);
  } catch {
    // The file was removed by hand: the work continues.
  }
}
