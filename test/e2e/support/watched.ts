/** A program, and the arguments of all processes while it runs. */
import { setTimeout as pause } from "node:timers/promises";
import { allProcesses, CAN_LIST_PROCESSES } from "./processes.ts";
import type { Ended, Program } from "./program.ts";

export const SAMPLE_MS = 15;

export interface Watched extends Ended {
  /** Arguments of all processes that were seen while it ran. */
  readonly commandLines: string;
}

/** Looks at the process list until the program ends. */
export async function watched(program: Program): Promise<Watched> {
  const seen = new Set<string>();
  let running = true;
  const ended = program.ended.finally(() => {
    running = false;
  });
  while (running) {
    if (CAN_LIST_PROCESSES) for (const { command } of allProcesses()) seen.add(command);
    await pause(SAMPLE_MS);
  }
  return { ...(await ended), commandLines: [...seen].join("\n") };
}
