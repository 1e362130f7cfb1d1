/** Makes report.html, summary.md and junit.xml of a full run from the results of its phases. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { JUNIT_FILE, MARKDOWN_FILE, REPORT_FILE, SUMMARY_FILE } from "../lib/contracts/run-files.ts";
import { fullJunit } from "../results/report/full/full-junit.ts";
import { fullMarkdown } from "../results/report/full/full-markdown.ts";
import { fullPage } from "../results/report/full/full-page.ts";
import { type FullPhase, type FullReport, fullVerdict, summariesIn } from "../results/report/full/full-report.ts";
import type { PageAssets } from "../results/report/page-frame.ts";
import { type FullState, readFullRun } from "./full-run.ts";
import { readPageAssets } from "./page-assets.ts";
import { readRun } from "./read-run.ts";
import type { RunFolder } from "./run-folder.ts";

/** Also while the run goes on: what has no result yet is marked. @throws LoadTestError "results" for a damaged summary */
export async function writeFullReports(folder: RunFolder, assets: PageAssets = readPageAssets()): Promise<FullReport> {
  const report = await readFullReport(folder);
  folder.write(REPORT_FILE, fullPage(report, assets));
  folder.write(MARKDOWN_FILE, fullMarkdown(report));
  folder.write(JUNIT_FILE, fullJunit(report));
  return report;
}

async function readFullReport({ name, path }: RunFolder): Promise<FullReport> {
  const state = readFullRun(path) ?? { settings: {}, order: [], phases: {} };
  const phases: FullPhase[] = [];
  for (const phase of state.order) phases.push(await readPhase(join(path, phase), phase));
  return { run: name, phases, ...identityOf(state, phases) };
}

async function readPhase(path: string, name: string): Promise<FullPhase> {
  const hasResult = existsSync(join(path, SUMMARY_FILE));
  return { name, report: hasResult ? await readRun(path) : undefined, isBegun: existsSync(path) };
}

/** Runs of older versions say it in the results of their phases only. */
function identityOf(
  { profile, startedAt, resume }: FullState,
  phases: readonly FullPhase[],
): Pick<FullReport, "profile" | "startedAt" | "resume"> {
  const [first] = summariesIn({ phases });
  return {
    profile: profile ?? first?.profile ?? "",
    startedAt: startedAt ?? first?.startedAt ?? "",
    resume: fullVerdict({ phases }) === "pass" ? undefined : resume,
  };
}
