/**
 * The processes of this machine: as a tree, and which of them listen on a port. Files of the kernel are read at once,
 * not asynchronously: they are in memory, and that takes a tenth of the CPU time.
 */

import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { type ProcessStat, parseProcessStat } from "../../../machine/process-usage.ts";
import { parseListeners } from "./proc-files.ts";

const NANOSECONDS = 1e9;

export type Processes = ReadonlyMap<number, ProcessStat>;

/** @param proc the folder `/proc` */
export function readProcesses(proc: string): Processes {
  const found = new Map<number, ProcessStat>();
  for (const pid of processIds(proc)) {
    const stat = readText(join(proc, pid, "stat"));
    if (stat !== undefined) found.set(Number(pid), parseProcessStat(stat));
  }
  return found;
}

function processIds(proc: string): readonly string[] {
  return namesIn(proc).filter((name) => /^\d+$/.test(name));
}

/** The processes and all that they started, without the branches that begin at one of `without`. */
export function withChildren(
  processes: Processes,
  roots: readonly number[],
  without: readonly number[] = [],
): readonly number[] {
  const found = new Set(roots.filter((pid) => processes.has(pid)));
  // What is added while a set is gone through is gone through, too.
  for (const parent of found) {
    for (const [pid, stat] of processes) if (stat.parent === parent && !without.includes(pid)) found.add(pid);
  }
  return [...found];
}

export function cpuSecondsOf(processes: Processes, pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + (processes.get(pid)?.cpuSeconds ?? 0), 0);
}

/** Seconds in which each thread of the processes has run, or waited for a core, by its id. Empty where the kernel does not count them. */
export function busySecondsOfThreads(proc: string, pids: readonly number[]): ReadonlyMap<number, number> {
  const seconds = new Map<number, number>();
  for (const pid of pids) {
    const tasks = join(proc, String(pid), "task");
    for (const id of namesIn(tasks)) {
      const [ran, waited] = (readText(join(tasks, id, "schedstat")) ?? "").split(" ").map(Number);
      if (ran !== undefined && waited !== undefined) seconds.set(Number(id), (ran + waited) / NANOSECONDS);
    }
  }
  return seconds;
}

/** Processes that hold a socket which listens on the port; only those that this user may look into. */
export function listeningProcesses(proc: string, port: number): readonly number[] {
  const inodes = ["tcp", "tcp6"].flatMap((name) => parseListeners(readText(join(proc, "net", name)) ?? "", port));
  const sockets = new Set(inodes.map((inode) => `socket:[${inode}]`));
  if (sockets.size === 0) return [];
  const holdsOne = (pid: string): boolean => {
    const directory = join(proc, pid, "fd");
    return namesIn(directory).some((file) => sockets.has(readLink(join(directory, file))));
  };
  return processIds(proc).filter(holdsOne).map(Number);
}

/** Undefined when the file is not there or may not be read: processes and groups come and go. */
export function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

/** Empty for a folder that is not there or may not be read. */
function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

function readLink(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
}
