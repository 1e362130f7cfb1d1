/** `npm run cleanup -- RUN` for the run of a readwrite phase: what it created and did not delete. */

import { existsSync, readFileSync, realpathSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { EXIT_CODES, LoadTestError } from "../../base/errors.ts";
import type { CommandContext } from "../../cli/command-context.ts";
import { readReadwritePlan, readReadwriteRun } from "../../lib/contracts/readwrite-plan.ts";
import { LATEST_LINK, READWRITE_PLAN_FILE, READWRITE_RUN_FILE } from "../../lib/contracts/run-files.ts";
import { parentOf } from "../../lib/mix/new-entity.ts";
import { openCleanupClient } from "../../run/cleanup-client.ts";
import { journalFiles } from "../../store/journal/journal-files.ts";
import { undeletable } from "../../target/authorization/undeletable.ts";
import { cleanUpReadwrite } from "./readwrite-cleanup.ts";
import { readReadwriteJournals } from "./readwrite-journal.ts";

const WIDTH = 16;

/** Absolute path of a readwrite run by its name or path; else undefined. `latest` stays the newest load. */
export function findReadwriteRun(resultsDirectory: string, wanted: string): string | undefined {
  const candidates = wanted === LATEST_LINK ? [] : [resolve(resultsDirectory, wanted), resolve(wanted)];
  const found = candidates.find((path) => existsSync(join(path, READWRITE_RUN_FILE)));
  return found === undefined ? undefined : realpathSync(found);
}

/** @param path of the run's folder. @returns the exit code */
export async function runReadwriteCleanup(context: CommandContext, path: string): Promise<number> {
  const { output, cleanup } = context;
  const run = readFile(join(path, READWRITE_RUN_FILE), readReadwriteRun);
  const plan = readFile(join(path, READWRITE_PLAN_FILE), readReadwritePlan);
  const about = { name: basename(path), target: run.target };
  const { client, rights, signal } = await openCleanupClient(context, about, WIDTH);
  const journal = await readReadwriteJournals(journalFiles(path), run.inFlight);
  output.progress(`cleanup   ${journal.left.length} items of ${basename(path)} were created and not deleted by it`);
  const endpoints = [...new Set(journal.left.map(({ endpoint }) => endpoint))];
  const remaining = undeletable(endpoints, rights, (endpoint) => [parentOf(endpoint) ?? ""]);
  for (const [endpoint, reason] of remaining) output.progress(`remains   ${endpoint}: ${reason}`);
  if (remaining.size > 0) output.progress("          another client may delete them: --client-from FILE");
  const result = await cleanUpReadwrite({ runFolder: path, plan, journal, client, signal });
  if (cleanup.interrupted) return EXIT_CODES.interrupted.code;
  const { deleted, found, gone, left, leftItems } = result;
  const isAsSaid = leftItems.every(({ endpoint }) => remaining.has(endpoint));
  output.result(
    `${isAsSaid ? "PASS" : "FAIL"}  cleanup: ${deleted} deleted (${found} of them without a line in the journal), ` +
      `${gone} gone already, ${leftItems.length} left`,
  );
  for (const line of left) output.result(`  left     ${line}`);
  output.document({ ...result, results: path });
  return isAsSaid ? EXIT_CODES.pass.code : EXIT_CODES.verification.code;
}

/** @throws LoadTestError "results" for a file that is missing or was cut off */
function readFile<T>(path: string, read: (text: string) => T): T {
  try {
    return read(readFileSync(path, "utf8"));
  } catch (cause) {
    throw new LoadTestError("results", `${path} is missing or damaged.`, { cause });
  }
}
