/** Figures of one control group (version 2), and which groups are containers. Pure: takes the text of their files. */

import { parseCpuMax } from "../../../machine/control-groups.ts";

/** What a group had at one moment. Members are absent where the kernel does not account for them. */
export interface GroupReading {
  readonly cpuSeconds: number;
  /** Cores that it may use. */
  readonly cpuLimit?: number;
  readonly memory?: number;
  readonly memoryLimit?: number;
  /** Periods in which it ran, and those of them in which it was stopped because its share was used up. */
  readonly periods?: number;
  readonly throttled?: number;
  /** By id of its threads: seconds in which each has run, or waited for a core. */
  readonly threads?: ReadonlyMap<number, number>;
}

export interface GroupFiles {
  readonly cpuStat: string;
  readonly memoryCurrent: string | undefined;
  /** `cpu.max` and `memory.max` of the group and those above it: the lowest limit holds. */
  readonly cpuMax: readonly string[];
  readonly memoryMax: readonly string[];
}

const MICROSECONDS = 1e6;

/** Undefined when the text is no `cpu.stat`. */
export function parseGroup({ cpuStat, memoryCurrent, cpuMax, memoryMax }: GroupFiles): GroupReading | undefined {
  const stat = new Map(cpuStat.split("\n").map((line) => line.split(" ") as [string, string]));
  const usage = stat.get("usage_usec");
  if (usage === undefined) return undefined;
  const periods = stat.get("nr_periods");
  const cpuLimit = lowest(cpuMax.map(parseCpuMax));
  // `max` is no number: no limit.
  const memoryLimit = lowest(memoryMax.map(Number));
  return {
    cpuSeconds: Number(usage) / MICROSECONDS,
    ...(cpuLimit === undefined ? {} : { cpuLimit }),
    ...(memoryCurrent === undefined ? {} : { memory: Number(memoryCurrent) }),
    ...(memoryLimit === undefined ? {} : { memoryLimit }),
    ...(periods === undefined ? {} : { periods: Number(periods), throttled: Number(stat.get("nr_throttled")) }),
  };
}

function lowest(limits: readonly (number | undefined)[]): number | undefined {
  const known = limits.filter((limit) => limit !== undefined && !Number.isNaN(limit)) as number[];
  return known.length === 0 ? undefined : Math.min(...known);
}

/** Digits of an ID that `docker ps` and `podman ps` show. */
const SHORT_ID = 12;

/**
 * The ID or name of a container by the path of its group: of Docker, Podman, CRI-O and containerd, of LXC and of
 * systemd-nspawn. Undefined for any other group.
 */
export function containerOf(group: string): string | undefined {
  const last = group.slice(group.lastIndexOf("/") + 1);
  // Conmon watches over a container of Podman.
  const id = /^(?:(?!.*conmon-).*-)?([0-9a-f]{64})(?:\.scope)?$/.exec(last)?.[1];
  if (id !== undefined) return id.slice(0, SHORT_ID);
  return /^(?:lxc\.payload\.(.+)|machine-(.+)\.scope)$/
    .exec(last)
    ?.slice(1)
    .find((name) => name !== undefined);
}

/** The name of a group that systemd started for a service or a program; undefined for a login and any other group. */
export function unitOf(group: string): string | undefined {
  const [, name, kind] = /\/([^/]+)\.(service|scope)$/.exec(group) ?? [];
  return name === undefined || (kind === "scope" && /^session-/.test(name)) ? undefined : name;
}
