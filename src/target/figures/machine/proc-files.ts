/** Files of /proc that describe a whole machine (man 5 proc). Pure: takes their text. */

import { bytesIn } from "../../../machine/process-usage.ts";

export interface CpuTimes {
  /** Hundredths of a second of all cores together, since the start of the machine. */
  readonly busy: number;
  readonly total: number;
  readonly cores: number;
}

/** `/proc/stat`. Waiting for a disk is not busy; time that a hypervisor gave to another machine is: nobody here has it. */
export function parseCpuTimes(text: string): CpuTimes {
  // User, nice, system, idle, iowait, irq, softirq, steal; the guests that follow are part of user and nice.
  const times = (/^cpu +(.*)$/m.exec(text)?.[1] ?? "").split(" ").slice(0, 8).map(Number);
  const total = times.reduce((sum, time) => sum + time, 0);
  const idle = (times[3] ?? 0) + (times[4] ?? 0);
  return { busy: total - idle, total, cores: text.match(/^cpu\d/gm)?.length ?? 0 };
}

export interface MemoryUse {
  /** Bytes that a new program could not have: without what the kernel gives back when asked. */
  readonly used: number;
  readonly total: number;
}

/** `/proc/meminfo`. */
export function parseMemory(text: string): MemoryUse {
  const total = bytesIn(text, "MemTotal");
  return { used: total - bytesIn(text, "MemAvailable"), total };
}

/** Not disks, but memory or files that look like some. */
const NO_DISK = /^(?:loop|ram|zram|sr|fd)\d/;

/** `/proc/diskstats`: milliseconds in which a disk had something to do, by device. A partition has at most as many. */
export function parseDiskBusyMs(text: string): ReadonlyMap<string, number> {
  const rows = text.split("\n").map((line) => line.trim().split(/\s+/));
  return new Map(
    rows.flatMap(([, , name, ...counts]) =>
      name === undefined || NO_DISK.test(name) ? [] : [[name, Number(counts[9])]],
    ),
  );
}

/** `/proc/loadavg`: processes that run or wait for a disk, over the last minute. */
export function parseLoad(text: string): number {
  return Number(text.split(" ")[0]);
}

const LISTENS = "0A";

/** `/proc/net/tcp` or `tcp6`: the inodes of the sockets that listen on the port. */
export function parseListeners(text: string, port: number): readonly string[] {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  return text.split("\n").flatMap((line) => {
    const [, local = "", , state, , , , , , inode = ""] = line.trim().split(/\s+/);
    return state === LISTENS && local.endsWith(wanted) ? [inode] : [];
  });
}
