/** After k6: journals, deletion of what is left, verification, what was achieved and why it does not pass. */

import { readFileSync } from "node:fs";
import { formatMs, formatNumber, formatShare } from "../../base/figures.ts";
import { type ReadwritePlan, readReadwritePlan } from "../../lib/contracts/readwrite-plan.ts";
import { READWRITE_PLAN_FILE } from "../../lib/contracts/run-files.ts";
import { ranToEnd } from "../../results/engine-end.ts";
import { repeatReasons } from "../../results/repeats.ts";
import type { RunSummary } from "../../results/run-summary.ts";
import type { EngineResult, PhaseResult } from "../../run/phase.ts";
import type { Run } from "../../run/run.ts";
import { journalFiles } from "../../store/journal/journal-files.ts";
import { effectiveLoad, readBaseline } from "./baseline.ts";
import { measuredFigures } from "./measured-figures.ts";
import { failuresOf } from "./mix/achieved.ts";
import { mostVus } from "./mix/load-model.ts";
import { openModelOf, rateReasons } from "./open-model.ts";
import { cleanUpReadwrite, type ReadwriteCleanupResult } from "./readwrite-cleanup.ts";
import { type ReadwriteJournal, readReadwriteJournals } from "./readwrite-journal.ts";
import { readwriteReasons } from "./readwrite-reasons.ts";
import { type ReadwriteVerification, verifyReadwrite } from "./readwrite-verification.ts";
import type { ReadwriteWork } from "./readwrite-work.ts";

interface Achieved {
  readonly journal: ReadwriteJournal;
  /** Absent: what the run created is kept. */
  readonly removed: ReadwriteCleanupResult | undefined;
  /** Absent: not asked for. */
  readonly verification: ReadwriteVerification | undefined;
}

export async function concludeReadwrite(run: Run, work: ReadwriteWork, ended: EngineResult): Promise<PhaseResult> {
  const { config } = run.context.settings;
  const journal = await readJournals(run, work, ended);
  const removed = config.keep ? undefined : await remove(run, journal);
  const verification = config.verify ? await verify(run, work, journal, removed) : undefined;
  const { leftOut } = work.setup;
  const rows = journal.tally.rows();
  const mix = journal.tally.achieved(work.setup.mix.wanted);
  const { causes } = journal;
  const load = effectiveLoad(work, readBaseline(run));
  const figures = measuredFigures(ended.summary, rows, ended.durationMs - work.warmUpMs);
  const openModel = work.isOpen ? openModelOf(run, work, ended) : undefined;
  return {
    reasons: readwriteReasons({
      rate: openModel === undefined ? [] : rateReasons(run, openModel, load),
      end: ended,
      repeats: repeatReasons(ended.repeatsOf(figures.requests), config.maxRepeats),
      operations: journal.tally.operations,
      vus: ended.vusMax,
      failures: rows.reduce((sum, row) => sum + failuresOf(row.outcomes), 0),
      mix,
      causes,
      verification,
      left: removed?.left ?? [],
    }),
    causes,
    measured: {
      warmUpMs: work.warmUpMs,
      figures,
    },
    members: {
      mix: { name: work.chosen.name, rows: mix },
      ...(leftOut.length === 0 ? {} : { leftOut }),
      ...(openModel === undefined ? {} : { openModel }),
    },
    present: (summary) => ({
      headline: headlineOf(summary, journal.tally.operations),
      lines: linesOf(run, summary, { journal, removed, verification }),
    }),
    document: { requestsByOp: journal.requests },
  };
}

/** Ctrl-C: nothing is deleted, so that the command ends at once. */
export async function leftAfterInterrupt(run: Run, work: ReadwriteWork, ended: EngineResult): Promise<string[]> {
  const { left } = await readJournals(run, work, ended);
  return [
    `readwrite ${left.length} items that it created are at the target`,
    `          to delete them: npm run cleanup -- ${run.folder.name}`,
  ];
}

function readJournals(run: Run, work: ReadwriteWork, { exitCode }: EngineResult): Promise<ReadwriteJournal> {
  const { folder } = run;
  // k6 waits for all iterations under way, unless it was stopped.
  const inFlight = ranToEnd(exitCode) ? 0 : mostVus(effectiveLoad(work, readBaseline(run)));
  return readReadwriteJournals(journalFiles(folder.path), inFlight);
}

/** As k6 read it last. */
function readPlan({ folder }: Run): ReadwritePlan {
  return readReadwritePlan(readFileSync(folder.file(READWRITE_PLAN_FILE), "utf8"));
}

function remove(run: Run, journal: ReadwriteJournal): Promise<ReadwriteCleanupResult> {
  return cleanUpReadwrite({
    runFolder: run.folder.path,
    plan: readPlan(run),
    journal,
    client: run.target.client,
  });
}

function verify(
  { context, target }: Run,
  work: ReadwriteWork,
  journal: ReadwriteJournal,
  removed: ReadwriteCleanupResult | undefined,
): Promise<ReadwriteVerification> {
  return verifyReadwrite({
    client: target.client,
    data: work.data,
    before: work.before,
    left: removed === undefined ? journal.left : removed.leftItems,
    strict: target.installation.kind === "sandbox",
    sampleSize: context.settings.config.verifySample,
  });
}

function headlineOf(summary: RunSummary, operations: number): string {
  const { latencyMs, requests, requestsPerSecond, failures, durationMs, warmUpMs } = summary;
  return (
    `${operations} operations, ${failures} failed, ${requests} requests in ${formatMs(durationMs - warmUpMs)} ` +
    `(${formatNumber(requestsPerSecond)}/s), median ${formatMs(latencyMs.p50)}, p95 ${formatMs(latencyMs.p95)}`
  );
}

function linesOf(run: Run, summary: RunSummary, { journal, removed, verification }: Achieved): string[] {
  const races = summary.outcomes["precondition-failed"] ?? 0;
  const rest =
    removed === undefined
      ? `${journal.left.length} kept`
      : `${removed.deleted} after it, ${removed.leftItems.length} left`;
  return [
    `mix      ${(summary.mix?.rows ?? []).map(describeShare).join(", ")}`,
    ...(races > 0 ? [`races    ${races} updates met a newer version and were repeated on it`] : []),
    ...droppedLines(summary),
    `created  ${journal.created} items; deleted ${journal.deleted} while running, ${rest}`,
    ...(removed === undefined && journal.left.length > 0 ? [`remove   npm run cleanup -- ${run.folder.name}`] : []),
    ...(verification?.warnings ?? []).map((warning) => `note     ${warning}`),
    ...(verification?.ok === true
      ? [
          `verified ${verification.counted} counts and ${verification.checked} loaded items are as before, ` +
            "except for the property that updates change",
        ]
      : []),
  ];
}

function droppedLines({ openModel }: RunSummary): string[] {
  const { dropped = 0, asked = 0 } = openModel ?? {};
  return dropped === 0 ? [] : [`dropped  ${dropped} of ${asked} iterations did not start in time`];
}

function describeShare({ op, wanted, achieved }: NonNullable<RunSummary["mix"]>["rows"][number]): string {
  return `${op} ${formatShare(achieved)} (wanted ${formatShare(wanted)})`;
}
