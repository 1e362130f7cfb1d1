// Starts child processes so that exit codes and signals pass through and nothing is left behind. With spawn, not zx:
// packages may not be installed yet, and the command needs its own process group and a channel to the launcher.
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { watchNpm } from "./npm-watch.mjs";

/** Ctrl-C under npm arrives twice, from the terminal and from npm; repeats within this time are one. */
const SAME_SIGNAL_MS = 500;

/**
 * Runs a helper of the launcher in the terminal's own process group.
 * @param {string} file
 * @param {readonly string[]} args
 * @param {string} cwd
 * @returns {Promise<number>} exit code
 */
export function runVisible(file, args, cwd) {
  return exitCode(spawn(file, args, { cwd, stdio: "inherit" }));
}

/**
 * Runs the command itself in a process group of its own: a Ctrl-C reaches it once, through here, and the launcher
 * waits for it to finish. The command notices by the channel that the launcher was killed (parent-watch.mjs).
 * @param {string} script
 * @param {readonly string[]} args
 * @param {string} cwd
 * @param {import("node:child_process").Serializable} [message] sent to it at once
 * @returns {Promise<number>} exit code; 128 + number for a signal, as shells report it
 */
export function runToEnd(script, args, cwd, message) {
  const watch = new URL("./parent-watch.mjs", import.meta.url).href;
  const child = spawn(process.execPath, ["--import", watch, script, ...args], {
    cwd,
    detached: process.platform !== "win32",
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  // It may have ended before it could read this.
  if (message !== undefined) child.send(message, () => {});
  let lastSentMs = -Infinity;
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.on(signal, () => {
      const nowMs = performance.now();
      if (nowMs - lastSentMs < SAME_SIGNAL_MS) return;
      lastSentMs = nowMs;
      child.kill(signal === "SIGHUP" ? "SIGTERM" : signal);
    });
  }
  watchNpm(() => child.kill("SIGTERM"));
  process.on("SIGWINCH", () => child.kill("SIGWINCH"));
  return exitCode(child);
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @returns {Promise<number>}
 */
function exitCode(child) {
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) => resolve(signal === null ? (code ?? 1) : 128 + constants.signals[signal]));
  });
}
