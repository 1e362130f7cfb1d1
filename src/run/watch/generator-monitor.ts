/** Looks at k6's process every second and keeps what GeneratorMeter needs. */

import { processUsage } from "../../machine/process-usage.ts";
import { type GeneratorLimits, GeneratorMeter } from "../../results/health/generator-health.ts";

const INTERVAL_MS = 1000;

export class GeneratorMonitor {
  readonly meter: GeneratorMeter;
  #timer: NodeJS.Timeout | undefined;
  #runnerShare = 0;
  #runnerAt = { cpuSeconds: ownCpuSeconds(), ms: Date.now() };

  constructor(limits: GeneratorLimits, openModel: boolean) {
    this.meter = new GeneratorMeter(limits, openModel);
  }

  /** CPU of this process in the last second, as a share of one core. */
  get runnerShare(): number {
    return this.#runnerShare;
  }

  start(pid: number): void {
    this.stop();
    const startedMs = Date.now();
    this.#runnerAt = { cpuSeconds: ownCpuSeconds(), ms: startedMs };
    const look = async (): Promise<void> => {
      const usage = await processUsage(pid);
      const nowMs = Date.now();
      const runnerCpuSeconds = ownCpuSeconds();
      this.#runnerShare = shareOf(this.#runnerAt, { cpuSeconds: runnerCpuSeconds, ms: nowMs });
      this.#runnerAt = { cpuSeconds: runnerCpuSeconds, ms: nowMs };
      if (usage === undefined || usage.memoryBytes === 0) return;
      this.meter.observe({
        second: (nowMs - startedMs) / 1000,
        engineCpuSeconds: usage.cpuSeconds,
        runnerCpuSeconds,
        memoryBytes: usage.memoryBytes,
        swappedBytes: usage.swappedBytes,
      });
    };
    void look();
    this.#timer = setInterval(() => void look(), INTERVAL_MS);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
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

function shareOf(from: Moment, to: Moment): number {
  return to.ms > from.ms ? ((to.cpuSeconds - from.cpuSeconds) * 1000) / (to.ms - from.ms) : 0;
}
