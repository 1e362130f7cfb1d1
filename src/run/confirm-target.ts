/** Nobody loads somebody else's installation by accident: says whom a run is going to load, and asks. */

import { createInterface } from "node:readline/promises";
import { LoadTestError } from "../base/errors.ts";
import type { CommandContext } from "../cli/command-context.ts";
import type { Installation } from "../target/installation.ts";

/** Loads up to the size of profile dev are not worth a question. */
const LARGEST_UNASKED = { schools: 10, students: 100 } as const;

const LOOPBACK = /^https?:\/\/(localhost|127(\.\d+){3}|\[::1\])(:\d+)?(\/|$)/i;

export function isLoopback(url: string): boolean {
  return LOOPBACK.test(url);
}

/** @throws LoadTestError "usage" when the answer is no, or when there is nobody to ask. */
export async function confirmTarget(
  { settings, output }: CommandContext,
  installation: Installation,
  what: string,
): Promise<void> {
  const { config } = settings;
  if (installation.kind === "sandbox" || isLoopback(installation.baseUrl) || config.assumeYes) return;
  output.progress(`${what} goes to ${installation.baseUrl}, which is not on this machine.`);
  if (config.schoolCount <= LARGEST_UNASKED.schools && config.studentCount <= LARGEST_UNASKED.students) return;
  if (process.stdin.isTTY && process.stderr.isTTY) {
    const terminal = createInterface({ input: process.stdin, output: process.stderr });
    const answer = await terminal.question("Load it? Type yes: ").finally(() => terminal.close());
    if (/^y(es)?$/i.test(answer.trim())) return;
  }
  throw new LoadTestError("usage", `Nothing was sent to ${installation.baseUrl}.`, {
    hint: "Add --yes when this installation may be loaded at this size.",
  });
}
