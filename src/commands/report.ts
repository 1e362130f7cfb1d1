/** `npm run report -- RUN`: rebuilds the reports of a run from its folder. */

import { EXIT_CODES } from "../base/errors.ts";
import type { CommandContext } from "../cli/command-context.ts";
import { LATEST_LINK } from "../lib/contracts/run-files.ts";
import { verdictWord } from "../results/report/sections/head.ts";
import { findRun } from "../store/find-run.ts";
import { readRunSummary } from "../store/read-run.ts";
import { REPORT_FILES, writeReports } from "../store/write-reports.ts";

/** @returns the exit code: a report of a failed run is a good report */
export async function runReportCommand({ settings, output }: CommandContext): Promise<number> {
  const folder = findRun(settings.config.resultsDirectory, settings.positionals[0] ?? LATEST_LINK);
  await writeReports(folder);
  const { verdict, reasons } = readRunSummary(folder.path);
  const files = REPORT_FILES.map((name) => folder.file(name));
  output.result(`${verdictWord(verdict)}  ${folder.name}`);
  for (const reason of reasons) output.result(`  reason   ${reason}`);
  for (const file of files) output.result(`  wrote    ${file}`);
  output.document({ run: folder.name, verdict, reasons, files });
  return EXIT_CODES.pass.code;
}
