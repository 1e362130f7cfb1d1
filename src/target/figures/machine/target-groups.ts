/**
 * What is accounted for by itself beside the whole machine: containers, and the target's own processes. The generator
 * is in none of them.
 */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { groupOf } from "../../../machine/control-groups.ts";
import { bytesIn } from "../../../machine/process-usage.ts";
import { containerOf, type GroupReading, unitOf } from "./group-files.ts";
import { findContainers, processesOf, readGroup } from "./groups.ts";
import { busySecondsOfThreads, cpuSecondsOf, type Processes, readText, withChildren } from "./processes.ts";

/** Folders of the kernel; others in tests. */
export interface KernelFolders {
  /** `/proc` */
  readonly proc: string;
  /** `/sys/fs/cgroup` */
  readonly groups: string;
}

export class TargetGroups {
  readonly #folders: KernelFolders;
  readonly #generator: number;
  /** By path: a group keeps the name that it had first. */
  readonly #names = new Map<string, string>();

  /** @param generator a process of the group that makes the load */
  constructor(folders: KernelFolders, generator: number) {
    this.#folders = folders;
    this.#generator = generator;
  }

  /**
   * @param listeners the first processes of the target
   * @returns by name: `dotnet-4f46b51bce42` for a container, `dms` for a service, `node` for processes in neither
   */
  read(processes: Processes, listeners: readonly number[]): ReadonlyMap<string, GroupReading> {
    const own = this.#groupOf(this.#generator);
    const containers = this.#containers().filter((path) => !isIn(own, path));
    const outside = listeners.flatMap((pid) => {
      const group = this.#groupOf(pid);
      return containers.some((path) => isIn(group, path)) ? [] : [{ pid, group }];
    });
    // A unit that starts the generator, too, would count its part as the target's.
    const isUnit = (group: string): boolean =>
      unitOf(group) !== undefined && !isIn(own, group) && existsSync(join(this.#folders.groups, group, "cpu.stat"));
    const units = outside.flatMap(({ group }) => (isUnit(group) ? [group] : []));
    const readings = new Map<string, GroupReading>();
    for (const path of new Set([...containers, ...units])) {
      const reading = readGroup(this.#folders.groups, path);
      if (reading === undefined) continue;
      const threads = this.#threadsOf(processesOf(this.#folders.groups, path));
      readings.set(this.#nameOf(path, processes), { ...reading, threads });
    }
    const rest = outside.filter(({ group }) => !isUnit(group)).map(({ pid }) => pid);
    const name = processes.get(rest[0] ?? 0)?.name;
    if (name !== undefined) readings.set(name, this.#readProcesses(processes, rest));
    return readings;
  }

  #containers(): readonly string[] {
    const { groups } = this.#folders;
    // Version 1 has other files.
    return existsSync(join(groups, "cgroup.controllers")) ? findContainers(groups) : [];
  }

  /** Empty where there is none. */
  #groupOf(pid: number): string {
    return groupOf(readText(join(this.#folders.proc, String(pid), "cgroup")) ?? "") ?? "";
  }

  #nameOf(path: string, processes: Processes): string {
    const known = this.#names.get(path);
    if (known !== undefined) return known;
    const container = containerOf(path);
    const name = container === undefined ? (unitOf(path) ?? path) : this.#nameContainer(path, container, processes);
    this.#names.set(path, name);
    return name;
  }

  /** After the program that has used most CPU time: the first one may only start others. */
  #nameContainer(path: string, container: string, processes: Processes): string {
    const inside = processesOf(this.#folders.groups, path);
    const [busiest] = inside
      .flatMap((pid) => processes.get(pid) ?? [])
      .toSorted((one, other) => other.cpuSeconds - one.cpuSeconds);
    return busiest === undefined ? container : `${busiest.name.replace(/[^\w.-]+/g, "_")}-${container}`;
  }

  #readProcesses(processes: Processes, roots: readonly number[]): GroupReading {
    const pids = withChildren(processes, roots);
    const statuses = pids.map((pid) => readText(join(this.#folders.proc, String(pid), "status")));
    const memory = statuses.reduce((sum, status) => sum + bytesIn(status ?? "", "VmRSS"), 0);
    return { cpuSeconds: cpuSecondsOf(processes, pids), memory, threads: this.#threadsOf(pids) };
  }

  #threadsOf(pids: readonly number[]): ReadonlyMap<number, number> {
    return busySecondsOfThreads(this.#folders.proc, pids);
  }
}

/** @param group path of a group; empty: none */
function isIn(group: string, path: string): boolean {
  return group === path || group.startsWith(`${path}/`);
}
