/** After the last item: journals to data file, verification, verdict, summary. */

import { relative, resolve } from "node:path";
import { EXIT_CODES } from "../../base/errors.ts";
import type { CommandContext } from "../../cli/command-context.ts";
import type { ItemFailure } from "../../lib/contracts/journal/line.ts";
import type { LoadPhaseData } from "../../lib/contracts/load-data.ts";
import type { Dataset } from "../../lib/data/dataset.ts";
import { brokenThresholds, metricValue } from "../../results/engine-summary.ts";
import { type FailureCause, FailureDigest } from "../../results/failure-digest.ts";
import type { RunSummary } from "../../results/run-summary.ts";
import { whyItEnded } from "../../run/engine/engine-words.ts";
import type { Prepared } from "../../run/prepare.ts";
import { exitCodeOf, VERDICT_WORDS, writeSummary } from "../../run/summarize.ts";
import type { WatchResult } from "../../run/watch/watch.ts";
import { readEngineSummary } from "../../store/engine-summary-file.ts";
import { journalFiles } from "../../store/journal/journal-files.ts";
import type { JournalResult } from "../../store/journal/read-journal.ts";
import { collectLoadPhaseData } from "../../store/load-data/build-load-data.ts";
import { writeLoadPhaseData } from "../../store/load-data/load-data-file.ts";
import { compressFile } from "../../store/record-file.ts";
import { type VerificationResult, verifyLoad } from "../../target/verification/verify-load.ts";
import { type LoadFacts, loadVerdict } from "./load-verdict.ts";
import type { LoadWork } from "./load-work.ts";

export interface LoadConclusion {
  readonly context: CommandContext;
  readonly prepared: Prepared;
  readonly work: LoadWork;
  readonly dataset: Dataset;
  readonly engineExit: number;
  readonly watched: WatchResult;
  readonly durationMs: number;
}

/** @returns the exit code */
export async function concludeLoad(conclusion: LoadConclusion): Promise<number> {
  const { context, work, engineExit } = conclusion;
  const { folder, plan } = work;
  const { data, journal } = await collectLoadPhaseData({
    // Inside a full run its folder is one deeper: full-run/load.
    run: relative(resolve(context.settings.config.resultsDirectory), folder.path),
    writtenAt: new Date(),
    target: plan.target,
    plan,
    dataset: plan.dataset,
    presentItems: plan.presentItems,
    files: journalFiles(folder.path),
  });
  writeLoadPhaseData(context.settings.config.resultsDirectory, folder, data);
  if (context.cleanup.interrupted) return EXIT_CODES.interrupted.code;
  const verification = context.settings.config.verify && data.complete ? await verify(conclusion, data) : undefined;
  const facts = factsOf(conclusion, data, journal, verification);
  const { verdict, reasons, complete } = loadVerdict(facts);
  const summary = await writeSummary({
    context,
    prepared: conclusion.prepared,
    folder,
    phase: "load",
    durationMs: conclusion.durationMs,
    watched: conclusion.watched,
    engine: readEngineSummary(folder),
    verdict,
    reasons,
    causes: facts.causes,
    extra: { load: completeness(plan.fingerprint, facts, data, journal, verification) },
  });
  for (const file of journalFiles(folder.path)) if (file.endsWith(".log")) await compressFile(file);
  tell(conclusion, facts, summary, complete, verification);
  return exitCodeOf(summary, engineExit);
}

function completeness(
  fingerprint: string,
  facts: LoadFacts,
  data: LoadPhaseData,
  journal: JournalResult,
  verification: VerificationResult | undefined,
): NonNullable<RunSummary["load"]> {
  const { planned, created, present } = facts;
  return {
    fingerprint,
    planned,
    created,
    present,
    missing: planned - created - present,
    repeats: journal.repeats,
    resources: Object.fromEntries(
      Object.entries(data.resources).map(([endpoint, { planned, created, present, missing }]) => [
        endpoint,
        { planned, created, present, missing },
      ]),
    ),
    ...(verification === undefined ? {} : { verified: verification.ok }),
  };
}

function factsOf(
  { prepared, work, engineExit }: LoadConclusion,
  data: LoadPhaseData,
  journal: JournalResult,
  verification: VerificationResult | undefined,
): LoadFacts {
  const resources = Object.values(data.resources);
  const sum = (part: "created" | "present"): number => resources.reduce((total, resource) => total + resource[part], 0);
  return {
    engineExit,
    why: whyItEnded(engineExit, work.folder, prepared.token.broker()),
    planned: work.plan.items,
    created: sum("created"),
    present: sum("present"),
    failed: journal.failed,
    blocked: journal.blocked,
    causes: causesOf(journal),
    brokenThresholds: brokenThresholds(readEngineSummary(work.folder)),
    verification,
  };
}

function withItem(failure: Partial<ItemFailure> & { readonly expected?: string }): ItemFailure {
  const {
    resource = "",
    operation = "",
    outcome = "rejected",
    item = 0,
    status = 0,
    body = "",
    expected = "",
  } = failure;
  return { resource, operation, outcome, item, status, body, key: failure.key ?? expected };
}

function causesOf(journal: JournalResult): readonly FailureCause[] {
  const digest = new FailureDigest();
  for (const { examples } of journal.failures) {
    // What fails before the first item, in setup, is a check: it has a name instead of an item.
    for (const failure of examples) digest.add(withItem(failure));
  }
  return digest.causes();
}

function verify(
  { context, prepared, work, dataset }: LoadConclusion,
  data: LoadPhaseData,
): Promise<VerificationResult> {
  const { config } = context.settings;
  const usable = new Set(work.plan.usable);
  return verifyLoad({
    client: prepared.client,
    dataset,
    vocabulary: { canUse: (endpoint) => usable.has(endpoint) },
    data,
    countsBefore: work.plan.countsBefore,
    strict: prepared.installation.kind === "sandbox",
    sampleSize: config.verifySample,
    seed: config.seed,
    log: context.output.progress,
  });
}

function tell(
  { context, work, durationMs }: LoadConclusion,
  facts: LoadFacts,
  summary: RunSummary,
  complete: boolean,
  verification: VerificationResult | undefined,
): void {
  const { output } = context;
  const seconds = durationMs / 1000;
  const rate = seconds > 0 ? facts.created / seconds : 0;
  const { issued } = summary.tokens;
  const missing = complete ? "" : ` + ${summary.load?.missing} missing`;
  output.result(
    `${VERDICT_WORDS[summary.verdict]}  load: ${facts.planned} planned = ${facts.created} created + ${facts.present} already there${missing}, ` +
      `in ${seconds.toFixed(1)} s (${rate.toFixed(0)} items/s, ${summary.load?.repeats} repeats, ${issued} token${issued === 1 ? "" : "s"})`,
  );
  for (const reason of summary.reasons.slice(0, MOST_REASONS)) output.result(`  reason   ${reason}`);
  if (summary.reasons.length > MOST_REASONS)
    output.result(`  reason   and ${summary.reasons.length - MOST_REASONS} more, in summary.json`);
  const late = metricValue(readEngineSummary(work.folder), "dms_late_items", "count");
  if (late > 0) output.result(`  late     ${late} items began after their time, because all VUs were busy: more --vus`);
  if (verification !== undefined) for (const line of proofLines(verification)) output.result(line);
  output.result(`  results  ${work.folder.path}`);
  output.document({ ...summary, results: work.folder.path });
}

const MOST_NOTES = 5;
const MOST_REASONS = 30;

/** What was proved, and no more than that. */
function proofLines({ ok, counts, checked, warnings }: VerificationResult): string[] {
  const counted = counts.filter(({ after }) => after !== undefined).length;
  const parts = [
    counted === counts.length ? "counts" : counted > 0 ? `counts of ${counted} of ${counts.length} resources` : "",
    checked > 0 ? `a sample of items${counted === 0 ? " agrees" : ""}` : "",
  ].filter((part) => part !== "");
  const proof =
    parts.length === 0
      ? "nothing: neither could be counted nor read back"
      : `${parts.join(" and ")}${counted === 0 ? "" : " agree"} with the target`;
  const notes = warnings.slice(0, MOST_NOTES).map((warning) => `  note     ${warning}`);
  if (warnings.length > MOST_NOTES) notes.push(`  note     and ${warnings.length - MOST_NOTES} more`);
  return [...(ok ? [`  verified ${proof}`] : []), ...notes];
}
