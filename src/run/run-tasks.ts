/** All starts of k6 in one run, and their combined result. */

import type { Thresholds } from "../lib/contracts/thresholds.ts";
import { ranToEnd } from "../results/engine-end.ts";
import { runFigures } from "../results/measurements/run-figures.ts";
import { type MeasuredPart, type MeasuredWindow, windowOf } from "../results/measurements/window.ts";
import type { Repeats } from "../results/repeats.ts";
import { evaluateThresholds } from "../results/thresholds.ts";
import { engineMessage } from "./engine/engine-message.ts";
import type { Listeners } from "./listeners/listeners.ts";
import type { MeasurementSource } from "./measurements/source.ts";
import type { EngineResult, EngineTask } from "./phase.ts";
import type { Run } from "./run.ts";

const TICK_MS = 250;

/** Starts k6 for each task; most runs have one. */
export async function runTasks(
  run: Run,
  { source, generator, journal, exceptions }: Listeners,
  first: EngineTask,
  start: (task: EngineTask) => Promise<number>,
): Promise<EngineResult> {
  const ticker = setInterval(() => run.tick(), TICK_MS);
  ticker.unref();
  const parts: MeasuredPart[] = [];
  let durationMs = 0;
  let exitCode = 0;
  let thresholds: Thresholds = {};
  try {
    for (let task: EngineTask | undefined = first; task !== undefined; task = await task.ended?.(exitCode)) {
      run.journal = task.journal;
      run.progress = task.progress;
      run.isBaseline = task.isBaseline === true;
      source.begin(task);
      thresholds = task.thresholds ?? thresholds;
      const { steering } = task;
      const { useBarrier, usePace } = run.target.token.broker();
      if (task.barrier !== undefined) useBarrier(task.barrier);
      usePace(() => steering?.schedule() ?? []);
      if (task.isEmpty === true) continue;
      const startedMs = performance.now();
      run.journals++;
      exitCode = run.exitCodeOf(await start(task));
      run.checkStorage();
      if (run.isBaseline) continue;
      durationMs += Math.round(performance.now() - startedMs);
      const lastMs = journal.partEnded();
      const isWhole = ranToEnd(exitCode);
      const startMs = source.partEnded(lastMs, isWhole);
      parts.push({ startMs, lastMs, plannedMs: task.measuredMs, ranToEnd: isWhole });
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
  const window = windowOf(parts);
  const { totals, checks, iterations, iterationMs, slowest, timings, partHistograms } = source;
  const rows = evaluateThresholds(thresholds, totals, checks);
  const measured = {
    window,
    checks,
    iterations,
    iterationMs,
    slowest,
    timings,
    partHistograms,
    thresholds: rows,
    ...figuresOf(source, window),
  };
  return { exitCode, why, durationMs, starts: parts.length, repeatsOf, exceptions: all, ...measured };
}

type Measured = Pick<EngineResult, "figures" | "vusMax" | "lateItems" | "fastestMs">;

function figuresOf({ totals, fastestMs }: MeasurementSource, window: MeasuredWindow | undefined): Measured {
  const { vusMax = 0, lateItems = 0 } = totals ?? {};
  return { figures: runFigures(totals, window), vusMax, lateItems, fastestMs };
}
