/** Prevents loads of other people's installations by accident: names the target and asks for confirmation. */

import { once } from "node:events";
import { setImmediate } from "node:timers/promises";
import { LoadTestError } from "../base/errors.ts";
import type { CommandContext } from "../cli/command-context.ts";
import type { Installation } from "../target/installation.ts";

/** Loads up to the size of profile dev start without a question. */
export const LARGEST_UNASKED = { schools: 10, students: 100 } as const;

const LOOPBACK = /^https?:\/\/(localhost|127(\.\d+){3}|\[::1\])(:\d+)?(\/|$)/i;

export function isLoopback(url: string): boolean {
  return LOOPBACK.test(url);
}

/** @throws LoadTestError "usage" when the answer is no, or without a terminal to ask on. */
export async function confirmTarget(
  { settings, output }: CommandContext,
  installation: Installation,
  what: string,
): Promise<void> {
  const { config } = settings;
  if (installation.kind === "sandbox" || isLoopback(installation.baseUrl) || config.assumeYes) return;
  output.progress(`${what} goes to ${installation.baseUrl}, which is not on this machine.`);
  if (config.schoolCount <= LARGEST_UNASKED.schools && config.studentCount <= LARGEST_UNASKED.students) return;
  if (process.stdin.isTTY && process.stderr.isTTY && (await isConfirmed())) return;
  throw new LoadTestError("usage", `Nothing was sent to ${installation.baseUrl}.`, {
    hint: "Add --yes when this installation may be loaded at this size.",
  });
}

async function isConfirmed(): Promise<boolean> {
  const { question } = await import("zx");
  const answer = question("Load it? Type yes: ", { output: process.stderr });
  // Ctrl-C closes the question without an answer.
  const closed = once(process.stdin, "pause").then(() => setImmediate(""));
  return /^y(es)?$/i.test((await Promise.race([answer, closed])).trim());
}
