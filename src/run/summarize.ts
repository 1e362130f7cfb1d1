/** What a run leaves behind: verdict, summary.json, the pages made from it, the lines at the end, the exit code. */

import { pathToFileURL } from "node:url";
import { EXIT_CODES } from "../base/errors.ts";
import { REPORT_FILE, SUMMARY_FILE } from "../lib/contracts/run-files.ts";
import { generatorNotes } from "../results/health/generator-health.ts";
import {
  firstReasons,
  type Reason,
  type ReasonCode,
  reasonsOfRun,
  type Verdict,
  verdictOf,
} from "../results/reason.ts";
import { repeatLines, repeatWarnings } from "../results/repeats.ts";
import { timingsOf } from "../results/response-timings.ts";
import type { RunSummary } from "../results/run-summary.ts";
import { sampleReasons } from "../results/samples.ts";
import { exceptionReasons } from "../results/script-exceptions.ts";
import { slowestOf } from "../results/slowest-requests.ts";
import { targetName } from "../results/target-name.ts";
import { parseLabels } from "../settings/labels.ts";
import { resumeCommand } from "../settings/resume-command.ts";
import { writeReports } from "../store/write-reports.ts";
import type { Listeners } from "./listeners/listeners.ts";
import type { EngineResult, PhaseEnd, PhaseResult } from "./phase.ts";
import { targetIdentity } from "./ready-target.ts";
import type { Run } from "./run.ts";
import { notesOnMachine } from "./shared-machine.ts";

const MOST_REASONS = 30;
/** Exit code of k6 for an exception outside the VUs, such as in `setup()`. */
const SCRIPT_FAILED = 107;

export async function concludeRun(
  run: Run,
  listeners: Listeners,
  ended: EngineResult,
  result: PhaseResult,
): Promise<PhaseEnd> {
  const summary = await writeResult(run, listeners, ended, result);
  await run.concluded(summary);
  const document = { ...summary, ...result.document, results: run.folder.path };
  return { exitCode: exitCodeOf(summary, ended.exitCode), document };
}

/** Writes and prints it, without a notice: a run that was interrupted ends here. */
export async function writeResult(
  run: Run,
  { generator }: Listeners,
  ended: EngineResult,
  result: PhaseResult,
): Promise<RunSummary> {
  const { health, reasons: ofGenerator } = generator.result();
  const { measured } = result;
  const figures = measured?.figures ?? ended.figures;
  const repeats = ended.repeatsOf(figures.requests);
  const own = [...exceptionReasonsOf(ended), ...result.reasons];
  const reasons = reasonsOfRun(own, run.abortedReason, [
    ...(result.judgesGenerator === true ? [] : ofGenerator),
    ...sampleReasons(figures.operations),
  ]);
  const isJudged = reasons.some(({ code }) => code === "repeats");
  const warnings = isJudged ? [] : repeatWarnings(repeats, ended.durationMs);
  const doubts = result.judgesGenerator === true ? generatorNotes(ofGenerator) : [];
  const ofMachine = [...notesOnMachine(run.target.installation), ...doubts];
  const notes = [...ofMachine, ...warnings];
  const verdict = verdictOf(reasons);
  const { command, settings } = run.context;
  const summary: RunSummary = {
    ...identityOf(run),
    verdict,
    reasons: reasons.map(({ text }) => text),
    findings: reasons,
    ...(isResumable(run, verdict, result) ? { resume: resumeCommand(command, settings) } : {}),
    durationMs: ended.durationMs,
    ...ended.window,
    warmUpMs: measured?.warmUpMs ?? 0,
    ...figures,
    ...timingsOf(ended.timings, ended.partHistograms),
    ...slowestOf(ended.slowest, run.config.correlationHeader),
    thresholds: [...ended.thresholds],
    causes: result.causes,
    repeats,
    ...(notes.length === 0 ? {} : { notes }),
    generator: health,
    ...result.members,
  };
  for (const note of ofMachine) run.context.output.progress(`note      ${note}`);
  run.folder.writeJson(SUMMARY_FILE, summary);
  await writeReports(run.folder);
  present(run, result, summary);
  return summary;
}

/** A full run continues with the phase that did not pass, and a load with what is missing. */
function isResumable({ partOf }: Run, verdict: Verdict, { members: { load } }: PhaseResult): boolean {
  if (partOf !== undefined) return verdict !== "pass";
  return load !== undefined && (load.missing > 0 || load.verified === false);
}

/** Where the script was ended by one, k6's own words for it are a reason already. */
function exceptionReasonsOf({ exitCode, exceptions }: EngineResult): readonly Reason[] {
  return exitCode === SCRIPT_FAILED ? [] : exceptionReasons(exceptions);
}

function identityOf(
  run: Run,
): Pick<RunSummary, "schema" | "run" | "phase" | "profile" | "startedAt" | "labels" | "target" | "tokens"> {
  const { settings } = run.context;
  const { proxy } = run.target;
  return {
    schema: 1,
    run: run.folder.name,
    phase: run.phase,
    profile: settings.profileName,
    startedAt: run.target.startedAt.toISOString(),
    labels: parseLabels(settings.config.labels),
    target: { ...targetIdentity(run.target), ...(proxy === undefined ? {} : { proxy }) },
    tokens: run.target.token.broker().statistics(),
  };
}

function present({ context, folder, partOf }: Run, result: PhaseResult, summary: RunSummary): void {
  const { output } = context;
  const { headline, lines } = result.present(summary);
  const { reasons } = summary;
  output.result(`${summary.verdict.toUpperCase()}  ${summary.phase} on ${targetName(summary.target)}: ${headline}`);
  for (const text of firstReasons(reasons, MOST_REASONS)) output.result(`  reason   ${text}`);
  for (const line of lines) output.result(`  ${line}`);
  if (summary.repeats !== undefined)
    for (const line of repeatLines(summary.repeats, summary.durationMs)) output.result(`  ${line}`);
  if (summary.resume !== undefined) output.result(`  resume   ${summary.resume}`);
  // The report of a full run holds those of its phases, and is named at its end.
  if (partOf !== undefined) return;
  output.result(`  results  ${folder.path}`);
  output.result(`  report   ${pathToFileURL(folder.file(REPORT_FILE)).href}`);
}

/** Reasons that say that the target does not hold what was written. */
const UNKEPT: readonly string[] = ["verification", "lost-write", "overwrote"] satisfies readonly ReasonCode[];

/** @param engineExit k6's own exit code, passed on where the run failed for it */
function exitCodeOf({ verdict, findings = [] }: RunSummary, engineExit: number): number {
  switch (verdict) {
    case "pass":
      return EXIT_CODES.pass.code;
    case "invalid":
      return EXIT_CODES.invalid.code;
    case "inconclusive":
      return EXIT_CODES.inconclusive.code;
    case "aborted":
      return engineExit === 108 ? engineExit : EXIT_CODES.aborted.code;
    default:
      if (findings.some(({ code }) => UNKEPT.includes(code))) return EXIT_CODES.verification.code;
      return engineExit >= 97 && engineExit <= 110 && engineExit !== 105 ? engineExit : EXIT_CODES.failed.code;
  }
}
