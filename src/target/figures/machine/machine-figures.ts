/** The figures of a machine between two readings of it. Pure. */

import type { FigureValues } from "../../../results/figures/figure-values.ts";
import type { GroupReading } from "./group-files.ts";
import type { CpuTimes, MemoryUse } from "./proc-files.ts";

export interface MachineReading {
  /** Of a clock that never jumps. */
  readonly atMs: number;
  readonly cpu: CpuTimes;
  readonly memory: MemoryUse;
  readonly diskBusyMs: ReadonlyMap<string, number>;
  readonly load: number;
  /** Of the processes that make the load. */
  readonly generatorCpuSeconds: number;
  /** Containers and the target's processes, by name. */
  readonly groups: ReadonlyMap<string, GroupReading>;
}

/** Containers with figures of their own: those that used most CPU time. */
const MOST_GROUPS = 20;

/** @param before absent: only what needs no time in between */
export function machineFigures(now: MachineReading, before?: MachineReading): FigureValues {
  const seconds = before === undefined ? 0 : (now.atMs - before.atMs) / 1000;
  const values: Record<string, number> = {
    "machine.cores": now.cpu.cores,
    "machine.memory": now.memory.used,
    "machine.memoryTotal": now.memory.total,
    "machine.load": now.load,
  };
  if (before !== undefined && seconds > 0) Object.assign(values, rates(now, before, seconds));
  const used = ([name, { cpuSeconds }]: readonly [string, GroupReading]): number =>
    cpuSeconds - (before?.groups.get(name)?.cpuSeconds ?? cpuSeconds);
  const busiest = [...now.groups].toSorted((one, other) => used(other) - used(one)).slice(0, MOST_GROUPS);
  for (const [name, group] of busiest)
    Object.assign(values, groupFigures(name, group, before?.groups.get(name), seconds));
  return values;
}

function rates(now: MachineReading, before: MachineReading, seconds: number): FigureValues {
  const ticks = now.cpu.total - before.cpu.total;
  const shares = [...now.diskBusyMs].map(
    ([disk, ms]) => (ms - (before.diskBusyMs.get(disk) ?? ms)) / (now.atMs - before.atMs),
  );
  const generator = now.generatorCpuSeconds - before.generatorCpuSeconds;
  return {
    ...(ticks > 0 ? { "machine.cpu": (now.cpu.busy - before.cpu.busy) / ticks } : {}),
    // A disk with several queues may be a little more than busy.
    ...(shares.length > 0 ? { "machine.diskBusy": Math.min(1, Math.max(...shares)) } : {}),
    // One of its processes has ended without being waited for.
    ...(generator >= 0 ? { "machine.generatorCpu": generator / seconds } : {}),
  };
}

function groupFigures(
  name: string,
  now: GroupReading,
  before: GroupReading | undefined,
  seconds: number,
): FigureValues {
  const values: Record<string, number> = {};
  const give = (figure: string, value: number | undefined): void => {
    if (value !== undefined) values[`machine.container.${figure}:${name}`] = value;
  };
  give("cpuLimit", now.cpuLimit);
  give("memory", now.memory);
  give("memoryLimit", now.memoryLimit);
  // Less than before: it is another one with the same name.
  if (before === undefined || seconds <= 0 || now.cpuSeconds < before.cpuSeconds) return values;
  give("cpu", (now.cpuSeconds - before.cpuSeconds) / seconds);
  give("busiestThread", busiestThread(now, before, seconds));
  const periods = (now.periods ?? 0) - (before.periods ?? 0);
  if (periods > 0) give("throttled", ((now.throttled ?? 0) - (before.throttled ?? 0)) / periods);
  return values;
}

/** Of the time in between, the share in which the thread that wanted a core most ran or waited for one. */
function busiestThread(now: GroupReading, before: GroupReading, seconds: number): number | undefined {
  const shares = [...(now.threads ?? [])].flatMap(([id, busy]) => {
    const earlier = before.threads?.get(id);
    return earlier === undefined ? [] : [(busy - earlier) / seconds];
  });
  // The clocks of both readings differ a little.
  return shares.length === 0 ? undefined : Math.min(1, Math.max(...shares));
}
