/** Page and junit.xml of several runs that took place at once, beside their joint result. */

import { relative, sep } from "node:path";
import { JUNIT_FILE, REPORT_FILE } from "../lib/contracts/run-files.ts";
import { type TogetherReport, togetherHtml, togetherJunit } from "../results/report/together/together-page.ts";
import { readPageAssets } from "./page-assets.ts";
import type { RunFolder } from "./run-folder.ts";

/** @param name of the files, without ending */
export function writeTogether(folder: RunFolder, name: string, result: Omit<TogetherReport, "reportOf">): void {
  const reportOf = (results: string): string =>
    [...relative(folder.path, results).split(sep).map(encodeURIComponent), REPORT_FILE].join("/");
  const report = { ...result, reportOf };
  folder.write(`${name}.html`, togetherHtml(report, readPageAssets()));
  folder.write(`${name}.${JUNIT_FILE}`, togetherJunit(report));
}
