/** `npm run cleanup -- RUN`: opens the run's target, cleans up, says what came of it. */

import { basename, join, resolve } from "node:path";
import { EXIT_CODES } from "../../../base/errors.ts";
import { formatCount, formatMs } from "../../../base/figures.ts";
import type { CommandContext } from "../../../cli/command-context.ts";
import type { Output } from "../../../cli/output.ts";
import { CLEANUP_FILE, PLAN_FILE } from "../../../lib/contracts/run-files.ts";
import { createDataset } from "../../../lib/data/create-dataset.ts";
import { openCleanupClient } from "../../../run/cleanup-client.ts";
import { forgetLoadPhaseData } from "../../../store/load-data/load-data-file.ts";
import { readRunPlan } from "../../../store/load-data/run-plan.ts";
import { openRunFolder } from "../../../store/run-folder.ts";
import { undeletable } from "../../../target/authorization/undeletable.ts";
import { type CleanupResult, cleanUp } from "./clean-up.ts";
import { findLoadRun } from "./find-run.ts";

const WIDTH = 16;
const MOST_SHOWN = 10;

/** @returns the exit code */
export async function runCleanup(context: CommandContext): Promise<number> {
  const { settings, output, cleanup } = context;
  const { config } = settings;
  const resultsDirectory = resolve(config.resultsDirectory);
  const path = findLoadRun(resultsDirectory, settings.positionals[0] ?? "");
  const plan = readRunPlan(join(path, PLAN_FILE));
  const run = { name: basename(path), target: plan.target };
  const { installation, client, rights, signal } = await openCleanupClient(context, run, WIDTH);
  output.progress(`target    ${installation.baseUrl}`);
  output.progress(`run       ${basename(path)} (profile ${plan.profile}, started ${plan.startedAt})`);
  const dataset = createDataset(plan.dataset);
  const endpoints = plan.segments.map(({ endpoint }) => endpoint);
  forgetLoadPhaseData(resultsDirectory, basename(path));
  const result = await cleanUp({
    runFolder: path,
    plan,
    client,
    undeletable: undeletable(endpoints, rights, (endpoint) => dataset.needs(endpoint).required),
    width: WIDTH,
    signal,
    log: output.progress,
  });
  if (cleanup.interrupted) {
    output.progress(`stopped; to go on: npm run cleanup -- ${basename(path)}`);
    return EXIT_CODES.interrupted.code;
  }
  openRunFolder(resolve(path, ".."), basename(path)).writeJson(CLEANUP_FILE, result);
  present(output, result, path);
  return result.ok ? EXIT_CODES.pass.code : EXIT_CODES.verification.code;
}

function present(output: Output, result: CleanupResult, path: string): void {
  const { deleted, gone, left, remaining, durationMs, differences, warnings, leftItems } = result;
  const seconds = durationMs / 1000;
  const rate = Math.round(deleted / Math.max(seconds, 0.001));
  output.result(
    `${result.ok ? "PASS" : "FAIL"}  cleanup: ${deleted} deleted, ${gone} gone already, ${left} left ` +
      `in ${formatMs(durationMs)} (${rate}/s), ${result.checked} checked to be gone`,
  );
  for (const { endpoint, items, reason } of remaining)
    output.result(`  remains ${formatCount(items)} ${endpoint}: ${reason}`);
  for (const line of differences.slice(0, MOST_SHOWN)) output.result(`  differs ${line}`);
  for (const line of warnings.slice(0, MOST_SHOWN)) output.result(`  note    ${line}`);
  const firsts = new Map(leftItems.toReversed().map((item) => [item.endpoint, item]));
  for (const item of [...firsts.values()].reverse().slice(0, MOST_SHOWN))
    output.result(`  left    ${item.endpoint}/${item.id}: ${item.text}`);
  output.result(`  results ${join(path, CLEANUP_FILE)}`);
  output.document(result);
}
