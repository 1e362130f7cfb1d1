/** What k6 uses over time, for the charts of a report: each second at first, later every ten. Pure. */

import type { FigureSample, FigureValues } from "../figures/figure-values.ts";

/** Of k6, since its start; undefined where the system does not tell. */
interface Usage {
  readonly cpuSeconds: number;
  readonly memoryBytes: number;
  readonly readBytes?: number | undefined;
  readonly writtenBytes?: number | undefined;
}

interface Moment extends Usage {
  readonly atMs: number;
  readonly runnerCpuSeconds: number;
}

const FINE_MS = 300_000;
const COARSE_STEP_MS = 10_000;
/** Shorter steps are no measure of CPU time, which the kernel counts in hundredths of a second. */
const LEAST_STEP_MS = 500;

export class GeneratorFigures {
  readonly #cores: number;
  #firstMs: number | undefined;
  #before: Moment | undefined;

  /** @param cores that k6 may use */
  constructor(cores: number) {
    this.#cores = cores;
  }

  /** The next usage is of another process. */
  restart(): void {
    this.#before = undefined;
  }

  /** @returns the figures since the sample before; undefined where none is due */
  sample(atMs: number, usage: Usage, runnerCpuSeconds: number): FigureSample | undefined {
    this.#firstMs ??= atMs;
    const now: Moment = { ...usage, atMs, runnerCpuSeconds };
    const before = this.#before;
    // Also where the clock was set back.
    if (before === undefined || atMs < before.atMs) {
      this.#before = now;
      return undefined;
    }
    const isFine = atMs - this.#firstMs <= FINE_MS;
    if (atMs - before.atMs < (isFine ? LEAST_STEP_MS : COARSE_STEP_MS - LEAST_STEP_MS)) return undefined;
    this.#before = now;
    return { atMs, values: this.#valuesBetween(before, now) };
  }

  #valuesBetween(before: Moment, now: Moment): FigureValues {
    const perSecond = (figure: (of: Moment) => number | undefined): number =>
      (((figure(now) ?? Number.NaN) - (figure(before) ?? Number.NaN)) * 1000) / (now.atMs - before.atMs);
    const values = {
      "generator.cpu": perSecond((of) => of.cpuSeconds) / this.#cores,
      "generator.runnerCpu": perSecond((of) => of.runnerCpuSeconds),
      "generator.memory": now.memoryBytes,
      "generator.received": perSecond((of) => of.readBytes),
      "generator.sent": perSecond((of) => of.writtenBytes),
    };
    return Object.fromEntries(
      Object.entries(values)
        .filter(([, value]) => value >= 0)
        .map(([name, value]) => [name, Number(value.toPrecision(4))]),
    );
  }
}
