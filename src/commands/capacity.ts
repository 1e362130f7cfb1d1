/** `npm run capacity`: loads the profile where nothing is loaded, then searches for the highest rate. */

import { EXIT_CODES } from "../base/errors.ts";
import type { CommandContext } from "../cli/command-context.ts";
import { SUMMARY_FILE } from "../lib/contracts/run-files.ts";
import { CAPACITY } from "../phases/capacity/capacity.ts";
import { LOAD } from "../phases/load/load.ts";
import { mixAnswers, mixTable } from "../results/capacity/mix-table.ts";
import type { MixAnswer, RunSummary } from "../results/run-summary.ts";
import { Notices } from "../run/notify/notices.ts";
import type { PhaseEnd } from "../run/phase.ts";
import { readyFor, runAt, runBefore, runPhase, siteOf } from "../run/run-phase.ts";
import { readRunSummary } from "../store/read-run.ts";
import { openRunFolder } from "../store/run-folder.ts";
import { writeReports } from "../store/write-reports.ts";
import { loadBefore } from "./load-before.ts";

/** @returns the exit code; of several mixes that of the first one that did not pass */
export function capacity(context: CommandContext): Promise<number> {
  const mixes = context.settings.config.mix.split(",");
  return mixes.length === 1 ? runPhase(context, CAPACITY, [loadBefore(CAPACITY.name)]) : compareMixes(context, mixes);
}

/** One run for each mix, then all answers in one table. */
function compareMixes(context: CommandContext, mixes: readonly string[]): Promise<number> {
  const notices = new Notices(context);
  return notices.ofFailure(async () => {
    const { output, cleanup } = context;
    const contexts = mixes.map((mix) => withMix(context, mix.trim()));
    const phases = contexts.map(({ settings }) => ({
      ...CAPACITY,
      wantedClaims: () => CAPACITY.wantedClaims(settings),
    }));
    const { k6, target } = await readyFor(context, [LOAD, ...phases]);
    const failed = await runBefore(siteOf(context, target), loadBefore(CAPACITY.name), { k6, notices });
    if (failed !== undefined) return failed;
    const ends: PhaseEnd[] = [];
    for (const own of contexts)
      if (!cleanup.interrupted) ends.push(await runAt(siteOf(own, target), CAPACITY, { k6, notices }));
    const documents = ends.map(({ document }) => document as Partial<RunSummary> | undefined);
    const answers = mixAnswers(documents);
    await reportMixes(siteOf(context, target).directory, answers);
    for (const line of mixTable(answers)) output.result(line);
    output.document({ mixes: documents });
    return ends.find(({ exitCode }) => exitCode !== EXIT_CODES.pass.code)?.exitCode ?? EXIT_CODES.pass.code;
  });
}

/** The reports of each run show the answers for all mixes. */
async function reportMixes(directory: string, mixes: readonly MixAnswer[]): Promise<void> {
  for (const { run } of mixes) {
    const folder = openRunFolder(directory, run);
    folder.writeJson(SUMMARY_FILE, { ...readRunSummary(folder.path), mixes });
    await writeReports(folder);
  }
}

function withMix(context: CommandContext, mix: string): CommandContext {
  const { settings } = context;
  return { ...context, settings: { ...settings, config: { ...settings.config, mix } } };
}
