/** `npm run results -- list|index|prune|row RUN` */

import { join, resolve } from "node:path";
import { EXIT_CODES, LoadTestError } from "../base/errors.ts";
import { formatBytes, formatCount, formatMs, plural } from "../base/figures.ts";
import { markdownTable, textTable } from "../base/table.ts";
import type { CommandContext } from "../cli/command-context.ts";
import { MANIFEST_FILE } from "../lib/contracts/run-files.ts";
import { COMPATIBILITY_HEADS, compatibilityRow } from "../results/compatibility-row.ts";
import type { Settings } from "../settings/settings.ts";
import { findAnyRun } from "../store/find-run.ts";
import { readJsonObject } from "../store/json-file.ts";
import { listAllRuns, listRuns } from "../store/list-runs.ts";
import { notEnded } from "../store/not-ended.ts";
import { deleteRuns, type PruneRule, runsToPrune } from "../store/prune-runs.ts";
import { INDEX_FILE, resultsIndex } from "../store/results-index.ts";
import type { RunRow } from "../store/run-row.ts";
import { readSummaries } from "../store/summaries.ts";
import { writeOutput } from "./write-output.ts";

/** @returns the exit code */
export async function runResultsCommand(context: CommandContext): Promise<number> {
  const [action, run, ...more] = context.settings.positionals;
  const isRow = action === "row" && run !== undefined;
  const extra = isRow ? more[0] : run;
  if (extra !== undefined) throw new LoadTestError("usage", `unexpected argument "${extra}"`);
  if (action === "list") list(context);
  else if (action === "index") writeIndex(context);
  else if (action === "prune") prune(context);
  else if (isRow) row(context, run);
  else {
    throw new LoadTestError("usage", `"${action}" is not one of list, index, prune, row RUN.`, {
      hint: "npm run results -- --help lists all options.",
    });
  }
  return EXIT_CODES.pass.code;
}

function list({ settings, output }: CommandContext): void {
  const directory = resolve(settings.config.resultsDirectory);
  const rows = listAllRuns(directory, Date.now());
  if (rows.length === 0) output.result(`No runs in ${directory}`);
  else for (const line of tableOf(rows)) output.result(line);
  output.document(rows.map(({ notes, ...row }) => ({ ...row, notes: notes.map(({ text }) => text) })));
}

/** One page beside the runs. */
function writeIndex({ settings, output }: CommandContext): void {
  const directory = resolve(settings.config.resultsDirectory);
  const file = join(directory, INDEX_FILE);
  const { page, runs } = resultsIndex(directory, Date.now());
  const address = writeOutput(file, page, "The index");
  output.result(`${plural(runs, "run")}: ${address}`);
  output.document({ runs, file });
}

/** For docs/compatibility.md, and to send to us. */
function row({ settings, output }: CommandContext, run: string): void {
  const folder = findAnyRun(settings.config.resultsDirectory, run);
  const summaries = readSummaries(folder.path);
  if (summaries.length === 0) throw notEnded(folder.path);
  const rows = summaries.map(({ summary, path }) =>
    compatibilityRow(summary, readJsonObject(join(path, MANIFEST_FILE))),
  );
  output.result(markdownTable(COMPATIBILITY_HEADS, rows));
  output.document(rows.map((cells) => Object.fromEntries(COMPATIBILITY_HEADS.map((head, at) => [head, cells[at]]))));
}

function tableOf(rows: readonly RunRow[]): string[] {
  const total = rows.reduce((sum, { bytes }) => sum + bytes, 0);
  // Profile and phase are in the name.
  const lines = rows.map(({ name, verdict, requests, p95Ms, bytes, notes }) => [
    name,
    verdict === "" ? "-" : verdict.toUpperCase(),
    requests === undefined ? "-" : formatCount(requests),
    p95Ms === undefined ? "-" : formatMs(p95Ms),
    formatBytes(bytes),
    notes.map(({ text }) => text).join(", "),
  ]);
  const heads = ["run", "verdict", "requests", "p95", "size", ""];
  return [...textTable(heads, lines, [2, 3, 4]), `${plural(rows.length, "run")}, ${formatBytes(total)}`];
}

function prune({ settings, output }: CommandContext): void {
  const directory = resolve(settings.config.resultsDirectory);
  const now = Date.now();
  const rows = listRuns(directory, now);
  const gone = runsToPrune(rows, ruleOf(settings), now);
  deleteRuns(directory, gone);
  const freed = gone.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { name, bytes } of gone) output.result(`deleted ${name}  ${formatBytes(bytes)}`);
  output.result(
    `${plural(gone.length, "run")} deleted, ${formatBytes(freed)} freed, ${rows.length - gone.length} left`,
  );
  output.document({ deleted: gone.map(({ name }) => name), freedBytes: freed, left: rows.length - gone.length });
}

/** `--older-than` alone decides, if set; otherwise, the number of runs. */
function ruleOf({ config, origins }: Settings): PruneRule {
  const byAgeOnly = origins.keepRuns === "default" && config.olderThan > 0;
  return { keep: byAgeOnly ? 0 : config.keepRuns, olderThanMs: config.olderThan, all: config.pruneAll };
}
