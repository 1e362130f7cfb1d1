/** After the last item: journals to data file, verification, verdict, summary. */

import type { Dataset } from "../../lib/data/dataset.ts";
import { EXIT_CODES } from "../../lib/errors.ts";
import { brokenThresholds, metricValue } from "../../lib/results/engine-summary.ts";
import { describeCause, type FailureCause, FailureDigest } from "../../lib/results/failure-digest.ts";
import type { LoadPhaseData } from "../../lib/results/load-data.ts";
import { type LoadFacts, type LoadVerdict, loadVerdict } from "../../lib/results/load-verdict.ts";
import { journalFiles } from "../journal/journal-files.ts";
import type { JournalResult } from "../journal/read-journal.ts";
import { collectLoadPhaseData } from "../load-data/build-load-data.ts";
import { writeLoadPhaseData } from "../load-data/load-data-file.ts";
import { type VerificationResult, verifyLoad } from "../verification/verify-load.ts";
import { readEngineSummary } from "./engine-summary-file.ts";
import type { LoadWork } from "./load-phase.ts";
import type { CommandContext } from "./main.ts";
import { type Prepared, phaseExitCode } from "./prepare.ts";

export interface LoadConclusion {
  readonly context: CommandContext;
  readonly prepared: Prepared;
  readonly work: LoadWork;
  readonly dataset: Dataset;
  readonly engineExit: number;
  readonly durationMs: number;
}

/** @returns the exit code */
export async function concludeLoad(conclusion: LoadConclusion): Promise<number> {
  const { context, work, engineExit } = conclusion;
  const { folder, plan } = work;
  const { data, journal } = await collectLoadPhaseData({
    run: folder.name,
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
  const verdict = loadVerdict(facts);
  writeSummary(conclusion, data, facts, verdict, journal.repeats);
  tell(conclusion, facts, verdict, journal.repeats);
  if (facts.verification?.ok === false && engineExit === 0) return EXIT_CODES.verification.code;
  return phaseExitCode(engineExit, verdict.verdict === "pass");
}

function factsOf(
  { work, engineExit }: LoadConclusion,
  data: LoadPhaseData,
  journal: JournalResult,
  verification: VerificationResult | undefined,
): LoadFacts {
  const resources = Object.values(data.resources);
  const sum = (part: "created" | "present"): number => resources.reduce((total, resource) => total + resource[part], 0);
  return {
    engineExit,
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

function causesOf(journal: JournalResult): readonly FailureCause[] {
  const digest = new FailureDigest();
  for (const { examples } of journal.failures) for (const failure of examples) digest.add(failure);
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

function writeSummary(
  { prepared, work, durationMs }: LoadConclusion,
  data: LoadPhaseData,
  facts: LoadFacts,
  verdict: LoadVerdict,
  repeats: number,
): void {
  const summary = readEngineSummary(work.folder);
  work.folder.writeJson("summary.json", {
    phase: "load",
    ...verdict,
    ...facts,
    durationMs,
    requests: metricValue(summary, "http_reqs", "count"),
    repeats,
    unresolvedRepeats: metricValue(summary, "dms_unresolved_repeats", "count"),
    tokens: prepared.token.broker().statistics(),
    resources: data.resources,
  });
}

function tell(
  { context, prepared, work, durationMs }: LoadConclusion,
  facts: LoadFacts,
  verdict: LoadVerdict,
  repeats: number,
): void {
  const { output } = context;
  const seconds = durationMs / 1000;
  const rate = seconds > 0 ? facts.created / seconds : 0;
  const tokens = prepared.token.broker().statistics().issued;
  const words = { pass: "PASS", fail: "FAIL", aborted: "ABORTED" }[verdict.verdict];
  output.result(
    `${words}  load: ${facts.planned} planned = ${facts.created} created + ${facts.present} already there` +
      `${verdict.complete ? "" : ` + ${facts.planned - facts.created - facts.present} missing`}, ` +
      `in ${seconds.toFixed(1)} s (${rate.toFixed(0)} items/s, ${repeats} repeats, ${tokens} token${tokens === 1 ? "" : "s"})`,
  );
  for (const reason of verdict.reasons) output.result(`  reason   ${reason}`);
  if (facts.verification?.ok === true) output.result("  verified counts and a sample of items agree with the target");
  output.result(`  results  ${work.folder.path}`);
  output.document({
    ...verdict,
    ...facts,
    causes: facts.causes.map(describeCause),
    durationMs,
    results: work.folder.path,
  });
}
