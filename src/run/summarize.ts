/** Writes what a run leaves behind: `summary.json` and the pages made from it, packed journals; and turns the verdict into an exit code. */

import { EXIT_CODES } from "../base/errors.ts";
import type { CommandContext } from "../cli/command-context.ts";
import { endedWithCode } from "../results/engine-exit.ts";
import { type EngineSummary, metricValue } from "../results/engine-summary.ts";
import type { FailureCause } from "../results/failure-digest.ts";
import type { Phase, RunSummary, ThresholdRow, Verdict } from "../results/run-summary.ts";
import { parseLabels } from "../settings/labels.ts";
import type { RunFolder } from "../store/run-folder.ts";
import { writeReports } from "../store/write-reports.ts";
import { notifyEnd } from "./notify/notify.ts";
import type { Prepared } from "./prepare.ts";
import { publishEnd } from "./prometheus/run-series.ts";
import type { WatchResult } from "./watch/watch.ts";

export interface PhaseOutcome {
  readonly context: CommandContext;
  readonly prepared: Prepared;
  readonly folder: RunFolder;
  readonly phase: Phase;
  readonly durationMs: number;
  readonly warmUpMs?: number;
  readonly watched: WatchResult;
  readonly engine: EngineSummary | undefined;
  /** What the phase itself thinks; a stop rule and an overloaded generator have the last word. */
  readonly verdict: Verdict;
  readonly reasons: readonly string[];
  readonly causes: readonly FailureCause[];
  readonly extra: Pick<RunSummary, "checks" | "load" | "mix">;
}

/** @returns the summary as it was written */
export async function writeSummary(outcome: PhaseOutcome): Promise<RunSummary> {
  const summary = buildSummary(outcome);
  for (const note of outcome.watched.notes) outcome.context.output.progress(`note      ${note}`);
  outcome.folder.writeJson("summary.json", summary);
  await publishEnd(outcome, summary, outcome.watched.warnings.length);
  await writeReports(outcome.folder);
  await notifyEnd(outcome.context, [summary], outcome.folder);
  return summary;
}

function buildSummary(outcome: PhaseOutcome): RunSummary {
  const { context, prepared, watched, folder } = outcome;
  const { settings } = context;
  const { verdict, reasons } = finalVerdict(outcome);
  return {
    schema: 1,
    run: folder.name,
    phase: outcome.phase,
    profile: settings.profileName,
    verdict,
    reasons,
    startedAt: prepared.startedAt.toISOString(),
    durationMs: outcome.durationMs,
    warmUpMs: outcome.warmUpMs ?? 0,
    labels: parseLabels(settings.config.labels),
    target: {
      kind: prepared.installation.kind,
      baseUrl: prepared.installation.baseUrl,
      version: prepared.facts.discovery?.version ?? "",
    },
    // k6's own total where it wrote one: the record may lack the last fraction of a second.
    requests: metricValue(outcome.engine, "http_reqs", "count") || watched.requests,
    requestsPerSecond: watched.requestsPerSecond,
    latencyMs: watched.latencyMs,
    outcomes: watched.outcomes,
    failures: watched.failures,
    operations: watched.operations,
    thresholds: thresholdRows(outcome.engine),
    causes: outcome.causes,
    tokens: prepared.token.broker().statistics(),
    ...(watched.notes.length === 0 ? {} : { notes: watched.notes }),
    generator: watched.generator,
    ...outcome.extra,
  };
}

function finalVerdict({ verdict, reasons, watched }: PhaseOutcome): { verdict: Verdict; reasons: readonly string[] } {
  const { abortedReason, invalidReasons } = watched;
  if (abortedReason !== undefined) {
    return { verdict: "aborted", reasons: [abortedReason, ...reasons.filter((reason) => !reason.startsWith(STOPPED))] };
  }
  if (invalidReasons.length === 0 || verdict === "aborted") return { verdict, reasons };
  return { verdict: verdict === "pass" ? "invalid" : verdict, reasons: [...reasons, ...invalidReasons] };
}

/** The engine's own words for having been stopped say less than the rule that stopped it. */
const STOPPED = endedWithCode(103);

function thresholdRows(engine: EngineSummary | undefined): ThresholdRow[] {
  return Object.entries(engine?.metrics ?? {}).flatMap(([metric, { thresholds }]) =>
    Object.entries(thresholds ?? {}).map(([rule, { ok }]) => ({ metric, rule, ok })),
  );
}

/** @param engineExit k6's own exit code, passed on where the run failed for it */
export function exitCodeOf(summary: RunSummary, engineExit: number): number {
  switch (summary.verdict) {
    case "pass":
      return EXIT_CODES.pass.code;
    case "invalid":
      return EXIT_CODES.invalid.code;
    case "aborted":
      return engineExit === 108 ? engineExit : EXIT_CODES.aborted.code;
    default:
      if (summary.load?.verified === false) return EXIT_CODES.verification.code;
      return engineExit >= 97 && engineExit <= 110 && engineExit !== 105 ? engineExit : EXIT_CODES.failed.code;
  }
}

export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  pass: "PASS",
  fail: "FAIL",
  invalid: "INVALID",
  aborted: "ABORTED",
};
