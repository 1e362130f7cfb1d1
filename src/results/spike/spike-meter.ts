/** Adds up a spike second by second, each operation in the second in which it was due. Pure. */

import { LatencyHistogram } from "../stats/latency-histogram.ts";

/** Operations that were due in one second. */
export interface SpikeSecond {
  asked: number;
  done: number;
  failed: number;
  readonly latencies: LatencyHistogram;
}

export class SpikeMeter {
  readonly #seconds: SpikeSecond[] = [];
  /** Of which it is known what was asked. */
  #told = 0;

  /** @param second since the start of the first stage, in which it was due */
  asked(second: number, count: number): void {
    this.#second(second).asked += count;
    this.#told = Math.max(this.#told, second + 1);
  }

  /** An operation ended. @param bin of its latency from when it was due; undefined: there was no answer */
  ended(second: number, isDone: boolean, bin: number | undefined): void {
    const own = this.#second(second);
    if (!isDone) own.failed++;
    else {
      own.done++;
      if (bin !== undefined) own.latencies.add(bin);
    }
  }

  /** Those that are over. */
  get seconds(): readonly SpikeSecond[] {
    return this.#seconds.slice(0, this.#told);
  }

  #second(second: number): SpikeSecond {
    while (this.#seconds.length <= second)
      this.#seconds.push({ asked: 0, done: 0, failed: 0, latencies: new LatencyHistogram() });
    return this.#seconds[second] as SpikeSecond;
  }
}
