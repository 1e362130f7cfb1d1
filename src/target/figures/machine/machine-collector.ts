/**
 * Figures of the machine on which the target runs, of its containers and of the target's own processes. Only where
 * that is this machine, and it has /proc.
 */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { plural } from "../../../base/figures.ts";
import type { FigureValues } from "../../../results/figures/figure-values.ts";
import { type Check, passed, skipped } from "../../preflight/checklist.ts";
import type { Collector } from "../collector.ts";
import { type MachineReading, machineFigures } from "./machine-figures.ts";
import { parseCpuTimes, parseDiskBusyMs, parseLoad, parseMemory } from "./proc-files.ts";
import { type Processes, readProcesses, readText, withChildren } from "./processes.ts";
import { cpuSecondsOf, type KernelFolders, TargetGroups } from "./target-groups.ts";
import { findListeners, isHere } from "./target-place.ts";

const KERNEL: KernelFolders = { proc: "/proc", groups: "/sys/fs/cgroup" };
const NAME = "target machine";

export class MachineCollector implements Collector {
  readonly source = "machine";
  readonly #url: string;
  readonly #folders: KernelFolders;
  readonly #generator: number;
  readonly #groups: TargetGroups;
  /** The target's first processes, once they have been looked for. */
  #listeners: readonly number[] | undefined;
  #isHere: Promise<boolean> | undefined;
  #before: MachineReading | undefined;

  /** @param generator the process that, with all that it starts, makes the load */
  constructor(url: string, folders = KERNEL, generator = process.pid) {
    this.#url = url;
    this.#folders = folders;
    this.#generator = generator;
    this.#groups = new TargetGroups(folders, generator);
  }

  async check(): Promise<Check> {
    try {
      const { cpu, groups } = await this.#read();
      const parts = [plural(cpu.cores, "core"), ...groups.keys()];
      const hidden = this.#listeners?.length === 0 ? ["no process of this user listens on the target's port"] : [];
      return passed(NAME, [...parts, ...hidden].join(", "));
    } catch (error) {
      return skipped(NAME, error instanceof Error ? error.message : String(error));
    }
  }

  async sample(): Promise<FigureValues> {
    const now = await this.#read();
    const figures = machineFigures(now, this.#before);
    this.#before = now;
    return figures;
  }

  async close(): Promise<void> {}

  async #read(): Promise<MachineReading> {
    const { proc } = this.#folders;
    if (!existsSync(join(proc, "stat"))) throw new Error("no figures: this system has no /proc");
    this.#isHere ??= isHere(this.#url);
    if (!(await this.#isHere)) throw new Error("no figures: the target is on another machine");
    const atMs = performance.now();
    const [stat, memory, disks, load, processes] = await Promise.all([
      readText(join(proc, "stat")),
      readText(join(proc, "meminfo")),
      readText(join(proc, "diskstats")),
      readText(join(proc, "loadavg")),
      readProcesses(proc),
    ]);
    const listeners = await this.#findListeners(processes);
    const generator = withChildren(processes, [this.#generator], listeners);
    return {
      atMs,
      cpu: parseCpuTimes(stat ?? ""),
      memory: parseMemory(memory ?? ""),
      diskBusyMs: parseDiskBusyMs(disks ?? ""),
      load: parseLoad(load ?? ""),
      generatorCpuSeconds: cpuSecondsOf(processes, generator),
      groups: await this.#groups.read(processes, listeners),
    };
  }

  /** Looks into all processes of this user, so again only when those that were found have ended. */
  async #findListeners(processes: Processes): Promise<readonly number[]> {
    const known = this.#listeners;
    if (known?.every((pid) => processes.has(pid)) === true) return known;
    const { roots, forwarder } = await findListeners(this.#folders.proc, this.#url, processes);
    if (forwarder !== undefined)
      throw new Error(`no figures: ${forwarder} forwards the target's port to another machine`);
    // It may be between two starts.
    this.#listeners = roots.length === 0 && known !== undefined ? known : roots;
    return roots;
  }
}
