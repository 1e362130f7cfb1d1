/** CPU time and memory of processes that this process starts. Linux only: it reads /proc. */

import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";

export interface Cost {
  /** User and system time of all children that ended. */
  readonly cpuSeconds: number;
  /** Highest resident memory of any process that was started. */
  readonly peakBytes: number;
}

const LOOK_MS = 25;
const TICKS_PER_SECOND = 100;

/** No process that was there before may end meanwhile: its time would be counted too. */
export async function costOf(work: () => Promise<unknown>): Promise<Cost> {
  const cpuBefore = childrenSeconds();
  const before = new Set(children());
  let peakBytes = 0;
  const timer = setInterval(() => {
    for (const pid of children()) if (!before.has(pid)) peakBytes = Math.max(peakBytes, memoryOf(pid).peakBytes);
  }, LOOK_MS);
  try {
    await work();
    return { cpuSeconds: childrenSeconds() - cpuBefore, peakBytes };
  } finally {
    clearInterval(timer);
  }
}

function childrenSeconds(): number {
  const stat = readFileSync("/proc/self/stat", "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[13]) + Number(fields[14])) / TICKS_PER_SECOND;
}

function children(): number[] {
  return read(`/proc/self/task/${process.pid}/children`).trim().split(" ").map(Number);
}

/** Resident memory; zeros when the process is gone. */
export function memoryOf(pid: number): { readonly bytes: number; readonly peakBytes: number } {
  const status = read(`/proc/${pid}/status`);
  const bytesOf = (member: string): number =>
    1024 * Number(new RegExp(`^${member}:\\s+(\\d+) kB`, "m").exec(status)?.[1] ?? 0);
  return { bytes: bytesOf("VmRSS"), peakBytes: bytesOf("VmHWM") };
}

/** Empty when the process is gone. */
function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

export interface Started {
  readonly child: ChildProcess;
  /** The exit code, null after a signal, and what was printed. */
  readonly ended: Promise<{ readonly code: number | null; readonly output: string }>;
}

const KEPT_OUTPUT = 4000;

/**
 * By spawn, as the runner starts k6: Linux schedules a process group of its own differently, which alone makes a third,
 * and a shell would count as CPU time of its child.
 */
export function start(file: string, args: readonly string[], environment: Record<string, string>): Started {
  const env = { ...process.env, ...environment };
  const child = spawn(file, args, { env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  process.once("exit", () => child.kill("SIGKILL"));
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      output = (output + chunk.toString("utf8")).slice(-KEPT_OUTPUT);
    });
  }
  const ended = new Promise<{ code: number | null; output: string }>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output }));
  });
  return { child, ended };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}
