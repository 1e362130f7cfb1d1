/**
 * Was the generator itself the bottleneck? Judged by what k6's process used of what it may use, every second. Pure. A
 * sandbox on the same cores makes figures smaller than the target's real ones, but is not a problem of the generator:
 * it is a note.
 */

import { clock } from "../../base/figures.ts";
import { type Reason, type ReasonCode, reason } from "../reason.ts";
import type { GeneratorHealth } from "../run-summary.ts";
import { describeCores, type GeneratorCores } from "./generator-cores.ts";

/** What k6 may use. */
export interface MachineLimits extends GeneratorCores {
  readonly memoryBytes: number;
}

export interface GeneratorLimits extends MachineLimits {
  /** A VU that wakes up so much too late, second after second, is run late by its k6. */
  readonly vuDelayMs: number;
}

/** CPU seconds are since the start of the process. */
export interface GeneratorSample {
  readonly second: number;
  readonly engineCpuSeconds: number;
  readonly runnerCpuSeconds: number;
  readonly memoryBytes: number;
  /** Of k6, out of memory on disk. */
  readonly swappedBytes: number;
}

/** Of the run so far, from the record. */
export interface LoadFigures {
  readonly vusMax: number;
  readonly dropped: number;
  readonly late: number;
  readonly iterations: number;
}

export const CPU_LIMIT = 0.8;
export const CPU_SECONDS = 10;
export const MEMORY_LIMIT = 0.8;
const LATE_LIMIT = 0.01;
const DELAY_SECONDS = 10;
/** CPU time comes in hundredths of a second, and k6 instances tell theirs one after the other. */
const SHORTEST_SECONDS = 0.5;
export const SWAP_LIMIT_BYTES = 16 * 1024 * 1024;

/** Of a phase that looks for the limits of a target, what speaks against the generator is a doubt about its answer. */
export function generatorNotes(reasons: readonly Reason[]): string[] {
  return reasons.map(({ text }) => `the result may be too low: ${text}`);
}

export class GeneratorMeter {
  readonly #limits: GeneratorLimits;
  readonly #openModel: boolean;
  readonly #warnings = new Map<string, string>();
  readonly #invalid: Reason[] = [];
  readonly #window: GeneratorSample[] = [];
  #first: GeneratorSample | undefined;
  #last: GeneratorSample | undefined;
  /** Of the k6 processes of this run that have ended. */
  #earlierCpuSeconds = 0;
  #cpuNow = 0;
  #cpuPeak = 0;
  #memoryPeak = 0;
  #vusMax = 0;
  #dropped = 0;
  #late = { late: 0, iterations: 0 };
  /** Seconds without a break in which k6 ran its VUs late. */
  #delayedSeconds = 0;
  #delayPeakMs: number | undefined;

  /**
   * @param openModel arrivals come at a set rate: an iteration that could not start is then a problem of the generator
   */
  constructor(limits: GeneratorLimits, openModel: boolean) {
    this.#limits = limits;
    this.#openModel = openModel;
  }

  get limits(): GeneratorLimits {
    return this.#limits;
  }

  /** Share of the CPU that it may use, in the last second. */
  get cpuNow(): number {
    return this.#cpuNow;
  }

  /** Undefined before it was measured. */
  get delayPeakMs(): number | undefined {
    return this.#delayPeakMs;
  }

  get memoryNow(): number {
    return this.#last?.memoryBytes ?? 0;
  }

  get warnings(): readonly string[] {
    return [...this.#warnings.values()];
  }

  /** The next sample is of another k6 process in the same run. */
  restart(): void {
    this.#earlierCpuSeconds = this.#last?.engineCpuSeconds ?? 0;
    this.#window.length = 0;
  }

  observe(ofProcess: GeneratorSample): void {
    const sample = { ...ofProcess, engineCpuSeconds: ofProcess.engineCpuSeconds + this.#earlierCpuSeconds };
    this.#first ??= sample;
    this.#last = sample;
    this.#memoryPeak = Math.max(this.#memoryPeak, sample.memoryBytes);
    const before = this.#window.at(-1);
    if (before !== undefined) {
      if (sample.second - before.second < SHORTEST_SECONDS) return;
      this.#cpuNow = this.#shareBetween(before, sample);
      this.#cpuPeak = Math.max(this.#cpuPeak, this.#cpuNow);
    }
    this.#window.push(sample);
    // Back to the last sample that is old enough: on a busy machine samples come late, and not every second.
    while (isLongAgo(this.#window[1] ?? sample, sample)) this.#window.shift();
    this.#judge(sample);
  }

  /** From the record: VUs, and iterations that could not start. */
  observeLoad(second: number, { vusMax, dropped, late, iterations }: LoadFigures): void {
    this.#vusMax = Math.max(this.#vusMax, vusMax);
    this.#late = { late, iterations };
    if (this.#isLate && this.#openModel) this.#warn("late", second, "items start late: all VUs are busy");
    if (dropped > 0 && this.#openModel) this.#warn("dropped", second, "iterations could not start: all VUs are busy");
    this.#dropped = Math.max(this.#dropped, dropped);
  }

  /** One period of the record. @param delayMs 99th percentile; undefined: not measured in it */
  observeDelay(second: number, seconds: number, delayMs: number | undefined): void {
    if (delayMs === undefined) return;
    this.#delayPeakMs = Math.max(this.#delayPeakMs ?? 0, delayMs);
    this.#delayedSeconds = delayMs > this.#limits.vuDelayMs ? this.#delayedSeconds + seconds : 0;
    if (this.#delayedSeconds < DELAY_SECONDS) return;
    const advice = this.#vusMax === 1 ? "end other programs, or use" : "use fewer VUs, or";
    const text =
      `k6 ran its VUs more than ${this.#limits.vuDelayMs} ms late for ${DELAY_SECONDS} s: ` +
      `${advice} a separate machine with more cores`;
    this.#invalidate("delay", second, "generator-delay", text);
  }

  /** A few are late whenever a dependency level ends. */
  get #isLate(): boolean {
    return this.#late.late > LATE_LIMIT * this.#late.iterations;
  }

  result(): { readonly health: GeneratorHealth; readonly reasons: readonly Reason[] } {
    const { cores, coresFrom, memoryBytes, vuDelayMs } = this.#limits;
    const first = this.#first;
    const last = this.#last;
    const health: GeneratorHealth = {
      cpuShareMean: first === undefined || last === undefined ? 0 : this.#shareBetween(first, last),
      cpuSharePeak: this.#cpuPeak,
      memoryPeakBytes: this.#memoryPeak,
      memoryLimitBytes: memoryBytes,
      delayLimitMs: vuDelayMs,
      cores,
      coresFrom,
      vusMax: this.#vusMax,
      droppedIterations: this.#openModel ? this.#dropped + this.#late.late : 0,
      engineCpuSeconds: last?.engineCpuSeconds ?? 0,
      runnerCpuSeconds: (last?.runnerCpuSeconds ?? 0) - (first?.runnerCpuSeconds ?? 0),
      warnings: this.warnings,
    };
    return { health, reasons: [...this.#invalid] };
  }

  #judge(sample: GeneratorSample): void {
    const oldest = this.#window[0] as GeneratorSample;
    if (isLongAgo(oldest, sample) && this.#shareBetween(oldest, sample) > CPU_LIMIT) {
      const text = `k6 used more than ${CPU_LIMIT * 100} % of its ${describeCores(this.#limits)} for ${CPU_SECONDS} s`;
      this.#invalidate("cpu", sample.second, "generator-cpu", text);
    }
    if (sample.memoryBytes > MEMORY_LIMIT * this.#limits.memoryBytes) {
      this.#warn("memory", sample.second, `k6 uses more than ${MEMORY_LIMIT * 100} % of the memory it may use`);
    }
    if (sample.swappedBytes > SWAP_LIMIT_BYTES) {
      const text = "k6 was swapped out to disk: this machine has too little memory";
      this.#invalidate("swap", sample.second, "generator-swapped", text);
    }
  }

  #warn(kind: string, second: number, text: string): void {
    if (!this.#warnings.has(kind)) this.#warnings.set(kind, `${clock(second)} ${text}`);
  }

  #invalidate(kind: string, second: number, code: ReasonCode, text: string): void {
    if (!this.#warnings.has(kind)) this.#invalid.push(reason(code, text, { second: Math.round(second) }));
    this.#warn(kind, second, text);
  }

  #shareBetween(from: GeneratorSample, to: GeneratorSample): number {
    const seconds = to.second - from.second;
    return seconds > 0 ? (to.engineCpuSeconds - from.engineCpuSeconds) / seconds / this.#limits.cores : 0;
  }
}

/** Samples come a little early or late. */
function isLongAgo(before: GeneratorSample, now: GeneratorSample): boolean {
  return now.second - before.second >= CPU_SECONDS - 0.5;
}
