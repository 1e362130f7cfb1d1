/** Makes report.html, summary.md and junit.xml of a run folder from what the folder holds. */

import { junitXml } from "../results/report/junit.ts";
import { summaryMarkdown } from "../results/report/markdown.ts";
import { type PageAssets, reportPage } from "../results/report/page.ts";
import { readPageAssets } from "./page-assets.ts";
import { readRun } from "./read-run.ts";
import type { RunFolder } from "./run-folder.ts";

export const REPORT_FILES = ["report.html", "summary.md", "junit.xml"] as const;

/** Needs summary.json; manifest.json and the record are used where they are. @throws LoadTestError "results" */
export async function writeReports(folder: RunFolder, assets: PageAssets = readPageAssets()): Promise<void> {
  const report = await readRun(folder.path);
  folder.write("report.html", reportPage(report, assets));
  folder.write("summary.md", summaryMarkdown(report.summary));
  folder.write("junit.xml", junitXml(report.summary));
}
