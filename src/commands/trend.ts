/** `npm run trend`: reads all runs, finds where their figures changed. */

import { dirname, join, relative, resolve } from "node:path";
import { EXIT_CODES } from "../base/errors.ts";
import type { CommandContext } from "../cli/command-context.ts";
import { type Trend, trendOf } from "../results/trend/trend.ts";
import { trendLines } from "../results/trend/trend-lines.ts";
import { trendPage } from "../results/trend/trend-page.ts";
import { readPageAssets } from "../store/page-assets.ts";
import { readHistory } from "../store/read-history.ts";
import { reportOf } from "../store/results-index.ts";
import { writeOutput } from "./write-output.ts";

/**
 * @returns the exit code: EXIT_CODES.regression when a figure became worse in the newest runs and stayed so,
 * EXIT_CODES.inconclusive when no history is long enough
 */
export async function runTrend({ settings, output }: Pick<CommandContext, "settings" | "output">): Promise<number> {
  const { config } = settings;
  const trend = trendOf(readHistory(resolve(config.resultsDirectory)), {
    level: config.trendLevel,
    minChange: config.minChange,
    most: config.trendRuns,
    alarmRuns: config.alarmRuns,
    versionLabels: config.versionLabels.split(",").map((name) => name.trim()),
    seed: config.compareSeed,
  });
  for (const line of trendLines(trend)) output.result(line);
  if (config.trendHtml !== "")
    output.result(`page      ${writePage(resolve(config.trendHtml), resolve(config.resultsDirectory), trend)}`);
  output.document(trend);
  if (trend.isAlarm) return EXIT_CODES.regression.code;
  return trend.isConclusive ? EXIT_CODES.pass.code : EXIT_CODES.inconclusive.code;
}

/** @returns its address */
function writePage(file: string, directory: string, trend: Trend): string {
  const linkTo = (run: string): string | undefined => {
    const report = reportOf(directory, run);
    if (report === undefined) return undefined;
    return encodeURI(relative(dirname(file), join(directory, report)).replaceAll("\\", "/"));
  };
  return writeOutput(file, trendPage(trend, readPageAssets(), linkTo), "The trend");
}
