/** The processes of this machine: as a tree, and which of them listen on a port. */

import { readdir, readFile, readlink } from "node:fs/promises";
import { join } from "node:path";
import { type ProcessStat, parseProcessStat } from "../../../machine/process-usage.ts";
import { parseListeners } from "./proc-files.ts";

export type Processes = ReadonlyMap<number, ProcessStat>;

async function processIds(proc: string): Promise<readonly number[]> {
  return (await readdir(proc)).filter((name) => /^\d+$/.test(name)).map(Number);
}

/** @param proc the folder `/proc` */
export async function readProcesses(proc: string): Promise<Processes> {
  const found = await Promise.all(
    (await processIds(proc)).map(async (pid) => {
      const stat = await readText(join(proc, String(pid), "stat"));
      return stat === undefined ? [] : [[pid, parseProcessStat(stat)] as const];
    }),
  );
  return new Map(found.flat());
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

/** Processes that hold a socket which listens on the port; only those that this user may look into. */
export async function listeningProcesses(proc: string, port: number): Promise<readonly number[]> {
  const tables = await Promise.all(["tcp", "tcp6"].map((name) => readText(join(proc, "net", name))));
  const sockets = new Set(
    tables.flatMap((text) => parseListeners(text ?? "", port)).map((inode) => `socket:[${inode}]`),
  );
  if (sockets.size === 0) return [];
  const holders = await Promise.all(
    (await processIds(proc)).map(async (pid) =>
      (await holdsOne(join(proc, String(pid), "fd"), sockets)) ? [pid] : [],
    ),
  );
  return holders.flat();
}

async function holdsOne(directory: string, sockets: ReadonlySet<string>): Promise<boolean> {
  // Of another user, or gone.
  const files = await readdir(directory).catch(() => []);
  const targets = await Promise.all(files.map((file) => readlink(join(directory, file)).catch(() => "")));
  return targets.some((target) => sockets.has(target));
}

/** Undefined when the file is not there or may not be read: processes and groups come and go. */
export async function readText(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch(() => undefined);
}
