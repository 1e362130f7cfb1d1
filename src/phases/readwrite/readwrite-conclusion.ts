/** After k6: journals, what is left taken away, proof, verdict, summary. */

import { EXIT_CODES } from "../../base/errors.ts";
import type { CommandContext } from "../../cli/command-context.ts";
import { brokenThresholds, type EngineSummary, metricValue } from "../../results/engine-summary.ts";
import { FailureDigest } from "../../results/failure-digest.ts";
import type { Latency, OperationRow, OutcomeCounts, RunSummary } from "../../results/run-summary.ts";
import type { EngineResult } from "../../run/engine/engine.ts";
import { whyItEnded } from "../../run/engine/engine-words.ts";
import type { Prepared } from "../../run/prepare.ts";
import { exitCodeOf, VERDICT_WORDS, writeSummary } from "../../run/summarize.ts";
import type { WatchResult } from "../../run/watch/watch.ts";
import { readEngineSummary } from "../../store/engine-summary-file.ts";
import { journalFiles } from "../../store/journal/journal-files.ts";
import { failuresOf, type MixRow, type OperationCount } from "./mix/achieved.ts";
import { mostVus } from "./mix/load-model.ts";
import { MEASURED, rowTags } from "./mix/thresholds.ts";
import { cleanUpReadwrite, type ReadwriteCleanupResult } from "./readwrite-cleanup.ts";
import { type ReadwriteJournal, readReadwriteJournals } from "./readwrite-journal.ts";
import { percent, readwriteVerdict } from "./readwrite-verdict.ts";
import { type ReadwriteVerification, verifyReadwrite } from "./readwrite-verification.ts";
import type { ReadwriteWork } from "./readwrite-work.ts";

export interface ReadwriteConclusion {
  readonly context: CommandContext;
  readonly prepared: Prepared;
  readonly work: ReadwriteWork;
  readonly engine: EngineResult;
  readonly watched: WatchResult;
}

/** @returns the exit code */
export async function concludeReadwrite(conclusion: ReadwriteConclusion): Promise<number> {
  const { context, work, engine } = conclusion;
  const { config } = context.settings;
  const { output } = context;
  // k6 lets everything end that is under way, unless it was stopped.
  const inFlight = engine.exitCode === 0 || engine.exitCode === 99 ? 0 : mostVus(config);
  const journal = await readReadwriteJournals(journalFiles(work.folder.path), inFlight);
  if (context.cleanup.interrupted) {
    output.progress(`readwrite ${journal.left.length} items that it created are at the target`);
    output.progress(`          to remove them: npm run cleanup -- ${work.folder.name}`);
    return EXIT_CODES.interrupted.code;
  }
  const removed = config.keep ? undefined : await remove(conclusion, journal);
  const verification = config.verify ? await verify(conclusion, journal, removed) : undefined;
  const summary = await summarize(conclusion, journal, removed, verification);
  tell(conclusion, journal, removed, summary, verification);
  const code = exitCodeOf(summary, engine.exitCode);
  const isOnlyProof = verification?.ok === false && engine.exitCode === 0 && summary.verdict === "fail";
  return isOnlyProof ? EXIT_CODES.verification.code : code;
}

async function remove(
  { prepared, work }: ReadwriteConclusion,
  journal: ReadwriteJournal,
): Promise<ReadwriteCleanupResult> {
  const { client } = prepared;
  return cleanUpReadwrite({ runFolder: work.folder.path, plan: work.setup.plan, journal, client });
}

function verify(
  { context, prepared, work }: ReadwriteConclusion,
  journal: ReadwriteJournal,
  removed: ReadwriteCleanupResult | undefined,
): Promise<ReadwriteVerification> {
  return verifyReadwrite({
    client: prepared.client,
    data: work.data,
    before: work.before,
    left: removed === undefined ? journal.left : removed.leftItems,
    strict: prepared.installation.kind === "sandbox",
    sampleSize: context.settings.config.verifySample,
  });
}

function summarize(
  conclusion: ReadwriteConclusion,
  journal: ReadwriteJournal,
  removed: ReadwriteCleanupResult | undefined,
  verification: ReadwriteVerification | undefined,
): Promise<RunSummary> {
  const { context, prepared, work, engine: run } = conclusion;
  const engine = readEngineSummary(work.folder);
  const { tally } = journal;
  const rows = tally.achieved(work.setup.mix.wanted);
  const causes = causesOf(journal);
  const { verdict, reasons } = readwriteVerdict({
    engineExit: run.exitCode,
    why: whyItEnded(run.exitCode, work.folder, prepared.token.broker()),
    operations: tally.operations,
    failures: tally.rows().reduce((sum, row) => sum + failuresOf(row.outcomes), 0),
    mix: rows,
    causes,
    brokenThresholds: brokenThresholds(engine),
    verification,
    left: removed?.left ?? [],
  });
  return writeSummary({
    context,
    prepared,
    folder: work.folder,
    phase: "readwrite",
    durationMs: run.durationMs,
    warmUpMs: work.warmUpMs,
    watched: measuredOnly(conclusion, engine, tally.rows()),
    engine: withoutWarmUp(engine),
    verdict,
    reasons,
    causes,
    extra: { mix: { name: work.chosen.name, rows } },
  });
}

function causesOf(journal: ReadwriteJournal): ReturnType<FailureDigest["causes"]> {
  const digest = new FailureDigest();
  for (const failure of journal.failures) digest.add(failure);
  return digest.causes();
}

/** Figures of the measured scenario: the record knows neither that nor that a lost race is no failure. */
function measuredOnly(
  { watched, work, engine: run }: ReadwriteConclusion,
  engine: EngineSummary | undefined,
  rows: readonly OperationCount[],
): WatchResult {
  const seconds = Math.max(0.001, (run.durationMs - work.warmUpMs) / 1000);
  const requests = rows.reduce((sum, row) => sum + row.requests, 0);
  const outcomes: Record<string, number> = {};
  for (const row of rows)
    for (const [outcome, count] of Object.entries(row.outcomes)) outcomes[outcome] = (outcomes[outcome] ?? 0) + count;
  const operations = rows.map(
    (row): OperationRow => ({
      ...row,
      perSecond: row.requests / seconds,
      latencyMs: latencyOf(engine, `http_req_duration${rowTags(row.resource, row.op)}`),
      failures: failuresOf(row.outcomes),
    }),
  );
  const dropped = metricValue(engine, `dropped_iterations${MEASURED}`, "count");
  return {
    ...watched,
    // What was dropped while warming up makes no measured figure wrong.
    invalidReasons: watched.invalidReasons.filter((reason) => dropped > 0 || !reason.includes("did not start in time")),
    operations,
    requests,
    requestsPerSecond: requests / seconds,
    latencyMs: latencyOf(engine, `http_req_duration${MEASURED}`),
    outcomes: outcomes as OutcomeCounts,
    failures: operations.reduce((sum, { failures }) => sum + failures, 0),
  };
}

/** The number of requests in a summary is that of the measured part. */
function withoutWarmUp(engine: EngineSummary | undefined): EngineSummary | undefined {
  const measured = engine?.metrics[`http_reqs${MEASURED}`];
  return engine === undefined || measured === undefined
    ? engine
    : { ...engine, metrics: { ...engine.metrics, http_reqs: { values: measured.values } } };
}

function latencyOf(engine: EngineSummary | undefined, metric: string): Latency {
  const value = (name: string): number => metricValue(engine, metric, name);
  return {
    min: value("min"),
    mean: value("avg"),
    p50: value("med"),
    p90: value("p(90)"),
    p95: value("p(95)"),
    p99: value("p(99)"),
    max: value("max"),
  };
}

function tell(
  { context, work, engine }: ReadwriteConclusion,
  journal: ReadwriteJournal,
  removed: ReadwriteCleanupResult | undefined,
  summary: RunSummary,
  verification: ReadwriteVerification | undefined,
): void {
  const { output } = context;
  const { latencyMs, requests, requestsPerSecond, failures } = summary;
  output.result(
    `${VERDICT_WORDS[summary.verdict]}  readwrite: ${journal.tally.operations} operations, ${failures} failed, ` +
      `${requests} requests in ${((engine.durationMs - work.warmUpMs) / 1000).toFixed(1)} s ` +
      `(${requestsPerSecond.toFixed(0)}/s), median ${latencyMs.p50.toFixed(1)} ms, p95 ${latencyMs.p95.toFixed(1)} ms`,
  );
  for (const reason of summary.reasons) output.result(`  reason   ${reason}`);
  output.result(`  mix      ${(summary.mix?.rows ?? []).map(describeShare).join(", ")}`);
  const races = summary.outcomes["precondition-failed"] ?? 0;
  if (races > 0) output.result(`  races    ${races} updates came too late and were repeated on the newer item`);
  const rest =
    removed === undefined
      ? `${journal.left.length} kept`
      : `${removed.deleted} after it, ${removed.leftItems.length} left`;
  output.result(`  created  ${journal.created} items; deleted ${journal.deleted} while running, ${rest}`);
  if (removed === undefined && journal.left.length > 0)
    output.result(`  remove   npm run cleanup -- ${work.folder.name}`);
  for (const warning of verification?.warnings ?? []) output.result(`  note     ${warning}`);
  if (verification?.ok === true)
    output.result(
      `  verified ${verification.counted} counts and ${verification.checked} loaded items are as before, but for the property that updates change`,
    );
  output.result(`  results  ${work.folder.path}`);
  output.document({ ...summary, requestsByOp: journal.requests, results: work.folder.path });
}

function describeShare({ op, wanted, achieved }: MixRow | { op: string; wanted: number; achieved: number }): string {
  return `${op} ${percent(achieved)} (wanted ${percent(wanted)})`;
}
