/** What a readwrite run created and did not delete, for `npm run cleanup -- RUN`. */

import { existsSync, readFileSync } from "node:fs";
import { EXIT_CODES, LoadTestError } from "../../base/errors.ts";
import { formatCount } from "../../base/figures.ts";
import type { CommandContext } from "../../cli/command-context.ts";
import { readReadwritePlan, readReadwriteRun } from "../../lib/contracts/readwrite-plan.ts";
import { READWRITE_PLAN_FILE, READWRITE_RUN_FILE } from "../../lib/contracts/run-files.ts";
import { parentOf } from "../../lib/mix/new-entity.ts";
import type { CleanupTask } from "../../run/cleanup-client.ts";
import { confirmDeletion } from "../../run/confirm-deletion.ts";
import { journalFiles } from "../../store/journal/journal-files.ts";
import type { RunFolder } from "../../store/run-folder.ts";
import { undeletable } from "../../target/authorization/undeletable.ts";
import { readReadwriteJournals } from "../journal/readwrite-journal.ts";
import { cleanUpReadwrite, deletedBefore } from "./readwrite-cleanup.ts";

/** @param run its name, as the user can type it. Undefined when the folder is not that of a readwrite run. */
export function readwriteCleanup(context: CommandContext, folder: RunFolder, run: string): CleanupTask | undefined {
  if (!existsSync(folder.file(READWRITE_RUN_FILE))) return undefined;
  const { target, inFlight, instances = 1 } = readFile(folder.file(READWRITE_RUN_FILE), readReadwriteRun);
  const plan = readFile(folder.file(READWRITE_PLAN_FILE), readReadwritePlan);
  return {
    phase: "readwrite",
    target,
    clean: async ({ installation, client, rights, signal }) => {
      const journal = await readReadwriteJournals(journalFiles(folder.path), { inFlight, instances });
      const before = deletedBefore(folder.path);
      const items = journal.left.filter(({ id }) => !before.has(id));
      const endpoints = [...new Set(items.map(({ endpoint }) => endpoint))];
      const remaining = undeletable(endpoints, rights, (endpoint) => [parentOf(endpoint) ?? ""]);
      for (const [endpoint, reason] of remaining) context.output.progress(`remains   ${endpoint}: ${reason}`);
      if (remaining.size > 0) context.output.progress("          another client may delete them: --client-from FILE");
      const counts = { items: items.length, deletedBefore: journal.left.length - items.length };
      await confirmDeletion(context, { run, about: "readwrite", target: installation.baseUrl, ...counts });
      const result = await cleanUpReadwrite({ runFolder: folder.path, plan, journal, client, signal });
      if (signal.aborted) return { exitCode: EXIT_CODES.interrupted.code, document: undefined };
      const { deleted, found, gone, left, leftItems } = result;
      const isClean = leftItems.every(({ endpoint }) => remaining.has(endpoint));
      context.output.result(
        `${isClean ? "PASS" : "FAIL"}  cleanup: ${formatCount(deleted)} deleted${found > 0 ? `, ${formatCount(found)} of which the run had not recorded` : ""}, ` +
          `${formatCount(gone)} gone already, ${formatCount(leftItems.length)} left`,
      );
      for (const line of left) context.output.result(`  left     ${line}`);
      const exitCode = isClean ? EXIT_CODES.pass.code : EXIT_CODES.verification.code;
      return { exitCode, document: { ...result, results: folder.path } };
    },
  };
}

/** @throws LoadTestError "results" for a file that is missing or was cut off */
function readFile<T>(path: string, read: (text: string) => T): T {
  try {
    return read(readFileSync(path, "utf8"));
  } catch (cause) {
    throw new LoadTestError("results", `${path} is missing or damaged.`, { cause });
  }
}
