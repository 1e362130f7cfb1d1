/** After the last item: journals to data file, verification, what was achieved and why it does not pass. */

import { formatCount, formatMs, formatNumber, plural } from "../../base/figures.ts";
import type { LoadPhaseData } from "../../lib/contracts/load-data.ts";
import { interruptedReason, ranToEnd } from "../../results/engine-end.ts";
import { type FailureCause, FailureDigest } from "../../results/failure-digest.ts";
import type { RunSummary } from "../../results/run-summary.ts";
import type { EngineResult, PhaseResult } from "../../run/phase.ts";
import type { Run } from "../../run/run.ts";
import { compressJournals, journalFiles } from "../../store/journal/journal-files.ts";
import type { JournalResult } from "../../store/journal/read-journal.ts";
import { collectLoadPhaseData } from "../../store/load-data/build-load-data.ts";
import { writeLoadPhaseData } from "../../store/load-data/load-data-file.ts";
import { type VerificationResult, verifyLoad } from "../../target/verification/verify-load.ts";
import { lateLines, rateOf, rateReasons } from "./load-figures.ts";
import { incompleteReasons, type LoadFacts, loadReasons, missingItems } from "./load-reasons.ts";
import { type LoadWork, leftOutOf } from "./load-work.ts";
import { proofLines } from "./proof-lines.ts";

interface SavedLoad {
  readonly data: LoadPhaseData;
  readonly journal: JournalResult;
}

/** Writes load-phase-data.json: into the run folder, and into the results directory for the phases that follow. */
async function saveLoadData(run: Run, { plan }: LoadWork): Promise<SavedLoad> {
  const saved = await collectLoadPhaseData({
    run: run.name,
    writtenAt: new Date(),
    target: plan.target,
    plan,
    dataset: plan.dataset,
    profile: plan.profile,
    presentItems: plan.presentItems,
    files: journalFiles(run.folder.path),
  });
  writeLoadPhaseData(run.context.settings.config.resultsDirectory, run.folder, saved.data);
  return saved;
}

export async function concludeLoad(run: Run, work: LoadWork, ended: EngineResult): Promise<PhaseResult> {
  const saved = await saveLoadData(run, work);
  // A target that is unreachable is no longer called.
  const isVerified = run.context.settings.config.verify && ranToEnd(ended.exitCode);
  const verification = isVerified ? await verify(run, work, saved) : undefined;
  const facts = factsOf(run, work, ended, saved, verification);
  await compressJournals(run.folder.path);
  const proved = verification === undefined ? [] : proofLines(verification);
  return { ...resultOf(work, ended, saved, facts, proved), reasons: loadReasons(facts) };
}

/** Ctrl-C: nothing is verified, so that the command ends at once. */
export async function interruptedLoad(run: Run, work: LoadWork, ended: EngineResult): Promise<PhaseResult> {
  const saved = await saveLoadData(run, work);
  const facts = factsOf(run, work, ended, saved, undefined);
  const reasons = [interruptedReason(run.context.cleanup.interruptedBy), ...incompleteReasons(facts)];
  return { ...resultOf(work, ended, saved, facts, []), reasons };
}

/** All but the reasons. */
function resultOf(
  work: LoadWork,
  ended: EngineResult,
  saved: SavedLoad,
  facts: LoadFacts,
  proved: readonly string[],
): Omit<PhaseResult, "reasons"> {
  const load = completeness(work.plan.fingerprint, facts, saved);
  return {
    causes: facts.causes,
    members: {
      load,
      ...(work.plan.leftOut.length === 0 ? {} : { leftOut: leftOutOf(work.plan) }),
      ...(work.adapted === undefined || work.adapted.length === 0 ? {} : { adapted: work.adapted }),
    },
    present: (summary) => ({
      headline: headlineOf(facts, summary, rateOf(ended)),
      lines: [...lateLines(ended), ...proved],
    }),
  };
}

function verify(
  { context, target }: Run,
  { plan, dataset }: LoadWork,
  { data, journal }: SavedLoad,
): Promise<VerificationResult> {
  const { config } = context.settings;
  const usable = new Set(plan.usable);
  return verifyLoad({
    client: target.client,
    dataset,
    vocabulary: { canUse: (endpoint) => usable.has(endpoint) },
    data,
    countsBefore: plan.countsBefore,
    unexpected: journal.unexpected,
    strict: target.installation.kind === "sandbox",
    sampleSize: config.verifySample,
    seed: config.seed,
    log: context.output.progress,
  });
}

function factsOf(
  run: Run,
  { plan }: LoadWork,
  end: EngineResult,
  { data, journal }: SavedLoad,
  verification: VerificationResult | undefined,
): LoadFacts {
  const resources = Object.values(data.resources);
  const sum = (part: "created" | "present"): number => resources.reduce((total, resource) => total + resource[part], 0);
  return {
    end,
    thresholds: end.thresholds,
    planned: plan.items,
    created: sum("created"),
    present: sum("present"),
    failed: journal.failed,
    blocked: journal.blocked,
    causes: causesOf(journal),
    rate: rateReasons(run, end),
    verification,
  };
}

function completeness(
  fingerprint: string,
  facts: LoadFacts,
  { data, journal }: SavedLoad,
): NonNullable<RunSummary["load"]> {
  const { planned, created, present, verification } = facts;
  return {
    fingerprint,
    planned,
    created,
    present,
    missing: missingItems(facts),
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

function causesOf(journal: JournalResult): readonly FailureCause[] {
  const digest = new FailureDigest();
  for (const { examples, count } of journal.failures)
    for (const [at, failure] of examples.entries()) digest.add(failure, at === 0 ? count - examples.length + 1 : 1);
  return digest.causes();
}

function headlineOf(
  facts: LoadFacts,
  { durationMs, windowMs = durationMs, load, tokens }: RunSummary,
  rate: number,
): string {
  const missing = missingItems(facts);
  const issued = plural(tokens.issued, "token");
  return (
    `${formatCount(facts.planned)} planned = ${formatCount(facts.created)} created + ` +
    `${formatCount(facts.present)} already present${missing > 0 ? ` + ${formatCount(missing)} missing` : ""}, ` +
    `in ${formatMs(windowMs)} (${formatNumber(rate)} items/s, ${plural(load?.repeats ?? 0, "repeat")}, ${issued})`
  );
}
