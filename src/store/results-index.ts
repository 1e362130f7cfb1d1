/** `index.html` of a results directory: all its runs, with links to their reports. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { REPORT_FILE } from "../lib/contracts/run-files.ts";
import { type ListedPage, type ListedRun, runsPage } from "../results/trend/runs-page.ts";
import { listAllRuns } from "./list-runs.ts";
import { readPageAssets } from "./page-assets.ts";
import type { RunRow } from "./run-row.ts";

export const INDEX_FILE = "index.html";

export function resultsIndex(
  resultsDirectory: string,
  nowMs: number,
): { readonly page: string; readonly runs: number } {
  const runs = listAllRuns(resultsDirectory, nowMs).map((row) => listedRun(resultsDirectory, row));
  return { page: runsPage(runs, pagesIn(resultsDirectory), readPageAssets()), runs: runs.length };
}

function listedRun(resultsDirectory: string, row: RunRow): ListedRun {
  const { name, phase, profile, target, verdict, requests, p95Ms, startedMs, notes } = row;
  return {
    ...{ name, phase, profile, target, verdict, requests, p95Ms },
    startedAt: Number.isNaN(startedMs) ? "" : new Date(startedMs).toISOString(),
    notes: notes.map(({ text }) => text),
    report: reportOf(resultsDirectory, name),
  };
}

/** The report of a run, below the results directory; undefined where it has none. */
export function reportOf(resultsDirectory: string, run: string): string | undefined {
  const path = `${run}/${REPORT_FILE}`;
  return existsSync(join(resultsDirectory, path)) ? path : undefined;
}

/** Pages beside the runs, and those of several runs at once. */
function pagesIn(resultsDirectory: string): ListedPage[] {
  return ["", "tenants/", "clients/"].flatMap((below) => {
    const folder = join(resultsDirectory, below);
    if (!existsSync(folder)) return [];
    const names = readdirSync(folder).filter((name) => name.endsWith(".html") && below + name !== INDEX_FILE);
    return names.map((name) => ({ title: titleOf(join(folder, name)) ?? name, address: encodeURI(below + name) }));
  });
}

const TITLE = /<title>([^<]*)<\/title>/;

function titleOf(file: string): string | undefined {
  return TITLE.exec(readFileSync(file, "utf8"))?.[1];
}
