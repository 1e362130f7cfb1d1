/** The life of one run: from the files that k6 reads to the exit code. */

import { isAbsolute, join } from "node:path";
import { EXIT_CODES } from "../base/errors.ts";
import { DATASET_FIELDS } from "../lib/config/fields/dataset.ts";
import { TARGET_FIELDS } from "../lib/config/fields/target.ts";
import { configToEnvironment } from "../lib/config/resolve.ts";
import { MANIFEST_FILE } from "../lib/contracts/run-files.ts";
import type { ProvidedK6 } from "../machine/k6/k6-provider.ts";
import { type EngineSummary, metricValue } from "../results/engine-summary.ts";
import { runFigures } from "../results/measurements/run-figures.ts";
import type { Repeats } from "../results/repeats.ts";
import { PROJECT_ROOT } from "../settings/root.ts";
import { readEngineSummary } from "../store/engine-summary-file.ts";
import { runEngine } from "./engine/engine.ts";
import { engineMessage } from "./engine/engine-message.ts";
import { type Listeners, subscribeListeners } from "./listeners/listeners.ts";
import { buildManifest } from "./manifest.ts";
import type { MeasurementSource } from "./measurements/source.ts";
import type { AnyPhase, EngineResult, EngineTask, PhaseEnd } from "./phase.ts";
import type { Run } from "./run.ts";
import { concludeRun, writeResult } from "./summarize.ts";

const TICK_MS = 250;

export async function executeRun(run: Run, phase: AnyPhase, work: unknown, k6: ProvidedK6): Promise<PhaseEnd> {
  const { context, folder } = run;
  const { cleanup } = context;
  const script = isAbsolute(phase.script) ? phase.script : join(PROJECT_ROOT, phase.script);
  folder.writeJson(MANIFEST_FILE, await buildManifest(run, k6, script));
  const task = await phase.start(run, work);
  const listeners = subscribeListeners(run, task);
  cleanup.add(() => run.engineEnded(true));
  const ended = await runTasks(run, listeners, task, (each) =>
    runEngine(run, {
      k6Path: k6.path,
      script,
      environment: engineSettings(run, phase, each),
      route: run.target.route,
      broker: run.target.token.broker(),
      cleanup,
      verbose: context.settings.config.verbose,
    }),
  );
  if (cleanup.interrupted) {
    const partial = await phase.interrupted(run, work, ended);
    if ("present" in partial) await writeResult(run, listeners, ended, partial);
    else for (const line of partial) context.output.progress(line);
    return { exitCode: EXIT_CODES.interrupted.code, document: undefined };
  }
  return concludeRun(run, listeners, ended, await phase.conclude(run, work, ended));
}

/** Starts k6 for each task; most runs have one. */
async function runTasks(
  run: Run,
  { source, generator, journal, exceptions }: Listeners,
  first: EngineTask,
  start: (task: EngineTask) => Promise<number>,
): Promise<EngineResult> {
  const ticker = setInterval(() => run.tick(), TICK_MS);
  ticker.unref();
  let durationMs = 0;
  let exitCode = 0;
  let summary: EngineSummary | undefined;
  try {
    for (let task: EngineTask | undefined = first; task !== undefined; task = await task.ended?.(exitCode)) {
      run.journal = task.journal;
      run.progress = task.progress;
      run.isBaseline = task.isBaseline === true;
      if (task.barrier !== undefined) run.target.token.broker().useBarrier(task.barrier);
      if (task.isEmpty === true) continue;
      const startedMs = Date.now();
      exitCode = await start(task);
      run.checkStorage();
      if (run.isBaseline) continue;
      durationMs += Date.now() - startedMs;
      summary = readEngineSummary(run.folder);
      source.partEnded(summary === undefined ? undefined : metricValue(summary, "http_reqs", "count"));
    }
  } finally {
    clearInterval(ticker);
    if (source.totals !== undefined) generator.observeLoad(source.totals);
    await run.engineEnded();
    await source.close();
  }
  const broker = run.target.token.broker();
  const why = engineMessage(exitCode, run.folder, broker);
  const waiting = broker.waiting();
  const repeatsOf = (requests: number): Repeats => journal.repeats.result(requests, waiting);
  const { all } = exceptions.exceptions;
  return { exitCode, why, summary, durationMs, repeatsOf, exceptions: all, ...figuresOf(source) };
}

type Measured = Pick<EngineResult, "figures" | "vusMax" | "lateItems" | "fastestMs">;

function figuresOf({ totals, fastestMs }: MeasurementSource): Measured {
  const { vusMax = 0, lateItems = 0 } = totals ?? {};
  return { figures: runFigures(totals), vusMax, lateItems, fastestMs };
}

/** The client's secret stays here: k6 gets its tokens from the broker. */
function engineSettings(run: Run, phase: AnyPhase, task: EngineTask): Record<string, string> {
  const { baseUrl, tokenUrl, clientId } = run.target.installation;
  const target = { apiBaseUrl: baseUrl, oauthTokenUrl: tokenUrl ?? "", clientId, clientSecret: "" };
  const fields = [...TARGET_FIELDS, ...DATASET_FIELDS, ...phase.fields];
  return configToEnvironment(fields, { ...run.context.settings.config, ...target, ...task.config });
}
