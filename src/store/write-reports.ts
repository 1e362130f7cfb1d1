/** Makes report.html, summary.md and junit.xml of a run folder from what the folder holds. */

import { JUNIT_FILE, MARKDOWN_FILE, REPORT_FILE } from "../lib/contracts/run-files.ts";
import { junitXml } from "../results/report/junit.ts";
import { summaryMarkdown } from "../results/report/markdown.ts";
import { reportPage } from "../results/report/page.ts";
import type { PageAssets } from "../results/report/page-frame.ts";
import { readPageAssets } from "./page-assets.ts";
import { readRun } from "./read-run.ts";
import type { RunFolder } from "./run-folder.ts";

export const REPORT_FILES = [REPORT_FILE, MARKDOWN_FILE, JUNIT_FILE] as const;

/** Needs summary.json; manifest.json and the record are used where they are. @throws LoadTestError "results" */
export async function writeReports(folder: RunFolder, assets: PageAssets = readPageAssets()): Promise<void> {
  const report = await readRun(folder.path);
  folder.write(REPORT_FILE, reportPage(report, assets));
  folder.write(MARKDOWN_FILE, summaryMarkdown(report.summary));
  folder.write(JUNIT_FILE, junitXml(report.summary));
}
