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
import { cpuSecondsOf, type Processes, readProcesses, readText, withChildren } from "./processes.ts";
import { type KernelFolders, TargetGroups } from "./target-groups.ts";
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
  #reason: Promise<string | undefined> | undefined;
  #before: MachineReading | undefined;

  /** @param generator the process that, with all that it starts, makes the load */
  constructor(url: string, folders = KERNEL, generator = process.pid) {
    this.#url = url;
    this.#folders = folders;
    this.#generator = generator;
    this.#groups = new TargetGroups(folders, generator);
  }

  async check(): Promise<Check> {
    const why = await this.#whyNot();
    if (why !== undefined) return skipped(NAME, `no figures of it: ${why}`);
    const { cpu, groups } = this.#read();
    const hidden = this.#listeners?.length === 0 ? ["no process of this user listens on the target's port"] : [];
    return passed(NAME, [plural(cpu.cores, "core"), ...groups.keys(), ...hidden].join(", "));
  }

  /** Without any where `check` says why. */
  async sample(): Promise<FigureValues> {
    if ((await this.#whyNot()) !== undefined) return {};
    const now = this.#read();
    const figures = machineFigures(now, this.#before);
    this.#before = now;
    return figures;
  }

  async close(): Promise<void> {}

  /** Why there are no figures: found out once. */
  #whyNot(): Promise<string | undefined> {
    this.#reason ??= this.#findReason();
    return this.#reason;
  }

  async #findReason(): Promise<string | undefined> {
    const { proc } = this.#folders;
    if (!existsSync(join(proc, "stat"))) return "this system has no /proc";
    if (!(await isHere(this.#url))) return "the target is on another machine";
    const { roots, forwarder } = findListeners(proc, this.#url, readProcesses(proc));
    if (roots.length > 0) this.#listeners = roots;
    return forwarder === undefined ? undefined : `${forwarder} forwards its port to another machine`;
  }

  #read(): MachineReading {
    const { proc } = this.#folders;
    const text = (name: string): string => readText(join(proc, name)) ?? "";
    const processes = readProcesses(proc);
    const listeners = this.#findListeners(processes);
    return {
      atMs: performance.now(),
      cpu: parseCpuTimes(text("stat")),
      memory: parseMemory(text("meminfo")),
      diskBusyMs: parseDiskBusyMs(text("diskstats")),
      load: parseLoad(text("loadavg")),
      generatorCpuSeconds: cpuSecondsOf(processes, withChildren(processes, [this.#generator], listeners)),
      groups: this.#groups.read(processes, listeners),
    };
  }

  /** Looks into all processes of this user, so again only when those that were found have ended. */
  #findListeners(processes: Processes): readonly number[] {
    const known = this.#listeners;
    if (known?.every((pid) => processes.has(pid)) === true) return known;
    const { roots } = findListeners(this.#folders.proc, this.#url, processes);
    // It may be between two starts.
    this.#listeners = roots.length === 0 && known !== undefined ? known : roots;
    return roots;
  }
}
