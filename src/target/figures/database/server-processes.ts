/** CPU time of the database's processes, where they run on this machine and are visible in /proc. */

import { readdir, readFile } from "node:fs/promises";
import type { DatabaseConnection } from "./database-connection.ts";

const TICKS_PER_SECOND = 100;

interface BackendRow {
  readonly pid: number;
  readonly port: number | null;
}

/** Process id of the server's first process. Undefined where it is not visible. @throws DatabaseError */
export async function findServer(connection: DatabaseConnection): Promise<number | undefined> {
  const [row] = await connection.query<BackendRow>("select pg_backend_pid() as pid, inet_client_port() as port");
  return row === undefined ? undefined : parentOfBackend(row);
}

/** Outside its container, a process has another ID. It is identified by its title, which contains the client port. */
async function parentOfBackend({ pid, port }: BackendRow): Promise<number | undefined> {
  for (const each of await processIds()) {
    const [title, status] = await Promise.all([read(`/proc/${each}/cmdline`), read(`/proc/${each}/status`)]);
    if (!title.startsWith("postgres:") || !title.includes(`(${port})`)) continue;
    if (Number(/^NSpid:.*?(\d+)\s*$/m.exec(status)?.[1]) !== pid) continue;
    return Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]);
  }
  return undefined;
}

/**
 * Seconds of CPU of the server's processes since its start, of those that have ended too. Undefined when it is gone.
 * @param server as `findServer` gives it
 */
export async function serverCpuSeconds(server: number): Promise<number | undefined> {
  const children = (await read(`/proc/${server}/task/${server}/children`)).split(" ").filter((pid) => pid !== "");
  if (children.length === 0) return undefined;
  const [own = [], ...others] = await Promise.all([String(server), ...children].map(ticksOf));
  const ticks = [...own, ...others.flatMap((each) => each.slice(0, OWN_TICKS))];
  return ticks.reduce((sum, each) => sum + each, 0) / TICKS_PER_SECOND;
}

/** Of user and system; in `stat`, those of children that have ended follow. */
const OWN_TICKS = 2;

/** The name in brackets may hold spaces; fields 14 to 17, counted from 1 (man 5 proc). Empty for a process that has ended. */
async function ticksOf(pid: string): Promise<number[]> {
  const stat = await read(`/proc/${pid}/stat`);
  return stat
    .slice(stat.lastIndexOf(")") + 2)
    .split(" ")
    .slice(11, 15)
    .map(Number);
}

async function processIds(): Promise<string[]> {
  const names = await readdir("/proc").catch(() => []);
  return names.filter((name) => /^\d+$/.test(name));
}

/** Empty for a process that has ended. */
function read(path: string): Promise<string> {
  return readFile(path, "latin1").catch(() => "");
}
