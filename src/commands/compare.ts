/** `npm run compare`: reads the runs, compares each with the base, writes what was asked for. */

import { EXIT_CODES, LoadTestError } from "../base/errors.ts";
import type { CommandContext } from "../cli/command-context.ts";
import type { Config } from "../lib/config/fields.ts";
import { differencesOf } from "../results/compare/comparability.ts";
import { compareRuns } from "../results/compare/compare-runs.ts";
import { comparisonMarkdown } from "../results/compare/comparison-markdown.ts";
import { type ComparedRuns, comparisonPage } from "../results/compare/comparison-page.ts";
import { comparisonLines } from "../results/compare/comparison-table.ts";
import { type Limits, parseChange } from "../results/compare/limits.ts";
import type { RunData } from "../results/compare/run-data.ts";
import { readPageAssets } from "../store/page-assets.ts";
import { runsToCompare } from "../store/runs-to-compare.ts";
import { writeOutput } from "./write-output.ts";

/**
 * @returns the exit code: EXIT_CODES.regression when any run is worse than the limits allow, EXIT_CODES.inconclusive
 * when no operation of a run can be compared, or the knees of two capacity runs cannot
 */
export async function runCompare({ settings, output }: Pick<CommandContext, "settings" | "output">): Promise<number> {
  const { config, positionals } = settings;
  if (positionals.length < 2)
    throw new LoadTestError("usage", "RUN is missing: a baseline and at least one run are required");
  const limits = limitsOf(config);
  const groups = (await runsToCompare(config.resultsDirectory, positionals)).map((group): ComparedRuns => {
    const [base, ...others] = group.runs as [RunData, ...RunData[]];
    if (!config.force) for (const run of others) refuseOthers(base, run);
    if (others.some(({ name }) => name === base.name))
      output.progress(`note      ${base.name} is compared with itself: both names mean this run`);
    return { ...group, comparisons: others.map((run) => compareRuns(base, run, limits, config.compareSeed)) };
  });
  const comparisons = groups.flatMap((group) => group.comparisons);
  for (const comparison of comparisons) {
    for (const line of [...comparisonLines(comparison, config.verbose), ""]) output.result(line);
  }
  for (const line of writeFiles(config, groups)) output.result(line);
  const isRegression = comparisons.some((comparison) => comparison.isRegression);
  const isConclusive = comparisons.every((comparison) => comparison.isConclusive);
  output.document({ isRegression, isConclusive, comparisons });
  if (isRegression) return EXIT_CODES.regression.code;
  return isConclusive ? EXIT_CODES.pass.code : EXIT_CODES.inconclusive.code;
}

/** @throws LoadTestError "config" for a limit that is none */
function limitsOf(config: Config): Limits {
  return {
    maxP50: parseChange("--max-p50", config.maxP50, "+"),
    maxP95: parseChange("--max-p95", config.maxP95, "+"),
    maxP99: parseChange("--max-p99", config.maxP99, "+"),
    minRate: parseChange("--min-rate", config.minRate, "-"),
    maxFailures: parseChange("--max-failures", config.maxFailures, "+"),
    maxSpell: parseChange("--max-spell", config.maxSpell, "+"),
    noiseFloorMs: config.noiseFloor,
  };
}

/** @throws LoadTestError "usage" with all differences that make the runs incomparable */
function refuseOthers(base: RunData, run: RunData): void {
  const forbidden = differencesOf(base, run).filter(({ forbids }) => forbids);
  if (forbidden.length === 0) return;
  const lines = forbidden.map(
    ({ what, base: before, run: after }) => `  ${what}: ${before} in the baseline, ${after} in the run`,
  );
  throw new LoadTestError(
    "usage",
    [`${run.name} cannot be compared with ${base.name}: they did not run the same test.`, ...lines].join("\n"),
    { hint: "Compare runs of the same test, or add --force to compare them anyway." },
  );
}

const WHAT = "The comparison";

/** @returns a line for the page */
function writeFiles({ markdownFile, htmlFile }: Config, groups: readonly ComparedRuns[]): string[] {
  const comparisons = groups.flatMap((group) => group.comparisons);
  if (markdownFile !== "") writeOutput(markdownFile, comparisonMarkdown(comparisons), WHAT);
  return htmlFile === "" ? [] : [`page      ${writeOutput(htmlFile, comparisonPage(groups, readPageAssets()), WHAT)}`];
}
