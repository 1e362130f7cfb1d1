/** `npm run cleanup -- RUN`: deletes what a run left at the target; of a full run, what each of its phases left. */

import { join, relative, resolve } from "node:path";
import { EXIT_CODES, LoadTestError } from "../base/errors.ts";
import type { CommandContext } from "../cli/command-context.ts";
import { LOAD_DATA_FILE } from "../lib/contracts/run-files.ts";
import { asText } from "../lib/edfi/json.ts";
import { loadCleanup } from "../phases/load/cleanup/cleanup-phase.ts";
import { type CleanupTask, openCleanupClient } from "../run/cleanup-client.ts";
import { runTogether } from "../run/together/run-together.ts";
import { findAnyRun } from "../store/find-run.ts";
import { readFullRun } from "../store/full-run.ts";
import { whileHeld } from "../store/hold-run.ts";
import { readJsonObject } from "../store/json-file.ts";
import { openRunFolder, type RunFolder } from "../store/run-folder.ts";
import { readwriteCleanup } from "../workload/cleanup/readwrite-cleanup-command.ts";

/** @returns the exit code */
export async function cleanup(context: CommandContext): Promise<number> {
  const { settings } = context;
  if (settings.parts.length > 0) return runTogether(context);
  const folder = findAnyRun(settings.config.resultsDirectory, settings.positionals[0] ?? "");
  const inside = relative(resolve(settings.config.resultsDirectory), folder.path);
  const run = inside.startsWith("..") ? folder.path : inside;
  const tasks = tasksOf(context, folder, run);
  const [first, ...others] = tasks;
  if (first === undefined) {
    const text = `The run ${run} has nothing to delete: it created no items that stay on the target.`;
    throw new LoadTestError("results", text, { hint: "To list all runs, use: npm run results -- list" });
  }
  return whileHeld(folder, () => clean(context, run, [first, ...others]));
}

async function clean(
  context: CommandContext,
  run: string,
  tasks: readonly [CleanupTask, ...CleanupTask[]],
): Promise<number> {
  const { settings, output } = context;
  const [first] = tasks;
  const opened = await openCleanupClient(context, { name: run, target: first.target });
  const documents: Record<string, unknown> = {};
  let exitCode: number = EXIT_CODES.pass.code;
  for (const task of tasks) {
    const end = await task.clean(opened);
    if (opened.signal.aborted) {
      output.progress(`stopped; to continue: npm run cleanup -- ${run}`);
      return EXIT_CODES.interrupted.code;
    }
    documents[task.phase] = end.document;
    if (exitCode === EXIT_CODES.pass.code) exitCode = end.exitCode;
  }
  const load = tasks.some(({ phase }) => phase === "load") ? undefined : loadOf(settings.config.resultsDirectory);
  if (load !== undefined) output.result(`  note     what was loaded stays; to delete it: npm run cleanup -- ${load}`);
  output.document(tasks.length === 1 ? documents[first.phase] : documents);
  return exitCode;
}

/** The run that loaded what the target holds, as its file in the results directory says. */
function loadOf(resultsDirectory: string): string | undefined {
  return asText(readJsonObject(join(resultsDirectory, LOAD_DATA_FILE)).run);
}

/** The last phase first: what it created may refer to what the phases before it created. */
function tasksOf(context: CommandContext, folder: RunFolder, run: string): CleanupTask[] {
  const phases = readFullRun(folder.path)?.order.toReversed();
  const parts = phases?.map((phase) => ({ part: openRunFolder(folder.path, phase), name: join(run, phase) }));
  return (parts ?? [{ part: folder, name: run }]).flatMap(
    ({ part, name }) => loadCleanup(context, part, name) ?? readwriteCleanup(context, part, name) ?? [],
  );
}
