/** CPU time and memory of processes that this process starts. Linux only: it reads /proc. */

import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";

export interface Cost {
  /** User and system time of all children that ended. */
  readonly cpuSeconds: number;
  /** Highest resident memory of any process that was started. */
  readonly peakBytes: number;
  /** Of `cpuSeconds`: what was used before `isWarm` said yes for the first time; 0 without it. */
  readonly startSeconds: number;
}

const LOOK_MS = 25;
const TICKS_PER_SECOND = 100;

/** No process that was there before may end meanwhile: its time would be counted too. */
export async function costOf(
  work: () => Promise<unknown>,
  isWarm: () => Promise<boolean> = async () => false,
): Promise<Cost> {
  const cpuBefore = cpuTimes(process.pid).ofChildren;
  const before = new Set(children());
  let [peakBytes, startSeconds] = [0, 0];
  let [asks, warm] = [false, false];
  const look = async (): Promise<void> => {
    const started = children().filter((pid) => !before.has(pid));
    for (const pid of started) peakBytes = Math.max(peakBytes, memoryOf(pid).peakBytes);
    if (warm || asks) return;
    asks = true;
    warm = await isWarm();
    asks = false;
    if (warm) startSeconds = started.reduce((sum, pid) => sum + cpuTimes(pid).own, 0);
  };
  const timer = setInterval(() => void look(), LOOK_MS);
  try {
    await work();
    return { cpuSeconds: cpuTimes(process.pid).ofChildren - cpuBefore, peakBytes, startSeconds };
  } finally {
    clearInterval(timer);
  }
}

/** User and system time of a process in seconds, and of its children that ended; zeros when it is gone. */
export function cpuTimes(pid: number): { readonly own: number; readonly ofChildren: number } {
  const stat = read(`/proc/${pid}/stat`);
  const fields = stat
    .slice(stat.lastIndexOf(")") + 2)
    .split(" ")
    .map(Number);
  const seconds = (first: number): number => ((fields[first] ?? 0) + (fields[first + 1] ?? 0)) / TICKS_PER_SECOND;
  return { own: seconds(11), ofChildren: seconds(13) };
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
export function read(path: string): string {
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
