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

/** In a container the process has another id outside: it is told by its title, which names the port of its client. */
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
  const stats = await Promise.all((await processIds()).map((pid) => read(`/proc/${pid}/stat`)));
  let ticks: number | undefined;
  for (const stat of stats.map(parseStat)) {
    if (stat.pid === server) ticks = (ticks ?? 0) + stat.own + stat.ofEnded;
    else if (stat.parent === server) ticks = (ticks ?? 0) + stat.own;
  }
  return ticks === undefined ? undefined : ticks / TICKS_PER_SECOND;
}

interface ProcessStat {
  readonly pid: number;
  readonly parent: number;
  /** Ticks of CPU. */
  readonly own: number;
  readonly ofEnded: number;
}

/** The name in brackets may hold spaces; fields are counted from 1 in man 5 proc: 4 is the parent, 14 to 17 are ticks. */
function parseStat(text: string): ProcessStat {
  const fields = text
    .slice(text.lastIndexOf(")") + 2)
    .split(" ")
    .map(Number);
  const [user = 0, system = 0, userOfEnded = 0, systemOfEnded = 0] = fields.slice(11, 15);
  return {
    pid: Number.parseInt(text, 10),
    parent: fields[1] ?? 0,
    own: user + system,
    ofEnded: userOfEnded + systemOfEnded,
  };
}

async function processIds(): Promise<string[]> {
  const names = await readdir("/proc").catch(() => []);
  return names.filter((name) => /^\d+$/.test(name));
}

/** Empty for a process that has ended. */
function read(path: string): Promise<string> {
  return readFile(path, "latin1").catch(() => "");
}
