/** Prevents accidental deletions: prints what will be deleted, and asks for confirmation. */

import { LoadTestError } from "../base/errors.ts";
import { formatCount, plural } from "../base/figures.ts";
import type { CommandContext } from "../cli/command-context.ts";
import { isConfirmed } from "../cli/confirm.ts";

/** A smoke dataset has fewer items. */
const MOST_UNASKED = 1000;

export interface Deletion {
  /** As the user can type it. */
  readonly run: string;
  /** Its phase, and what else identifies it. */
  readonly about: string;
  readonly target: string;
  readonly items: number;
  readonly deletedBefore: number;
}

/** @throws LoadTestError "usage" when the answer is no, or without a terminal to ask on. */
export async function confirmDeletion({ settings, output }: CommandContext, deletion: Deletion): Promise<void> {
  const { run, about, target, items, deletedBefore } = deletion;
  const before = deletedBefore === 0 ? "" : `; ${formatCount(deletedBefore)} were deleted before`;
  output.progress(`cleanup   deletes ${plural(items, "item")} of ${run} (${about}) at ${target}${before}`);
  if (items <= MOST_UNASKED || settings.config.assumeYes || (await isConfirmed("Delete them?"))) return;
  const text = `Nothing was deleted: ${formatCount(items)} items are more than a smoke dataset, and were not confirmed.`;
  throw new LoadTestError("usage", text, { hint: `To delete them, use: npm run cleanup -- ${run} --yes` });
}
