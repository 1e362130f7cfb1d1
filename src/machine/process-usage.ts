/** CPU time and memory of one process: from /proc on Linux, by `ps` elsewhere. */

import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

export interface ProcessUsage {
  /** User and system time since its start, including children that have ended. */
  readonly cpuSeconds: number;
  readonly memoryBytes: number;
  readonly swappedBytes: number;
  /** All that it read since its start, from the network and from files; undefined where the system does not tell. */
  readonly readBytes?: number | undefined;
  /** All that it wrote. */
  readonly writtenBytes?: number | undefined;
}

/** Linux counts CPU time for user programs in hundredths of a second on every architecture (USER_HZ, man 5 proc). */
const TICKS_PER_SECOND = 100;
const KIBIBYTE = 1024;

/** The kernel's figures of a process in `/proc/PID/stat`. */
export interface ProcessStat {
  /** Of its main thread, at most 15 characters. */
  readonly name: string;
  readonly parent: number;
  /** User and system time since its start, including children that have ended. */
  readonly cpuSeconds: number;
}

/** Undefined when the process is gone or not accessible. */
export async function processUsage(pid: number): Promise<ProcessUsage | undefined> {
  try {
    return process.platform === "linux" ? await fromProc(pid) : await fromPs(pid);
  } catch {
    return undefined;
  }
}

async function fromProc(pid: number): Promise<ProcessUsage> {
  const [stat, status, io] = await Promise.all([
    readFile(`/proc/${pid}/stat`, "utf8"),
    readFile(`/proc/${pid}/status`, "utf8"),
    // Not of a process of another user.
    readFile(`/proc/${pid}/io`, "utf8").catch(() => ""),
  ]);
  return {
    cpuSeconds: parseProcessStat(stat).cpuSeconds,
    memoryBytes: bytesIn(status, "VmRSS"),
    swappedBytes: bytesIn(status, "VmSwap"),
    readBytes: countIn(io, "rchar"),
    writtenBytes: countIn(io, "wchar"),
  };
}

/** A line of `/proc/PID/io`: `rchar: 1024`. */
function countIn(text: string, name: string): number | undefined {
  const count = new RegExp(`^${name}: (\\d+)`, "m").exec(text)?.[1];
  return count === undefined ? undefined : Number(count);
}

/** A line of `/proc/PID/status` or `/proc/meminfo` as bytes: `VmRSS:   1024 kB`. 0 when it is not there. */
export function bytesIn(text: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(text)?.[1] ?? 0) * KIBIBYTE;
}

export function parseProcessStat(stat: string): ProcessStat {
  // The name in brackets may hold spaces and brackets. The parent is field 4, counted from 1; utime, stime, cutime and
  // cstime are fields 14 to 17 (man 5 proc).
  const end = stat.lastIndexOf(")");
  const fields = stat.slice(end + 2).split(" ");
  const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at] ?? 0), 0);
  const name = stat.slice(stat.indexOf("(") + 1, end);
  return { name, parent: Number(fields[1]), cpuSeconds: ticks / TICKS_PER_SECOND };
}

async function fromPs(pid: number): Promise<ProcessUsage | undefined> {
  // Each second of a run, so without the shell that zx starts.
  const { stdout } = await promisify(execFile)("ps", ["-o", "time=,rss=", "-p", String(pid)]);
  return parsePs(stdout);
}

/** `  1-02:03:04.56  12345`: days, hours, minutes and seconds of CPU, then KiB of memory. */
export function parsePs(text: string): ProcessUsage | undefined {
  const match = /^\s*(?:(\d+)-)?(?:(\d+):)?(\d+):(\d+(?:\.\d+)?)\s+(\d+)/.exec(text);
  if (match === null) return undefined;
  const [days = 0, hours = 0, minutes = 0, seconds = 0, kibibytes = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  return {
    cpuSeconds: ((days * 24 + hours) * 60 + minutes) * 60 + seconds,
    memoryBytes: kibibytes * KIBIBYTE,
    swappedBytes: 0,
  };
}
