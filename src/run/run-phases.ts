/** Several phases one after the other on one target, with one preflight, one token and one results folder. */

import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { EXIT_CODES, LoadTestError } from "../base/errors.ts";
import type { CommandContext } from "../cli/command-context.ts";
import { FULL_STATE_FILE, PLAN_FILE, REPORT_FILE } from "../lib/contracts/run-files.ts";
import { fullVerdict, type PhaseState, rowsOf, stateWord } from "../results/report/full/full-report.ts";
import { targetName } from "../results/target-name.ts";
import { resumeCommand } from "../settings/resume-command.ts";
import { type FullState, readFullRun } from "../store/full-run.ts";
import { whileHeld } from "../store/hold-run.ts";
import { createRunFolder, openRunFolder, type RunFolder } from "../store/run-folder.ts";
import { writeFullReports } from "../store/write-full-reports.ts";
import { Notices } from "./notify/notices.ts";
import type { AnyPhase, PhaseEnd } from "./phase.ts";
import { type ReadyTarget, targetIdentity } from "./ready-target.ts";
import { readyFor, runAt } from "./run-phase.ts";
import { runTogether } from "./together/run-together.ts";

type ExitCodes = Record<string, number>;

interface FullRun {
  readonly context: CommandContext;
  readonly phases: readonly AnyPhase[];
  readonly target: ReadyTarget;
  readonly folder: RunFolder;
}

/** `npm start`, `npm run full`. @returns the exit code of the first phase that failed, or 0 */
export async function runPhases(context: CommandContext, phases: readonly AnyPhase[]): Promise<number> {
  if (context.settings.parts.length > 0) return runTogether(context);
  const notices = new Notices(context);
  return notices.ofFailure(async () => {
    const { target, ...engines } = await readyFor(context, phases);
    const folder = context.settings.config.resume
      ? findUnfinished(context, phases)
      : createFull(context, target.startedAt);
    notices.runStarted("full", target, context.settings.profileName);
    const runPart = (phase: AnyPhase): Promise<PhaseEnd> => {
      // A phase that was not begun before begins now.
      const resume = context.settings.config.resume && existsSync(join(folder.path, phase.name, PLAN_FILE));
      return runAt({ context, target, directory: folder.path, resume }, phase, { ...engines, partOf: folder });
    };
    const end = await whileHeld(folder, () => runParts({ context, phases, target, folder }, runPart));
    context.output.document(end.document);
    await notices.runEnded(folder);
    return end.exitCode;
  });
}

async function runParts(full: FullRun, runPart: (phase: AnyPhase) => Promise<PhaseEnd>): Promise<PhaseEnd> {
  const { context, phases, folder } = full;
  const documents: Record<string, unknown> = {};
  const codes: ExitCodes = { ...readFullRun(folder.path)?.phases };
  writeState(full, codes);
  for (const phase of phases) {
    if (codes[phase.name] === EXIT_CODES.pass.code) {
      context.output.progress(`${phase.name.padEnd(10)}passed before`);
      continue;
    }
    if (context.cleanup.interrupted) break;
    // Here at each phase: a run that is killed leaves what was known then.
    openRunFolder(folder.path, phase.name, { create: true });
    await writeFullReports(folder);
    const end = await runPart(phase).catch(async (error: unknown) => {
      await writeFullReports(folder).catch(() => undefined);
      throw error;
    });
    documents[phase.name] = end.document;
    codes[phase.name] = end.exitCode;
    writeState(full, codes);
    if (end.exitCode !== EXIT_CODES.pass.code && !context.settings.config.keepGoing) break;
  }
  return conclude(full, codes, documents);
}

async function conclude(
  { context: { output, cleanup }, target, folder }: FullRun,
  codes: Readonly<ExitCodes>,
  documents: Readonly<Record<string, unknown>>,
): Promise<PhaseEnd> {
  const report = await writeFullReports(folder);
  const verdict = fullVerdict(report);
  const rows = rowsOf(report);
  const identity = targetIdentity(target);
  const parts = rows.map(({ phase: { name }, state }) => `${name} ${wordFor(state, codes[name])}`).join(", ");
  output.result(`${verdict.toUpperCase()}  full on ${targetName(identity)}: ${parts}`);
  const failed = firstFailed(
    rows.map(({ phase }) => phase.name),
    codes,
  );
  if (failed !== undefined && !cleanup.interrupted)
    output.result(`  reason   ${failed} did not pass; --keep-going runs all phases regardless`);
  if (report.resume !== undefined) output.result(`  resume   ${report.resume}`);
  output.result(`  results  ${folder.path}`);
  output.result(`  report   ${pathToFileURL(folder.file(REPORT_FILE)).href}`);
  if (cleanup.interrupted) return { exitCode: EXIT_CODES.interrupted.code, document: undefined };
  const skipped = rows.flatMap(({ phase: { name } }) => (codes[name] === undefined ? name : []));
  return {
    exitCode: failed === undefined ? EXIT_CODES.pass.code : (codes[failed] ?? EXIT_CODES.failed.code),
    document: { verdict, target: identity, phases: documents, skipped, results: folder.path },
  };
}

/** One that is not only inconclusive, if there is any. */
function firstFailed(names: readonly string[], codes: Readonly<ExitCodes>): string | undefined {
  const notPassed = names.filter((name) => codes[name] !== undefined && codes[name] !== EXIT_CODES.pass.code);
  return notPassed.find((name) => codes[name] !== EXIT_CODES.inconclusive.code) ?? notPassed[0];
}

/** @param code of its end; undefined: of this command, it has not ended */
function wordFor(state: PhaseState, code: number | undefined): string {
  if (state === "pass") return "passed";
  const word = state === "fail" ? "failed" : stateWord(state).toLowerCase();
  return code === undefined ? word : `${word} (exit ${code})`;
}

function createFull(context: CommandContext, startedAt: Date): RunFolder {
  const { config, profileName } = context.settings;
  return createRunFolder(config.resultsDirectory, profileName, "full", startedAt);
}

function writeState({ context, phases, target, folder }: FullRun, codes: Readonly<ExitCodes>): void {
  const { command, settings } = context;
  const before = readFullRun(folder.path);
  const state: FullState = {
    settings: identityOf(context),
    order: phases.map(({ name }) => name),
    phases: codes,
    profile: settings.profileName,
    startedAt: before?.startedAt ?? target.startedAt.toISOString(),
    resume: resumeCommand(command, settings),
  };
  folder.writeJson(FULL_STATE_FILE, state);
}

const IDENTITY = [
  "apiBaseUrl",
  "schoolCount",
  "studentCount",
  "staffCount",
  "coursesPerSchool",
  "sectionsPerCourse",
  "seed",
  "datasetId",
  "schoolYear",
  "resources",
] as const;

/** What makes two full runs the same test. */
function identityOf({ settings: { config } }: CommandContext): Record<string, unknown> {
  return Object.fromEntries(IDENTITY.map((key) => [key, config[key]]));
}

/** The newest full run, when it is unfinished and of the same test. @throws LoadTestError "usage" otherwise. */
function findUnfinished(context: CommandContext, phases: readonly AnyPhase[]): RunFolder {
  const base = resolve(context.settings.config.resultsDirectory);
  const names = existsSync(base) ? readdirSync(base).filter((name) => /-full(-\d+)?$/.test(name)) : [];
  const name = names.sort().at(-1);
  const folder = name === undefined ? undefined : openRunFolder(base, name);
  const state = folder === undefined ? undefined : readFullRun(folder.path);
  const hint = "Start a new one without --resume.";
  if (folder === undefined || state === undefined) {
    throw new LoadTestError("usage", "There is no full run to resume.", { hint });
  }
  if (phases.every((phase) => state.phases[phase.name] === EXIT_CODES.pass.code)) {
    throw new LoadTestError("usage", `The newest full run, ${folder.name}, is finished.`, { hint });
  }
  const now = identityOf(context);
  const differences = Object.keys(now).filter((key) => now[key] !== state.settings[key]);
  if (differences.length > 0) {
    const lines = differences.map((key) => `${key}: ${String(state.settings[key])} then, ${String(now[key])} now`);
    const text = `The unfinished full run ${folder.name} is another test:\n${lines.join("\n")}`;
    throw new LoadTestError("usage", text, { hint });
  }
  context.output.progress(`resume    ${folder.name}`);
  return folder;
}
