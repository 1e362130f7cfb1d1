/** What k6 may use on this machine: cores by affinity, container quota and settings, memory by container limit. */

import { readFileSync } from "node:fs";
import { availableParallelism, totalmem } from "node:os";
import { generatorCores } from "../results/health/generator-cores.ts";
import type { MachineLimits } from "../results/health/generator-health.ts";
import { groupOf, parseCpuMax, withGroupsAbove } from "./control-groups.ts";

/** @param wanted cores that the user leaves to the generator; 0: not set */
export function generatorLimits(wanted: number, environment: NodeJS.ProcessEnv = process.env): MachineLimits {
  return {
    ...generatorCores({
      machine: ownCores() ?? availableParallelism(),
      container: quotaV2() ?? quotaV1(),
      goMaxProcs: environment.GOMAXPROCS,
      wanted,
    }),
    memoryBytes: memoryLimitBytes(),
  };
}

/** Cores by affinity, on Linux. Node's own count rounds a container's quota of 1.5 cores down to 1. */
function ownCores(): number | undefined {
  const list = /^Cpus_allowed_list:\s*(\S+)$/m.exec(read("/proc/self/status") ?? "")?.[1];
  return list === undefined ? undefined : countCores(list);
}

/** `0-3,8` is five cores. */
export function countCores(list: string): number {
  return list
    .split(",")
    .map((part) => part.split("-").map(Number))
    .reduce((sum, [first = 0, last = first]) => sum + last - first + 1, 0);
}

/** Cores of `cpu.max`, the smallest on the way up from our own group: `200000 100000` is 2. */
function quotaV2(): number | undefined {
  const quotas = ownGroups().flatMap((group) => {
    const cores = parseCpuMax(read(`/sys/fs/cgroup${group}/cpu.max`) ?? "");
    return cores === undefined ? [] : [cores];
  });
  return quotas.length === 0 ? undefined : Math.min(...quotas);
}

function quotaV1(): number | undefined {
  const quota = Number(read("/sys/fs/cgroup/cpu/cpu.cfs_quota_us"));
  const period = Number(read("/sys/fs/cgroup/cpu/cpu.cfs_period_us"));
  return quota > 0 && period > 0 ? quota / period : undefined;
}

/** For all processes of this container or machine together. */
export function memoryLimitBytes(): number {
  return Math.min(totalmem(), ...memoryLimits());
}

function memoryLimits(): number[] {
  const texts = [
    ...ownGroups().map((group) => read(`/sys/fs/cgroup${group}/memory.max`)),
    read("/sys/fs/cgroup/memory/memory.limit_in_bytes"),
  ];
  return texts.map(Number).filter((bytes) => bytes > 0);
}

function ownGroups(): readonly string[] {
  return withGroupsAbove(groupOf(read("/proc/self/cgroup") ?? "") ?? "");
}

/** Undefined where there is no such file: not Linux, another version of control groups. */
function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return undefined;
  }
}
