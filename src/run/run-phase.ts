/** Runs one phase: target, run folder, k6, measurements, verdict, summary, reports, exit code. */

import { resolve } from "node:path";
import { EXIT_CODES } from "../base/errors.ts";
import type { CommandContext } from "../cli/command-context.ts";
import { datasetSettings } from "../lib/config/dataset-settings.ts";
import { createDataset } from "../lib/data/create-dataset.ts";
import type { ProvidedK6 } from "../machine/k6/k6-provider.ts";
import { ensureK6 } from "../machine/k6/k6-provider.ts";
import { PROJECT_ROOT } from "../settings/root.ts";
import { whileHeld } from "../store/hold-run.ts";
import { createRunFolder, openRunFolder, type RunFolder } from "../store/run-folder.ts";
import { confirmTarget } from "./confirm-target.ts";
import { executeRun } from "./execute-run.ts";
import { type AllJoined, instancesOf, openInstances } from "./instances/open-instances.ts";
import { Notices } from "./notify/notices.ts";
import type { AnyPhase, PhaseEnd, PlanOnly, PreparedRun, RunSite } from "./phase.ts";
import { type ReadyTarget, readyTarget } from "./ready-target.ts";
import { Run } from "./run.ts";
import { checkRunSettings } from "./run-settings.ts";
import { runTogether } from "./together/run-together.ts";

/** A phase that another one may need before it. */
export interface PhaseBefore {
  readonly phase: AnyPhase;
  /** Asked when the target is ready. */
  readonly isNeeded: (site: RunSite) => Promise<boolean>;
  /** Whether the command goes on after it, although it did not pass; absent: no. */
  readonly suffices?: (site: RunSite, exitCode: number) => boolean;
}

/** A command that is one phase. @returns the exit code: that of a phase before, where that does not pass */
export async function runPhase(
  context: CommandContext,
  phase: AnyPhase,
  before: readonly PhaseBefore[] = [],
): Promise<number> {
  if (context.settings.parts.length > 0) return runTogether(context);
  const notices = new Notices(context);
  return notices.ofFailure(async () => {
    const { target, ...engines } = await readyFor(context, [...before.map((each) => each.phase), phase]);
    const site = siteOf(context, target);
    for (const each of before) {
      const failed = await runBefore(site, each, { ...engines, notices });
      if (failed !== undefined) return failed;
    }
    const end = await runAt(site, phase, { ...engines, notices });
    context.output.document(end.document);
    return end.exitCode;
  });
}

export function siteOf(context: CommandContext, target: ReadyTarget): RunSite {
  const { resultsDirectory, resume } = context.settings.config;
  return { context, target, directory: resolve(resultsDirectory), resume };
}

/** @returns the exit code where the command ends here, because the phase before does not suffice or was interrupted */
export async function runBefore(
  site: RunSite,
  { phase, isNeeded, suffices }: PhaseBefore,
  resources: RunResources,
): Promise<number | undefined> {
  if (!(await isNeeded(site))) return undefined;
  const { exitCode } = await runAt(site, phase, resources);
  if (site.context.cleanup.interrupted) return exitCode;
  return exitCode === EXIT_CODES.pass.code || suffices?.(site, exitCode) === true ? undefined : exitCode;
}

/** What the first of several phases requires. @throws LoadTestError */
export async function readyFor(
  context: CommandContext,
  phases: readonly AnyPhase[],
): Promise<Engines & { readonly target: ReadyTarget }> {
  const { settings, output } = context;
  checkRunSettings(settings);
  const wanted = phases.flatMap((phase) => phase.wantedClaims(settings));
  const datasets = phases.flatMap(
    (phase) => phase.datasets?.(settings.config) ?? [createDataset(datasetSettings(settings.config))],
  );
  const vus = Math.max(...phases.map((phase) => phase.vus(settings.config)));
  const runs = phases.some((phase) => phase.onlyPlans?.(settings.config) !== true);
  const k6 = runs ? await ensureK6({ log: output.progress, env: process.env, root: PROJECT_ROOT }) : undefined;
  const target = await readyTarget(context, { k6, vus, wanted, datasets });
  const allJoined = k6 === undefined ? undefined : await openInstances(context, k6.path);
  return { k6, allJoined, target };
}

export interface Engines {
  /** Undefined: the phase only plans. */
  readonly k6: ProvidedK6 | undefined;
  /** Of several k6 instances; undefined where runs are not split. */
  readonly allJoined?: AllJoined | undefined;
}

export interface RunResources extends Engines {
  /** Of this run; a part of a full run sends none. */
  readonly notices?: Notices;
  /** The full run that it is a part of. */
  readonly partOf?: RunFolder;
}

/** One phase on a target that is ready. */
export async function runAt(site: RunSite, phase: AnyPhase, resources: RunResources): Promise<PhaseEnd> {
  const { target } = site;
  const prepared: PreparedRun<unknown> | PlanOnly = await phase.prepare(site);
  if (!("work" in prepared)) {
    for (const line of prepared.lines) site.context.output.result(line);
    return { exitCode: EXIT_CODES.pass.code, document: prepared.document };
  }
  const context = namedAfter(site.context, prepared.profile);
  await confirmTarget(context, target.installation, prepared.what, prepared.asksAlways);
  const { k6, allJoined, notices, partOf } = resources;
  if (k6 === undefined) throw new Error(`the phase ${phase.name} has work but no k6`);
  const coordinator = await allJoined?.();
  const folder = openFolder({ ...site, context }, phase.name, prepared.folder, partOf);
  const { config } = context.settings;
  const most = phase.isUndivided === true ? 1 : phase.vus(config);
  const instances = Math.max(1, Math.min(instancesOf(config), most));
  const { effective } = prepared;
  const run = new Run({ context, target, phase: phase.name, folder, partOf, effective, instances });
  if (notices !== undefined) {
    notices.runStarted(phase.name, target, context.settings.profileName);
    run.subscribe({ concluded: () => notices.runEnded(folder) });
  }
  for (const line of prepared.announcement) context.output.progress(line);
  return whileHeld(folder, () => executeRun(run, phase, prepared.work, { k6, coordinator }));
}

function namedAfter(context: CommandContext, profile: string | undefined): CommandContext {
  if (profile === undefined) return context;
  const { settings, output } = context;
  output.progress(
    `note      the target contains data of profile ${profile}, not ${settings.profileName}: the run is named`,
  );
  output.progress(`          after ${profile}, its other settings are those of ${settings.profileName}`);
  return { ...context, settings: { ...settings, profileName: profile } };
}

function openFolder(
  site: RunSite,
  phase: string,
  existing: string | undefined,
  partOf: RunFolder | undefined,
): RunFolder {
  const { context, target, directory } = site;
  if (existing !== undefined) return openRunFolder(directory, existing);
  if (partOf !== undefined) return openRunFolder(directory, phase, { create: true });
  const { config, profileName } = context.settings;
  return createRunFolder(config.resultsDirectory, profileName, phase, target.startedAt);
}
