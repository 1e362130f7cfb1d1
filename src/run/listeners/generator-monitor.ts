/** Watches the k6 process every second: was the generator itself the bottleneck? */

import { generatorLimits } from "../../machine/machine-limits.ts";
import { processUsage } from "../../machine/process-usage.ts";
import { engineBound } from "../../results/health/generator-cores.ts";
import { GeneratorMeter } from "../../results/health/generator-health.ts";
import type { Period, Totals } from "../../results/measurements/figures.ts";
import type { EngineOptions } from "../engine/engine-options.ts";
import type { Run, RunListener } from "../run.ts";

const INTERVAL_MS = 1000;

export class GeneratorMonitor implements RunListener {
  readonly meter: GeneratorMeter;
  readonly #run: Run;
  #timer: NodeJS.Timeout | undefined;
  #runnerShare = 0;
  #runnerAt = { cpuSeconds: ownCpuSeconds(), ms: Date.now() };
  #warnings = 0;

  /** @param isOpenModel iterations arrive at a set rate */
  constructor(run: Run, isOpenModel: boolean) {
    this.#run = run;
    const { generatorCpus, maxVuDelay } = run.context.settings.config;
    this.meter = new GeneratorMeter({ ...generatorLimits(generatorCpus), vuDelayMs: maxVuDelay }, isOpenModel);
  }

  engineOptions(): EngineOptions {
    return { environment: engineBound(this.meter.limits) };
  }

  started(pid: number): void {
    clearInterval(this.#timer);
    this.meter.restart();
    this.#runnerAt = { cpuSeconds: ownCpuSeconds(), ms: Date.now() };
    void this.#look(pid);
    this.#timer = setInterval(() => void this.#look(pid), INTERVAL_MS);
    this.#timer.unref();
  }

  measured({ seconds, schedulingDelayMs }: Period, totals: Totals): void {
    this.meter.observeDelay(this.#run.second, seconds, schedulingDelayMs);
    this.observeLoad(totals);
  }

  observeLoad({ vusMax, droppedIterations: dropped, lateItems: late, iterations }: Totals): void {
    this.meter.observeLoad(this.#run.second, { vusMax, dropped, late, iterations });
  }

  tick(): void {
    const { warnings, cpuNow, memoryNow, limits } = this.meter;
    for (const text of warnings.slice(this.#warnings)) this.#run.warn(text);
    this.#warnings = warnings.length;
    const { cores, memoryBytes: memoryLimitBytes } = limits;
    const runnerCpuShare = this.#runnerShare;
    this.#run.show({
      generator: { cpuShare: cpuNow, cores, memoryBytes: memoryNow, memoryLimitBytes, runnerCpuShare },
    });
  }

  engineEnded(): void {
    clearInterval(this.#timer);
  }

  async #look(pid: number): Promise<void> {
    const usage = await processUsage(pid);
    const now = { cpuSeconds: ownCpuSeconds(), ms: Date.now() };
    this.#runnerShare = shareOf(this.#runnerAt, now);
    this.#runnerAt = now;
    if (usage === undefined || usage.memoryBytes === 0) return;
    this.meter.observe({
      second: this.#run.second,
      engineCpuSeconds: usage.cpuSeconds,
      runnerCpuSeconds: now.cpuSeconds,
      memoryBytes: usage.memoryBytes,
      swappedBytes: usage.swappedBytes,
    });
  }
}

function ownCpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000_000;
}

interface Moment {
  readonly cpuSeconds: number;
  readonly ms: number;
}

/** CPU between two moments as a share of one core. */
function shareOf(from: Moment, to: Moment): number {
  return to.ms > from.ms ? ((to.cpuSeconds - from.cpuSeconds) * 1000) / (to.ms - from.ms) : 0;
}
