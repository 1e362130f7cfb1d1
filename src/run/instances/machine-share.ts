/** What each k6 of several on one machine may use of it, as environment variables for k6. Pure. */

import { collectorSettings } from "../../results/health/garbage-collection.ts";

export interface MachineShare {
  /** Cores that this k6 may use; 0: all. */
  readonly cores: number;
  /** Instances of the run on this machine, which share its memory. Default: 1. */
  readonly instancesHere?: number;
}

/** @param memoryBytes of the machine or the container. @param given see `collectorSettings` */
export function machineShare(
  { cores, instancesHere = 1 }: MachineShare,
  memoryBytes: number,
  given: Parameters<typeof collectorSettings>[1],
): Readonly<Record<string, string>> {
  return {
    ...(cores > 0 ? { GOMAXPROCS: String(Math.ceil(cores)) } : {}),
    ...collectorSettings(memoryBytes / instancesHere, given),
  };
}
