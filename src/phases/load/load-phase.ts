/** The load phase: plan, k6 over the items that are left, journal to data file, verification, verdict. */

import { join } from "node:path";
import { EXIT_CODES } from "../../base/errors.ts";
import type { CommandContext } from "../../cli/command-context.ts";
import { datasetSettings } from "../../lib/config/dataset-settings.ts";
import { DATASET_FIELDS } from "../../lib/config/fields/dataset.ts";
import { LOAD_FIELDS } from "../../lib/config/fields/load.ts";
import { TARGET_FIELDS } from "../../lib/config/fields/target.ts";
import type { Config } from "../../lib/config/fields.ts";
import { configToEnvironment } from "../../lib/config/resolve.ts";
import { createDataset } from "../../lib/data/create-dataset.ts";
import type { Dataset } from "../../lib/data/dataset.ts";
import { ItemSet, rangesLeft, totalOf } from "../../lib/plan/ranges.ts";
import { expectedSecondsOf } from "../../results/measurements/record-period.ts";
import { confirmTarget } from "../../run/confirm-target.ts";
import { runEngine } from "../../run/engine/engine.ts";
import { buildManifest } from "../../run/manifest.ts";
import { notifyStart } from "../../run/notify/notify.ts";
import { type Prepared, prepareRun } from "../../run/prepare.ts";
import { type WatchResult, watchRun } from "../../run/watch/watch.ts";
import { PROJECT_ROOT } from "../../settings/root.ts";
import { journalFiles, nextJournalName } from "../../store/journal/journal-files.ts";
import { readJournals } from "../../store/journal/read-journal.ts";
import { PLAN_FILE, type RunPlan } from "../../store/load-data/run-plan.ts";
import { createRunFolder, openRunFolder, type RunFolder } from "../../store/run-folder.ts";
import type { Installation } from "../../target/installation.ts";
import type { WantedResource } from "../../target/preflight/claims-check.ts";
import { countResources } from "../../target/verification/count-resources.ts";
import { JournalTail } from "./journal-tail.ts";
import { concludeLoad } from "./load-conclusion.ts";
import { loadProgress } from "./load-progress.ts";
import type { LoadWork } from "./load-work.ts";
import { endpointsWithLosses } from "./lost-items.ts";
import { type PlannedLoad, planLoad } from "./plan-load.ts";
import { planTable } from "./plan-table.ts";
import { findUnfinishedRun } from "./unfinished-run.ts";

/** `npm run load`. @returns the exit code */
export async function runLoadPhase(context: CommandContext): Promise<number> {
  const { config, profileName } = context.settings;
  const prepared = await prepareRun(context, config.vusLoadPhase, loadResources(config));
  if (!config.planOnly) notifyStart(context, prepared, "load");
  return loadPart(context, prepared, {
    create: () => createRunFolder(config.resultsDirectory, profileName, "load", prepared.startedAt),
    base: config.resultsDirectory,
  });
}

/** Where a load part lives: on its own in the results directory, or inside the folder of a full run. */
export interface LoadPlace {
  readonly create: () => RunFolder;
  /** Where `--resume` looks for an unfinished load. */
  readonly base: string;
}

/** The load on a target that is ready. @returns the exit code */
export async function loadPart(context: CommandContext, prepared: Prepared, place: LoadPlace): Promise<number> {
  const { settings, output } = context;
  const { config } = settings;
  const dataset = createDataset(datasetSettings(config));
  const planned = await planLoad(dataset, prepared.facts, prepared.client);
  tellLeftOut(context, planned, dataset);
  if (config.planOnly) return EXIT_CODES.pass.code;
  await confirmTarget(context, prepared.installation, `A load of ${planned.plan.items} items`);
  const work = config.resume
    ? await resumeWork(context, prepared, planned, place.base)
    : await newWork(context, prepared, planned, place.create());
  output.progress(
    `load      profile ${settings.profileName}, ${totalOf(work.ranges)} of ${work.plan.items} items left, ` +
      `${config.vusLoadPhase} VUs, seed ${config.seed}`,
  );
  const { exitCode, durationMs, watched } = await runParts(context, prepared, work);
  return concludeLoad({ context, prepared, work, dataset, engineExit: exitCode, durationMs, watched });
}

/**
 * k6 keeps one point of its record a second only while the run cannot last longer than 48 minutes. Loads that will hardly take that
 * long get this much; should one reach it, it goes on in another part, as `--resume` would.
 */
const PART_MS = 45 * 60_000;
const LARGEST_PART_ITEMS = 400_000;

async function runParts(context: CommandContext, prepared: Prepared, first: LoadWork): Promise<LoadRun> {
  const endMs = Date.now() + context.settings.config.durationLoadPhase;
  let work = first;
  let durationMs = 0;
  // Of all parts: figures of an overloaded generator do not become right by a calm end.
  const invalidReasons = new Set<string>();
  for (;;) {
    const leftMs = Math.max(1000, endMs - Date.now());
    const partMs = totalOf(work.ranges) > LARGEST_PART_ITEMS ? leftMs : Math.min(leftMs, PART_MS);
    const part = await runLoad(context, prepared, work, partMs);
    durationMs += part.durationMs;
    for (const reason of part.watched.invalidReasons) invalidReasons.add(reason);
    const run = { ...part, watched: { ...part.watched, invalidReasons: [...invalidReasons] } };
    const isCut = (run.exitCode === 0 || run.exitCode === 99) && run.finished < totalOf(work.ranges);
    if (!isCut || run.finished === 0 || Date.now() >= endMs || context.cleanup.interrupted)
      return { ...run, durationMs };
    const { done } = await readJournals({ files: journalFiles(work.folder.path), plan: work.plan });
    const before = new ItemSet(work.plan.items);
    for (const item of work.plan.presentItems) before.add(item);
    work = { ...work, ranges: rangesLeft(work.plan.items, (item) => before.has(item) || done.has(item)) };
    context.output.progress(`load      goes on with ${totalOf(work.ranges)} items`);
  }
}

/** What preflight asks the claims about. */
export function loadResources(config: Config): WantedResource[] {
  const dataset = createDataset(datasetSettings(config));
  return wantedResources(dataset);
}

function wantedResources(dataset: Dataset): WantedResource[] {
  return dataset.endpoints
    .filter((endpoint) => dataset.count(endpoint) > 0)
    .map((resource) => ({ resource, operations: ["Create", "Read"] }));
}

function tellLeftOut(
  { settings, output }: CommandContext,
  { plan, presentItems }: PlannedLoad,
  dataset: Dataset,
): void {
  if (settings.config.planOnly) {
    const usable = new Set(plan.usable);
    const vocabulary = { canUse: (endpoint: string) => usable.has(endpoint) };
    for (const line of planTable(plan, dataset, vocabulary, presentItems.length)) output.result(line);
    output.document({ ...plan, presentItems: presentItems.length });
    return;
  }
  if (plan.leftOut.length === 0) return;
  output.progress(`left out  ${plan.leftOut.length} resources and descriptors; all with their reasons: --plan`);
  for (const { endpoint, reason } of plan.leftOut.slice(0, 5)) output.progress(`          ${endpoint}: ${reason}`);
}

async function newWork(
  context: CommandContext,
  prepared: Prepared,
  { plan, presentItems }: PlannedLoad,
  folder: RunFolder,
): Promise<LoadWork> {
  const { settings } = context;
  const { config, profileName } = settings;
  const present = new ItemSet(plan.items);
  for (const item of presentItems) present.add(item);
  const endpoints = plan.segments.map(({ endpoint }) => endpoint);
  const stored: RunPlan = {
    ...plan,
    target: targetOf(prepared),
    dataset: datasetSettings(config),
    presentItems,
    countsBefore: (await countResources(prepared.client, endpoints)).counts,
    startedAt: prepared.startedAt.toISOString(),
    profile: profileName,
  };
  folder.write(PLAN_FILE, JSON.stringify(stored));
  return { folder, plan: stored, ranges: rangesLeft(plan.items, (item) => present.has(item)) };
}

async function resumeWork(
  context: CommandContext,
  prepared: Prepared,
  { plan }: PlannedLoad,
  base: string,
): Promise<LoadWork> {
  const { config } = context.settings;
  const wanted = { ...plan, target: targetOf(prepared), dataset: datasetSettings(config) };
  const unfinished = findUnfinishedRun(base, wanted);
  const folder = openRunFolder(base, unfinished.name);
  const before = await readJournals({ files: journalFiles(folder.path), plan: unfinished.plan });
  const present = new ItemSet(plan.items);
  for (const item of unfinished.plan.presentItems) present.add(item);
  context.output.progress(`resume    ${unfinished.name}: ${before.done.size} items are done`);
  if (before.damagedLines > 0)
    context.output.progress(`          ${before.damagedLines} damaged journal lines cost a repeat each`);
  const losses = await endpointsWithLosses(prepared.client, unfinished.plan, before);
  if (losses.length > 0)
    context.output.progress(`          the target has lost items of ${losses.join(", ")}: all of these are sent again`);
  const lost = new ItemSet(plan.items);
  for (const { endpoint, first, count } of plan.segments) {
    for (let item = first; losses.includes(endpoint) && item < first + count; item++) lost.add(item);
  }
  const isDone = (item: number): boolean => (present.has(item) || before.done.has(item)) && !lost.has(item);
  return { folder, plan: unfinished.plan, ranges: rangesLeft(plan.items, isDone) };
}

function targetOf({ installation, facts }: Prepared): RunPlan["target"] {
  return {
    kind: installation.kind,
    baseUrl: installation.baseUrl,
    dataUrl: facts.discovery?.urls.dataManagementApi ?? "",
    version: facts.discovery?.version ?? "",
  };
}

interface LoadRun {
  readonly exitCode: number;
  readonly durationMs: number;
  /** Items with a journal line. */
  readonly finished: number;
  readonly watched: WatchResult;
}

async function runLoad(context: CommandContext, prepared: Prepared, work: LoadWork, partMs: number): Promise<LoadRun> {
  const { settings, cleanup } = context;
  const { k6, installation, token, facts, startedAt } = prepared;
  const { folder, plan, ranges } = work;
  folder.write("work.json", JSON.stringify({ segments: plan.segments, usable: plan.usable, ranges }));
  const script = join(PROJECT_ROOT, "dist/load.js");
  const manifest = buildManifest({ phase: "load", startedAt, settings, installation, facts, k6, script });
  folder.writeJson("manifest.json", manifest);
  const journal = nextJournalName(folder.path);
  const tail = new JournalTail(folder.file(journal), plan.segments, ranges);
  const progress = loadProgress(tail, plan.segments, ranges);
  const openModel = settings.config.arrivalRate > 0;
  const expectedSeconds = expectedSecondsOf(totalOf(ranges));
  const watch = watchRun({ context, prepared, folder, phase: "load", journal, progress, openModel, expectedSeconds });
  token.broker().useBarrier((level) => tail.waitForLevel(level));
  const environment = engineSettings(context, installation, partMs);
  const started = Date.now();
  try {
    const nothingLeft = totalOf(ranges) === 0;
    const engine = { k6Path: k6.path, script, folder, journal, broker: token.broker(), environment, cleanup, watch };
    const run = nothingLeft
      ? { exitCode: 0, durationMs: 0 }
      : await runEngine({ ...engine, verbose: settings.config.verbose });
    const durationMs = Date.now() - started;
    return { exitCode: run.exitCode, durationMs, finished: tail.stop().finished, watched: await watch.finish() };
  } finally {
    tail.stop();
  }
}

function engineSettings(
  { settings }: CommandContext,
  installation: Installation,
  durationLoadPhase: number,
): Record<string, string> {
  const fields = [...TARGET_FIELDS, ...DATASET_FIELDS, ...LOAD_FIELDS];
  const { baseUrl, tokenUrl, clientId } = installation;
  const target = { apiBaseUrl: baseUrl, oauthTokenUrl: tokenUrl ?? "", clientId, clientSecret: "" };
  const config = { ...settings.config, ...target, durationLoadPhase };
  return configToEnvironment(fields, config);
}
