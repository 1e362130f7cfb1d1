/** The share of a machine that each of several k6 processes may use. */

import { memoryLimitBytes } from "../../machine/machine-limits.ts";
import { niceOfShare, runAsBatch, setSessionNice } from "../../machine/session-weight.ts";
import { collectorSettings } from "../../results/health/garbage-collection.ts";

export interface MachineShare {
  /** Cores that this k6 may use; 0: all. */
  readonly cores: number;
  /** Instances of the run on this machine, which share its memory. Default: 1. */
  readonly instancesHere?: number;
}

/**
 * As environment variables for k6.
 * @param memoryBytes of the machine or the container. @param given see `collectorSettings`
 */
export function machineShare(
  { cores, instancesHere = 1 }: MachineShare,
  memoryBytes = memoryLimitBytes(),
  given: Parameters<typeof collectorSettings>[1] = process.env,
): Readonly<Record<string, string>> {
  return {
    ...(cores > 0 ? { GOMAXPROCS: String(Math.ceil(cores)) } : {}),
    ...collectorSettings(memoryBytes / instancesHere, given),
  };
}

/** Several k6 processes here must not take the CPU from a target on the same machine. */
export function keepToShare(pid: number, { cores }: MachineShare): void {
  if (cores <= 0) return;
  setSessionNice(pid, niceOfShare(cores));
  runAsBatch(pid);
}
