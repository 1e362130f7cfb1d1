/** The readwrite phase: what was loaded, a mix, k6, what the run created taken away again, proof, verdict. */

import { join } from "node:path";
import type { CommandContext } from "../../cli/command-context.ts";
import { datasetSettings } from "../../lib/config/dataset-settings.ts";
import { DATASET_FIELDS } from "../../lib/config/fields/dataset.ts";
import { READWRITE_DIRECT_FIELDS } from "../../lib/config/fields/readwrite-direct.ts";
import { TARGET_FIELDS } from "../../lib/config/fields/target.ts";
import { configToEnvironment } from "../../lib/config/resolve.ts";
import type { LoadPhaseData } from "../../lib/contracts/load-data.ts";
import { READWRITE_PLAN_FILE, READWRITE_RUN_FILE } from "../../lib/contracts/readwrite-plan.ts";
import { createDataset } from "../../lib/data/create-dataset.ts";
import type { Progress } from "../../results/live/live-state.ts";
import { confirmTarget } from "../../run/confirm-target.ts";
import { type EngineResult, runEngine } from "../../run/engine/engine.ts";
import { buildManifest } from "../../run/manifest.ts";
import { notifyStart } from "../../run/notify/notify.ts";
import { type Prepared, prepareRun } from "../../run/prepare.ts";
import { type WatchResult, watchRun } from "../../run/watch/watch.ts";
import { PROJECT_ROOT } from "../../settings/root.ts";
import type { Settings } from "../../settings/settings.ts";
import { nextJournalName } from "../../store/journal/journal-files.ts";
import { createRunFolder, type RunFolder } from "../../store/run-folder.ts";
import type { Installation } from "../../target/installation.ts";
import type { WantedResource } from "../../target/preflight/claims-check.ts";
import { countResources } from "../../target/verification/count-resources.ts";
import { mostVus, plannedDuration } from "./mix/load-model.ts";
import type { LimitSettings } from "./mix/settings.ts";
import { concludeReadwrite } from "./readwrite-conclusion.ts";
import { discoverData, type ReadwriteData, readLoadedData, useLoadedData } from "./readwrite-data.ts";
import { type ChosenMix, chooseMix } from "./readwrite-mix.ts";
import { setUpReadwrite, wantedOf } from "./readwrite-setup.ts";
import type { ReadwriteWork } from "./readwrite-work.ts";

/** What preflight asks the claims about. @throws LoadTestError for a mix that is not right */
export function readwriteResources(settings: Settings): WantedResource[] {
  return wantedOf(mixOf(settings).mix);
}

/** `npm run readwrite`. @returns the exit code */
export async function runReadwritePhase(context: CommandContext): Promise<number> {
  const { config, profileName } = context.settings;
  const prepared = await prepareRun(context, config.vusReadwritePhase, readwriteResources(context.settings));
  // Before there is a folder: what is refused leaves none.
  const loaded = readLoadedData(config, prepared.installation);
  const data = await findData(context, prepared, loaded);
  const folder = createRunFolder(config.resultsDirectory, profileName, "readwrite", prepared.startedAt);
  notifyStart(context, prepared, "readwrite");
  return runWork(context, prepared, folder, data);
}

/** The readwrite phase on a target that is ready. @returns the exit code */
export async function readwritePart(context: CommandContext, prepared: Prepared, folder: RunFolder): Promise<number> {
  const loaded = readLoadedData(context.settings.config, prepared.installation);
  return runWork(context, prepared, folder, await findData(context, prepared, loaded));
}

function findData(
  { settings }: CommandContext,
  { client }: Prepared,
  loaded: LoadPhaseData | undefined,
): Promise<ReadwriteData> {
  if (loaded !== undefined) return useLoadedData(loaded, client);
  const wanted = readwriteResources(settings).map(({ resource }) => resource);
  return discoverData(settings.config, client, wanted);
}

function mixOf({ config }: Settings): ChosenMix {
  return chooseMix(config, createDataset(datasetSettings(config)).endpoints, PROJECT_ROOT);
}

async function runWork(
  context: CommandContext,
  prepared: Prepared,
  folder: RunFolder,
  data: ReadwriteData,
): Promise<number> {
  const { settings, output } = context;
  const { config, origins } = settings;
  const chosen = mixOf(settings);
  // Serial numbers must rise from run to run, also where several phases share one preparation.
  const startedAt = new Date();
  const isSet = (key: keyof LimitSettings): boolean => (origins[key] ?? "default") !== "default";
  const setup = setUpReadwrite(chosen, data, prepared.facts, config, isSet, startedAt);
  const { warmUpMs, measuredMs } = plannedDuration(config);
  await confirmTarget(context, prepared.installation, `The mix ${chosen.name} for ${(measuredMs + warmUpMs) / 1000} s`);
  const before = await countResources(prepared.client, Object.keys(data.loaded?.resources ?? setup.plan.items));
  const work = { folder, chosen, data, setup, before, warmUpMs };
  folder.write(READWRITE_PLAN_FILE, JSON.stringify(setup.plan));
  folder.writeJson(READWRITE_RUN_FILE, { target: targetOf(prepared), mix: chosen.name, inFlight: mostVus(config) });
  output.progress(
    `readwrite mix ${chosen.name}, ${config.model}, ${config.vusReadwritePhase} VUs, ${measuredMs / 1000} s` +
      `${warmUpMs === 0 ? "" : ` after ${warmUpMs / 1000} s of warm-up`}; works on ${data.origin}`,
  );
  if (setup.mix.leftOut.length > 0) output.progress(`left out  ${setup.mix.leftOut.join(", ")}`);
  const { engine, watched } = await runK6(context, prepared, work, measuredMs);
  return concludeReadwrite({ context, prepared, work, engine, watched });
}

function targetOf({ installation, facts }: Prepared): { kind: string; baseUrl: string; version: string } {
  return {
    kind: installation.kind,
    baseUrl: installation.baseUrl,
    version: facts.discovery?.version ?? "",
  };
}

async function runK6(
  context: CommandContext,
  prepared: Prepared,
  { folder, warmUpMs }: ReadwriteWork,
  measuredMs: number,
): Promise<{ engine: EngineResult; watched: WatchResult }> {
  const { settings, cleanup } = context;
  const { k6, installation, token, facts, startedAt } = prepared;
  const script = join(PROJECT_ROOT, "dist/readwrite.js");
  const manifest = buildManifest({ phase: "readwrite", startedAt, settings, installation, facts, k6, script });
  folder.writeJson("manifest.json", manifest);
  const journal = nextJournalName(folder.path);
  const total = warmUpMs + measuredMs;
  const started = Date.now();
  const progress = (): Progress => ({ done: Math.min(total, Date.now() - started), total, unit: "ms" });
  const openModel = settings.config.model.endsWith("arrival-rate");
  const expectedSeconds = total / 1000;
  const watch = watchRun({
    context,
    prepared,
    folder,
    phase: "readwrite",
    journal,
    progress,
    openModel,
    expectedSeconds,
  });
  const engine = await runEngine({
    k6Path: k6.path,
    script,
    folder,
    journal,
    broker: token.broker(),
    environment: engineSettings(context, installation),
    cleanup,
    verbose: settings.config.verbose,
    watch,
  });
  return { engine, watched: await watch.finish() };
}

function engineSettings({ settings }: CommandContext, installation: Installation): Record<string, string> {
  const fields = [...TARGET_FIELDS, ...DATASET_FIELDS, ...READWRITE_DIRECT_FIELDS];
  const { baseUrl, tokenUrl, clientId } = installation;
  const config = { ...settings.config, apiBaseUrl: baseUrl, oauthTokenUrl: tokenUrl ?? "", clientId, clientSecret: "" };
  return configToEnvironment(fields, config);
}
