/** What a load left at the target, for `npm run cleanup -- RUN`: deletes it, verifies that, and prints the result. */

import { existsSync } from "node:fs";
import { EXIT_CODES } from "../../../base/errors.ts";
import { formatCount, formatMs } from "../../../base/figures.ts";
import type { CommandContext } from "../../../cli/command-context.ts";
import type { Output } from "../../../cli/output.ts";
import { CLEANUP_FILE, PLAN_FILE } from "../../../lib/contracts/run-files.ts";
import { createDataset } from "../../../lib/data/create-dataset.ts";
import { CLEANUP_WIDTH, type CleanupTask } from "../../../run/cleanup-client.ts";
import { confirmDeletion } from "../../../run/confirm-deletion.ts";
import { removeLoadPhaseData } from "../../../store/load-data/load-data-file.ts";
import { readRunPlan } from "../../../store/load-data/run-plan.ts";
import { readTargetData } from "../../../store/load-data/target-data-file.ts";
import type { RunFolder } from "../../../store/run-folder.ts";
import { undeletable } from "../../../target/authorization/undeletable.ts";
import { datasetOf } from "../../../workload/target-data/target-dataset.ts";
import { type CleanupResult, cleanUp } from "./clean-up.ts";

const MOST_SHOWN = 10;

/** @param run its name, as the user can type it. Undefined when the folder is not that of a load. */
export function loadCleanup(context: CommandContext, folder: RunFolder, run: string): CleanupTask | undefined {
  if (!existsSync(folder.file(PLAN_FILE))) return undefined;
  const plan = readRunPlan(folder.file(PLAN_FILE));
  const { settings, output } = context;
  return {
    phase: "load",
    target: plan.target,
    clean: async ({ installation, client, rights, signal }) => {
      const dataset = datasetOf(createDataset(plan.dataset), readTargetData(folder.path));
      const endpoints = plan.segments.map(({ endpoint }) => endpoint);
      const what = { run, about: `load, profile ${plan.profile}`, target: installation.baseUrl };
      const result = await cleanUp({
        runFolder: folder.path,
        plan,
        client,
        undeletable: undeletable(endpoints, rights, (endpoint) => dataset.needs(endpoint).required),
        confirm: async (items, deletedBefore) => {
          await confirmDeletion(context, { ...what, items, deletedBefore });
          removeLoadPhaseData(settings.config.resultsDirectory, folder.name);
        },
        width: CLEANUP_WIDTH,
        signal,
        log: output.progress,
      });
      if (signal.aborted) return { exitCode: EXIT_CODES.interrupted.code, document: undefined };
      folder.writeJson(CLEANUP_FILE, result);
      present(output, result, folder.file(CLEANUP_FILE));
      return { exitCode: result.ok ? EXIT_CODES.pass.code : EXIT_CODES.verification.code, document: result };
    },
  };
}

function present(output: Output, result: CleanupResult, file: string): void {
  const { deleted, gone, left, remaining, durationMs, differences, warnings, leftItems } = result;
  const seconds = durationMs / 1000;
  const rate = formatCount(deleted / Math.max(seconds, 0.001));
  output.result(
    `${result.ok ? "PASS" : "FAIL"}  cleanup: ${formatCount(deleted)} deleted, ${formatCount(gone)} gone already, ` +
      `${formatCount(left)} left in ${formatMs(durationMs)} (${rate}/s), ${formatCount(result.checked)} confirmed as deleted`,
  );
  for (const { endpoint, items, reason } of remaining)
    output.result(`  remains ${formatCount(items)} ${endpoint}: ${reason}`);
  for (const line of differences.slice(0, MOST_SHOWN)) output.result(`  differs ${line}`);
  for (const line of warnings.slice(0, MOST_SHOWN)) output.result(`  note    ${line}`);
  const firsts = new Map(leftItems.toReversed().map((item) => [item.endpoint, item]));
  for (const item of [...firsts.values()].reverse().slice(0, MOST_SHOWN))
    output.result(`  left    ${item.endpoint}/${item.id}: ${item.text}`);
  output.result(`  results ${file}`);
}
