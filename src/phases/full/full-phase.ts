/** All phases in a row on one target, with one preflight, one token and one results folder: smoke, load, readwrite. */

import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { EXIT_CODES, LoadTestError } from "../../base/errors.ts";
import type { CommandContext } from "../../cli/command-context.ts";
import { parseJson } from "../../lib/edfi/json.ts";
import { notifyFullEnd, notifyStart } from "../../run/notify/notify.ts";
import { type Prepared, prepareRun } from "../../run/prepare.ts";
import { FULL_PHASES, FULL_STATE_FILE, type FullPhase } from "../../store/full-run.ts";
import { PLAN_FILE } from "../../store/load-data/run-plan.ts";
import { createRunFolder, openRunFolder, type RunFolder } from "../../store/run-folder.ts";
import { loadPart, loadResources, runLoadPhase } from "../load/load-phase.ts";
import { readwritePart, readwriteResources, runReadwritePhase } from "../readwrite/readwrite-phase.ts";
import { runSmokePhase, SMOKE_WANTED, smokePart } from "../smoke/smoke-phase.ts";

/** `full.json`: how far a full run came. */
interface FullState {
  readonly settings: Readonly<Record<string, unknown>>;
  /** Exit code of each phase that has ended. */
  readonly phases: Partial<Record<FullPhase, number>>;
}

/** `npm start`, `npm run full`. @returns the exit code of the first phase that failed, or 0 */
export async function runFullTest(context: CommandContext): Promise<number> {
  const { config } = context.settings;
  if (config.phase === "smoke") return runSmokePhase(context);
  if (config.phase === "load") return runLoadPhase(context);
  if (config.phase === "readwrite") return runReadwritePhase(context);
  const vus = Math.max(config.vusSmokePhase, config.vusLoadPhase, config.vusReadwritePhase);
  const prepared = await prepareRun(context, vus, [
    ...SMOKE_WANTED,
    ...loadResources(config),
    ...readwriteResources(context.settings),
  ]);
  const folder = config.resume ? findUnfinished(context) : createFull(context, prepared.startedAt);
  notifyStart(context, prepared, "full");
  const exitCode = await runParts(context, prepared, folder);
  await notifyFullEnd(context, folder);
  return exitCode;
}

async function runParts(context: CommandContext, prepared: Prepared, folder: RunFolder): Promise<number> {
  const { config } = context.settings;
  const documents: Record<string, unknown> = {};
  const phases: Partial<Record<FullPhase, number>> = { ...readState(folder)?.phases };
  for (const phase of FULL_PHASES) {
    if (phases[phase] === EXIT_CODES.pass.code) {
      context.output.progress(`${phase.padEnd(10)}passed before`);
      continue;
    }
    if (context.cleanup.interrupted) break;
    const part = partContext(context, folder, phase, (document) => {
      documents[phase] = document;
    });
    phases[phase] = await runPart(part, prepared, folder, phase);
    folder.writeJson(FULL_STATE_FILE, { settings: identityOf(context), phases });
    if (phases[phase] !== EXIT_CODES.pass.code && !config.keepGoing) break;
  }
  return conclude(context, folder, phases, documents);
}

async function runPart(
  context: CommandContext,
  prepared: Prepared,
  folder: RunFolder,
  phase: FullPhase,
): Promise<number> {
  const part = openPart(folder, phase);
  if (phase === "smoke") return smokePart(context, prepared, part);
  if (phase === "readwrite") return readwritePart(context, prepared, part);
  return loadPart(context, prepared, { create: () => part, base: folder.path });
}

/** Only a load that was begun can be resumed; a phase that never started starts. */
function partContext(
  context: CommandContext,
  folder: RunFolder,
  phase: FullPhase,
  keep: (document: unknown) => void,
): CommandContext {
  const { settings, output } = context;
  const resume = settings.config.resume && phase === "load" && existsSync(join(folder.path, "load", PLAN_FILE));
  return {
    ...context,
    settings: { ...settings, config: { ...settings.config, resume } },
    output: { ...output, document: keep },
  };
}

function openPart(folder: RunFolder, phase: FullPhase): RunFolder {
  mkdirSync(join(folder.path, phase), { recursive: true });
  return openRunFolder(folder.path, phase);
}

function conclude(
  { output, cleanup }: CommandContext,
  folder: RunFolder,
  phases: Partial<Record<FullPhase, number>>,
  documents: Readonly<Record<string, unknown>>,
): number {
  if (cleanup.interrupted) return EXIT_CODES.interrupted.code;
  const failed = FULL_PHASES.find((phase) => phases[phase] !== undefined && phases[phase] !== EXIT_CODES.pass.code);
  const skipped = FULL_PHASES.filter((phase) => phases[phase] === undefined);
  const words = FULL_PHASES.map((phase) => `${phase} ${wordFor(phases[phase])}`).join(", ");
  output.result(`${failed === undefined ? "PASS" : "FAIL"}  full: ${words}`);
  if (failed !== undefined)
    output.result(`  reason   ${failed} did not pass; continue with --resume, or go on with --keep-going`);
  output.result(`  results  ${folder.path}`);
  output.document({
    verdict: failed === undefined ? "pass" : "fail",
    phases: documents,
    skipped,
    results: folder.path,
  });
  return failed === undefined ? EXIT_CODES.pass.code : (phases[failed] ?? EXIT_CODES.failed.code);
}

function wordFor(code: number | undefined): string {
  if (code === undefined) return "not run";
  return code === EXIT_CODES.pass.code ? "passed" : `failed (exit ${code})`;
}

function createFull(context: CommandContext, startedAt: Date): RunFolder {
  const { config, profileName } = context.settings;
  const folder = createRunFolder(config.resultsDirectory, profileName, "full", startedAt);
  folder.writeJson(FULL_STATE_FILE, { settings: identityOf(context), phases: {} });
  return folder;
}

/** What makes two full runs the same test. */
function identityOf({ settings }: CommandContext): Record<string, unknown> {
  const {
    apiBaseUrl,
    schoolCount,
    studentCount,
    staffCount,
    coursesPerSchool,
    sectionsPerCourse,
    seed,
    datasetId,
    schoolYear,
  } = settings.config;
  return {
    apiBaseUrl,
    schoolCount,
    studentCount,
    staffCount,
    coursesPerSchool,
    sectionsPerCourse,
    seed,
    datasetId,
    schoolYear,
  };
}

/** The newest full run, when it is unfinished and of the same test. @throws LoadTestError "usage" otherwise. */
function findUnfinished(context: CommandContext): RunFolder {
  const base = resolve(context.settings.config.resultsDirectory);
  const names = existsSync(base) ? readdirSync(base).filter((name) => /-full(-\d+)?$/.test(name)) : [];
  const name = names.sort().at(-1);
  const folder = name === undefined ? undefined : openRunFolder(base, name);
  const state = folder === undefined ? undefined : readState(folder);
  const hint = "Start a new one without --resume.";
  if (folder === undefined || state === undefined) {
    throw new LoadTestError("usage", "There is no full run to resume.", { hint });
  }
  if (FULL_PHASES.every((phase) => state.phases[phase] === EXIT_CODES.pass.code)) {
    throw new LoadTestError("usage", `The newest full run, ${folder.name}, is finished.`, { hint });
  }
  const now = identityOf(context);
  const differences = Object.keys(now).filter((key) => now[key] !== state.settings[key]);
  if (differences.length > 0) {
    const lines = differences.map((key) => `${key}: ${String(state.settings[key])} then, ${String(now[key])} now`);
    throw new LoadTestError("usage", `The unfinished full run ${folder.name} is another test:\n${lines.join("\n")}`, {
      hint,
    });
  }
  context.output.progress(`resume    ${folder.name}`);
  return folder;
}

function readState(folder: RunFolder): FullState | undefined {
  const path = folder.file(FULL_STATE_FILE);
  return existsSync(path) ? (parseJson(readFileSync(path, "utf8")) as FullState | undefined) : undefined;
}
