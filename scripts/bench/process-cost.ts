/** CPU time and memory of the k6 processes that this process starts. Linux only: it reads /proc. */

import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

export interface Cost<T> {
  readonly result: T;
  /** User and system time of all children that ended. */
  readonly cpuSeconds: number;
  /** Highest resident memory of any k6 among them. */
  readonly peakBytes: number;
  readonly seconds: number;
}

const LOOK_MS = 25;
const TICKS_PER_SECOND = 100;

/** Nothing else that this process started may end meanwhile: its time would be counted too. */
export async function costOf<T>(work: () => Promise<T>): Promise<Cost<T>> {
  const cpuBefore = childrenSeconds();
  const startedMs = performance.now();
  let peakBytes = 0;
  const timer = setInterval(() => {
    for (const pid of k6Children()) peakBytes = Math.max(peakBytes, peakOf(pid));
  }, LOOK_MS);
  try {
    const result = await work();
    const seconds = (performance.now() - startedMs) / 1000;
    return { result, cpuSeconds: childrenSeconds() - cpuBefore, peakBytes, seconds };
  } finally {
    clearInterval(timer);
  }
}

function childrenSeconds(): number {
  const stat = readFileSync("/proc/self/stat", "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[13]) + Number(fields[14])) / TICKS_PER_SECOND;
}

function k6Children(): number[] {
  const children = read(`/proc/self/task/${process.pid}/children`).trim().split(" ");
  return children.filter((pid) => read(`/proc/${pid}/comm`).startsWith("k6")).map(Number);
}

function peakOf(pid: number): number {
  const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(read(`/proc/${pid}/status`))?.[1];
  return Number(kilobytes ?? 0) * 1024;
}

/** Empty when the process is gone. */
function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/**
 * By spawn, as the runner starts k6: Linux schedules a process group of its own differently, which alone makes a third,
 * and a shell would count as CPU time of its child.
 */
export function ended(
  file: string,
  args: readonly string[],
  environment: Record<string, string>,
): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ...environment };
    const child = spawn(file, args, { env, stdio: ["ignore", "pipe", "pipe"], detached: true });
    for (const stream of [child.stdout, child.stderr]) stream.resume();
    child.once("error", reject);
    child.once("close", resolve);
  });
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}
