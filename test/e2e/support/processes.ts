/** Processes of this machine whose arguments name a folder: all that a command in a clone has started. Linux only. */
import { readdirSync, readFileSync } from "node:fs";

export interface ProcessEntry {
  readonly pid: number;
  /** Arguments, separated by spaces. */
  readonly command: string;
}

export const CAN_LIST_PROCESSES = process.platform === "linux";

/** For the names of tests that are skipped elsewhere: why. */
export const NEEDS_PROCESS_LIST = CAN_LIST_PROCESSES ? "" : " (needs the process list of Linux)";

export function processesNaming(text: string): ProcessEntry[] {
  return allProcesses().filter(({ command }) => command.includes(text));
}

/**
 * Without dead processes whose parent has not asked for them yet: they have no arguments.
 *
 * @param isWanted by its id, before its arguments are read
 */
export function allProcesses(isWanted: (pid: string) => boolean = () => true): ProcessEntry[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && name !== String(process.pid) && isWanted(name))
    .flatMap((name) => {
      const command = readCommand(name);
      return command === "" ? [] : [{ pid: Number(name), command }];
    });
}

function readCommand(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
  } catch {
    return "";
  }
}
