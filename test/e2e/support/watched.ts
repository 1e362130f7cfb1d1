/** A program, and the arguments of all processes while it runs. */
import { setTimeout as pause } from "node:timers/promises";
import { allProcesses, CAN_LIST_PROCESSES } from "./processes.ts";
import type { Ended, Program } from "./program.ts";

const SAMPLE_MS = 15;

export interface Watched extends Ended {
  /** Arguments of all processes that were seen while it ran. */
  readonly commandLines: string;
}

/** A process is looked at three times, and then less often: its arguments change only when it starts another program. */
const NEW_LOOKS = 3;
const KNOWN_EVERY = 10;

/** Looks at the process list until the program ends. */
export async function watched(program: Program): Promise<Watched> {
  const seen = new Set<string>();
  let running = true;
  const ended = program.ended.finally(() => {
    running = false;
  });
  let looksAt = new Map<string, number>();
  while (running) {
    const now = new Map<string, number>();
    const isWanted = (pid: string): boolean => {
      const looks = (looksAt.get(pid) ?? 0) + 1;
      now.set(pid, looks);
      return looks <= NEW_LOOKS || looks % KNOWN_EVERY === 0;
    };
    if (CAN_LIST_PROCESSES) for (const { command } of allProcesses(isWanted)) seen.add(command);
    looksAt = now;
    await pause(SAMPLE_MS);
  }
  return { ...(await ended), commandLines: [...seen].join("\n") };
}
