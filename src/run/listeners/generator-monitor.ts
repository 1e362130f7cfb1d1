/** Watches the k6 process every second: was the generator itself the bottleneck? */

import { messageOf } from "../../base/errors.ts";
import { GENERATOR_FIGURES_FILE } from "../../lib/contracts/run-files.ts";
import { generatorLimits } from "../../machine/machine-limits.ts";
import { type ProcessUsage, processUsage } from "../../machine/process-usage.ts";
import { engineBound } from "../../results/health/generator-cores.ts";
import { GeneratorFigures } from "../../results/health/generator-figures.ts";
import { GeneratorMeter } from "../../results/health/generator-health.ts";
import type { Period, Totals } from "../../results/measurements/figures.ts";
import { appendFigures } from "../../store/target-figures.ts";
import type { EngineOptions } from "../engine/engine-options.ts";
import type { InstanceSample } from "../instances/coordinator.ts";
import type { InstanceAbout } from "../instances/messages.ts";
import type { Run, RunListener } from "../run.ts";

const INTERVAL_MS = 1000;

const UNUSED: ProcessUsage = { cpuSeconds: 0, memoryBytes: 0, swappedBytes: 0 };

/** One of several k6 instances. */
interface InstanceMeter {
  readonly meter: GeneratorMeter;
  about: InstanceAbout;
  /** Of the present process. */
  usage: ProcessUsage;
  /** Of its clock, ahead of this one. */
  clockOffsetMs: number;
}

export class GeneratorMonitor implements RunListener {
  readonly meter: GeneratorMeter;
  /** Of each k6 instance, where there are several. */
  readonly #instances = new Map<number, InstanceMeter>();
  readonly #isOpenModel: boolean;
  readonly #vuDelayMs: number;
  readonly #run: Run;
  readonly #figures: GeneratorFigures;
  #timer: NodeJS.Timeout | undefined;
  #runnerShare = 0;
  #runnerAt = { cpuSeconds: ownCpuSeconds(), ms: performance.now() };
  #warnings = 0;

  /** @param isOpenModel iterations arrive at a set rate */
  constructor(run: Run, isOpenModel: boolean) {
    this.#run = run;
    const { generatorCpus, maxVuDelay } = run.context.settings.config;
    this.#isOpenModel = isOpenModel;
    this.#vuDelayMs = maxVuDelay;
    this.meter = new GeneratorMeter({ ...generatorLimits(generatorCpus), vuDelayMs: maxVuDelay }, isOpenModel);
    this.#figures = new GeneratorFigures(this.meter.limits.cores);
  }

  engineOptions(): EngineOptions {
    return { environment: engineBound(this.meter.limits) };
  }

  started(pid: number): void {
    clearInterval(this.#timer);
    this.meter.restart();
    this.#figures.restart();
    for (const each of this.#instances.values()) {
      each.meter.restart();
      each.usage = UNUSED;
    }
    this.#runnerAt = { cpuSeconds: ownCpuSeconds(), ms: performance.now() };
    if (pid === 0) return;
    void this.#look(pid);
    this.#timer = setInterval(() => void this.#look(pid), INTERVAL_MS);
    this.#timer.unref();
  }

  instanceUsed({ instance, about, usage, clockOffsetMs }: InstanceSample): void {
    const found = this.#instances.get(instance) ?? this.#open(instance, about);
    found.about = about;
    found.clockOffsetMs = clockOffsetMs;
    found.usage = usage;
    this.#observe(found.meter, usage, 0);
    const all = [...this.#instances.values()].map((each) => each.usage);
    const sum = (figure: (of: ProcessUsage) => number): number => all.reduce((total, of) => total + figure(of), 0);
    const joint = {
      cpuSeconds: sum((of) => of.cpuSeconds),
      memoryBytes: sum((of) => of.memoryBytes),
      swappedBytes: sum((of) => of.swappedBytes),
      readBytes: sum((of) => of.readBytes ?? Number.NaN),
      writtenBytes: sum((of) => of.writtenBytes ?? Number.NaN),
    };
    this.#observeAll(joint, this.#lookAtRunner());
  }

  instanceDelayed(instance: number, delayMs: number): void {
    this.#instances.get(instance)?.meter.observeDelay(this.#run.second, 1, delayMs);
  }

  /** Of all instances together, and of each; any of them can have been the bottleneck. */
  result(): ReturnType<GeneratorMeter["result"]> {
    const { health, reasons } = this.meter.result();
    if (this.#instances.size === 0) return { health, reasons };
    const parts = [...this.#instances]
      .sort(([a], [b]) => a - b)
      .map(([instance, each]) => ({ instance, ...each, ...each.meter.result() }));
    return {
      health: {
        ...health,
        instances: parts.map(({ instance, about, clockOffsetMs, health: of, meter }) => ({
          instance,
          host: about.host,
          cores: of.cores,
          cpuShareMean: of.cpuShareMean,
          cpuSharePeak: of.cpuSharePeak,
          memoryPeakBytes: of.memoryPeakBytes,
          delayPeakMs: meter.delayPeakMs ?? 0,
          clockOffsetMs,
        })),
      },
      reasons: [
        ...reasons,
        ...parts.flatMap(({ instance, about, reasons: of }) =>
          of.map((each) => ({ ...each, text: `k6 instance ${instance} (${about.host}): ${each.text}` })),
        ),
      ],
    };
  }

  #open(instance: number, about: InstanceAbout): InstanceMeter {
    const meter = new GeneratorMeter({ ...about, vuDelayMs: this.#vuDelayMs }, this.#isOpenModel);
    const opened = { meter, about, usage: UNUSED, clockOffsetMs: 0 };
    this.#instances.set(instance, opened);
    return opened;
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
    const runnerCpuSeconds = this.#lookAtRunner();
    if (usage !== undefined && usage.memoryBytes > 0) this.#observeAll(usage, runnerCpuSeconds);
  }

  #observeAll(usage: ProcessUsage, runnerCpuSeconds: number): void {
    this.#observe(this.meter, usage, runnerCpuSeconds);
    if (this.#run.isBaseline) return;
    const sample = this.#figures.sample(Date.now(), usage, runnerCpuSeconds);
    if (sample === undefined) return;
    try {
      appendFigures(this.#run.folder, sample, GENERATOR_FIGURES_FILE);
    } catch (error) {
      this.#run.storageFailed(messageOf(error));
    }
  }

  /** @returns its CPU seconds until now */
  #lookAtRunner(): number {
    const now = { cpuSeconds: ownCpuSeconds(), ms: performance.now() };
    this.#runnerShare = shareOf(this.#runnerAt, now);
    this.#runnerAt = now;
    return now.cpuSeconds;
  }

  #observe(meter: GeneratorMeter, usage: ProcessUsage, runnerCpuSeconds: number): void {
    meter.observe({
      second: this.#run.second,
      engineCpuSeconds: usage.cpuSeconds,
      runnerCpuSeconds,
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
