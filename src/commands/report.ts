/** `npm run report -- RUN`: rebuilds the reports of a run from its folder; of a full run, those of its phases too. */

import { EXIT_CODES } from "../base/errors.ts";
import type { CommandContext } from "../cli/command-context.ts";
import { LATEST_LINK } from "../lib/contracts/run-files.ts";
import type { Verdict } from "../results/reason.ts";
import { fullReasons, fullVerdict, fullWords } from "../results/report/full/full-report.ts";
import { verdictWord } from "../results/report/sections/head.ts";
import { findAnyRun } from "../store/find-run.ts";
import { readFullRun } from "../store/full-run.ts";
import { readRunSummary } from "../store/read-run.ts";
import { openRunFolder, type RunFolder } from "../store/run-folder.ts";
import { readSummaries } from "../store/summaries.ts";
import { writeFullReports } from "../store/write-full-reports.ts";
import { REPORT_FILES, writeReports } from "../store/write-reports.ts";

/** @returns the exit code: a report of a failed run is a good report */
export async function runReportCommand({ settings, output }: CommandContext): Promise<number> {
  const folder = findAnyRun(settings.config.resultsDirectory, settings.positionals[0] ?? LATEST_LINK);
  const { verdict, word, reasons } = await (readFullRun(folder.path) === undefined
    ? rebuild(folder)
    : rebuildFull(folder));
  const files = REPORT_FILES.map((name) => folder.file(name));
  output.result(`${word}  ${folder.name}`);
  for (const reason of reasons) output.result(`  reason   ${reason}`);
  for (const file of files) output.result(`  wrote    ${file}`);
  output.document({ run: folder.name, verdict, reasons, files });
  return EXIT_CODES.pass.code;
}

interface Rebuilt {
  readonly verdict: Verdict;
  readonly word: string;
  readonly reasons: readonly string[];
}

async function rebuild(folder: RunFolder): Promise<Rebuilt> {
  await writeReports(folder);
  const { verdict, reasons } = readRunSummary(folder.path);
  return { verdict, word: verdictWord(verdict), reasons };
}

async function rebuildFull(folder: RunFolder): Promise<Rebuilt> {
  for (const { summary } of readSummaries(folder.path)) await writeReports(openRunFolder(folder.path, summary.phase));
  const report = await writeFullReports(folder);
  return { verdict: fullVerdict(report), word: fullWords(report).word, reasons: fullReasons(report) };
}
