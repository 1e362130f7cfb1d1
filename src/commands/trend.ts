/** `npm run trend`: reads all runs, finds where their figures changed. */

import { resolve } from "node:path";
import { EXIT_CODES } from "../base/errors.ts";
import type { CommandContext } from "../cli/command-context.ts";
import { trendOf } from "../results/trend/trend.ts";
import { trendLines } from "../results/trend/trend-lines.ts";
import { readHistory } from "../store/read-history.ts";

/** @returns the exit code: EXIT_CODES.regression when a figure became worse in the newest runs and stayed so */
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
  output.document(trend);
  return trend.isAlarm ? EXIT_CODES.regression.code : EXIT_CODES.pass.code;
}
