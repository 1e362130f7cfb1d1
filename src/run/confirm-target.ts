/** Prevents loads of other people's installations by accident: names the target and asks for confirmation. */

import { LoadTestError } from "../base/errors.ts";
import type { CommandContext } from "../cli/command-context.ts";
import { isConfirmed } from "../cli/confirm.ts";
import { isLoopback } from "../lib/edfi/api-urls.ts";
import type { Installation } from "../target/installation.ts";

/** Loads up to the size of profile dev start without a question. */
export const LARGEST_UNASKED = { schools: 10, students: 100 } as const;

/** @param isLarge whatever the size of the dataset. @throws LoadTestError "usage" when the answer is no, or without a terminal to ask on. */
export async function confirmTarget(
  { settings, output }: CommandContext,
  installation: Installation,
  what: string,
  isLarge = false,
): Promise<void> {
  const { config } = settings;
  if (installation.kind === "sandbox" || isLoopback(installation.baseUrl) || config.assumeYes) return;
  output.progress(`${what} goes to ${installation.baseUrl}, which is not on this machine.`);
  if (!isLarge && config.schoolCount <= LARGEST_UNASKED.schools && config.studentCount <= LARGEST_UNASKED.students)
    return;
  if (await isConfirmed("Load it?")) return;
  throw new LoadTestError("usage", `Nothing was sent to ${installation.baseUrl}.`, {
    hint: "Add --yes if you may load this installation at this size.",
  });
}
