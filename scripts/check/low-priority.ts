/** A low priority for a process and all that it starts, also what has a session of its own. */
import { readFileSync } from "node:fs";
import { getPriority, setPriority } from "node:os";
import { setSessionNice } from "../../src/machine/session-weight.ts";

/** A third of the usual weight: enough to go on beside what takes all of the CPU for a minute. */
export const LOW = 5;
const EACH_MS = 500;
const UNSET = / nice 0$/;

/**
 * Niceness is inherited. Where Linux shares the CPU out by session first (autogroup), it counts within a session only, and a
 * new session begins without any: so sessions are looked for again and again.
 *
 * @param pid of a process that was started just now
 * @returns what ends that
 */
export function keepLow(pid: number): () => void {
  // Who is nicer already stays so: to take that back needs rights.
  setPriority(pid, Math.max(LOW, getPriority()));
  const timer = setInterval(() => descendants(pid).forEach(lowerSession), EACH_MS);
  return () => clearInterval(timer);
}

/** One that has a weight of its own keeps it. */
function lowerSession(pid: number): void {
  if (UNSET.test(read(`/proc/${pid}/autogroup`))) setSessionNice(pid, LOW);
}

function descendants(pid: number): number[] {
  const children = read(`/proc/${pid}/task/${pid}/children`).split(" ").filter(Boolean).map(Number);
  return [pid, ...children.flatMap(descendants)];
}

/** Empty when there is no such file: the process is gone, or the system has none. */
function read(path: string): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return "";
  }
}
