/** What a run leaves behind: verdict, summary.json, the pages made from it, the lines at the end, the exit code. */

import { EXIT_CODES } from "../base/errors.ts";
import { SUMMARY_FILE } from "../lib/contracts/run-files.ts";
import type { EngineSummary } from "../results/engine-summary.ts";
import { type Reason, reasonsOfRun, type Verdict, verdictOf } from "../results/reason.ts";
import type { RunSummary, ThresholdRow } from "../results/run-summary.ts";
import { targetName } from "../results/target-name.ts";
import { parseLabels } from "../settings/labels.ts";
import { writeReports } from "../store/write-reports.ts";
import type { Listeners } from "./listeners/listeners.ts";
import type { EngineResult, PhaseEnd, PhaseResult } from "./phase.ts";
import { targetIdentity } from "./ready-target.ts";
import type { Run } from "./run.ts";
import { notesOnMachine } from "./shared-machine.ts";

const MOST_REASONS = 30;

export async function concludeRun(
  run: Run,
  { generator }: Listeners,
  ended: EngineResult,
  result: PhaseResult,
): Promise<PhaseEnd> {
  const { health, reasons: ofGenerator } = generator.meter.result();
  const reasons = reasonsOfRun(result.reasons, run.abortedReason, ofGenerator);
  const notes = notesOnMachine(run.target.installation);
  const { measured } = result;
  const summary: RunSummary = {
    ...identityOf(run),
    verdict: verdictOf(reasons),
    reasons: reasons.map(({ text }) => text),
    findings: reasons,
    durationMs: ended.durationMs,
    warmUpMs: measured?.warmUpMs ?? 0,
    ...(measured?.figures ?? ended.figures),
    thresholds: thresholdRows(ended.summary),
    causes: result.causes,
    ...(notes.length === 0 ? {} : { notes }),
    generator: health,
    ...result.members,
  };
  for (const note of notes) run.context.output.progress(`note      ${note}`);
  run.folder.writeJson(SUMMARY_FILE, summary);
  await writeReports(run.folder);
  await run.concluded(summary);
  present(run, result, summary);
  const document = { ...summary, ...result.document, results: run.folder.path };
  return { exitCode: exitCodeOf(summary.verdict, reasons, ended.exitCode), document };
}

function identityOf(
  run: Run,
): Pick<RunSummary, "schema" | "run" | "phase" | "profile" | "startedAt" | "labels" | "target" | "tokens"> {
  const { settings } = run.context;
  return {
    schema: 1,
    run: run.folder.name,
    phase: run.phase,
    profile: settings.profileName,
    startedAt: run.target.startedAt.toISOString(),
    labels: parseLabels(settings.config.labels),
    target: targetIdentity(run.target),
    tokens: run.target.token.broker().statistics(),
  };
}

function thresholdRows(engine: EngineSummary | undefined): ThresholdRow[] {
  return Object.entries(engine?.metrics ?? {}).flatMap(([metric, { thresholds }]) =>
    Object.entries(thresholds ?? {}).map(([rule, { ok }]) => ({ metric, rule, ok })),
  );
}

function present({ context, folder }: Run, result: PhaseResult, summary: RunSummary): void {
  const { output } = context;
  const { headline, lines } = result.present(summary);
  const { reasons } = summary;
  output.result(`${summary.verdict.toUpperCase()}  ${summary.phase} on ${targetName(summary.target)}: ${headline}`);
  for (const text of reasons.slice(0, MOST_REASONS)) output.result(`  reason   ${text}`);
  if (reasons.length > MOST_REASONS)
    output.result(`  reason   and ${reasons.length - MOST_REASONS} more, in summary.json`);
  for (const line of lines) output.result(`  ${line}`);
  output.result(`  results  ${folder.path}`);
}

/** @param engineExit k6's own exit code, passed on where the run failed for it */
function exitCodeOf(verdict: Verdict, reasons: readonly Reason[], engineExit: number): number {
  switch (verdict) {
    case "pass":
      return EXIT_CODES.pass.code;
    case "invalid":
      return EXIT_CODES.invalid.code;
    case "aborted":
      return engineExit === 108 ? engineExit : EXIT_CODES.aborted.code;
    default:
      if (reasons.some(({ code }) => code === "verification")) return EXIT_CODES.verification.code;
      return engineExit >= 97 && engineExit <= 110 && engineExit !== 105 ? engineExit : EXIT_CODES.failed.code;
  }
}
