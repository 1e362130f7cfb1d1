// npm passes a signal on to the shell between it and the launcher, and that shell ends without passing it on. So under
// `npm run` the launcher watches the processes above it.
import { readFileSync } from "node:fs";

const POLL_MS = 500;

/**
 * Calls `onGone` once when npm, or the shell that it started, has ended. Does nothing without npm.
 * @param {() => void} onGone
 */
export function watchNpm(onGone) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const shell = process.ppid;
  const npm = parentOf(shell);
  const timer = setInterval(() => {
    if (process.ppid === shell && (npm === undefined || parentOf(shell) === npm)) return;
    clearInterval(timer);
    onGone();
  }, POLL_MS);
  timer.unref();
}

/**
 * @param {number} pid
 * @returns {number | undefined} undefined where the system has no /proc
 */
function parentOf(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return Number(/^PPid:\s*(\d+)/m.exec(status)?.[1]);
  } catch {
    return undefined;
  }
}
