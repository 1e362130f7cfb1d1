/** How many operations a log has in each second: their mean rate, busiest minute and busiest second. Pure. */

import { LoadTestError } from "../base/errors.ts";

export interface LoggedRates {
  readonly operations: number;
  /** Epoch milliseconds of the first second with an operation, and of the end of the last one. */
  readonly fromMs: number;
  readonly untilMs: number;
  /** Operations per second, over all of that time. */
  readonly mean: number;
  /** Operations per second in the 60 seconds, or the whole of a shorter log, with the most. */
  readonly busiestMinute: number;
  readonly busiestSecond: number;
}

interface BusySecond {
  readonly second: number;
  readonly count: number;
}

const HOUR = 3600;
const MINUTE = 60;
/** More than a year; with 14 kB for each hour it bounds the memory. */
const MOST_HOURS = 10_000;

export class RateCounter {
  /** Counts of seconds, by hour: a log may not be in the order of time. */
  readonly #hours = new Map<number, Int32Array>();

  /** @throws LoadTestError "usage" for a log that spans too long a time */
  add(ms: number, count: 1 | -1 = 1): void {
    const second = Math.floor(ms / 1000);
    const hour = Math.floor(second / HOUR);
    let seconds = this.#hours.get(hour);
    if (seconds === undefined) {
      if (this.#hours.size === MOST_HOURS)
        throw new LoadTestError("usage", `The log has requests in more than ${MOST_HOURS} different hours.`, {
          hint: "Use a shorter part of it, such as a typical day or week.",
        });
      seconds = new Int32Array(HOUR);
      this.#hours.set(hour, seconds);
    }
    seconds[second - hour * HOUR] = (seconds[second - hour * HOUR] as number) + count;
  }

  /** Undefined without operations. */
  rates(): LoggedRates | undefined {
    let [operations, first, last, busiest, most, recently] = [0, 0, 0, 0, 0, 0];
    /** Busy seconds of the last minute. */
    const recent: BusySecond[] = [];
    for (const busy of this.#busySeconds()) {
      if (operations === 0) first = busy.second;
      last = busy.second;
      operations += busy.count;
      busiest = Math.max(busiest, busy.count);
      recent.push(busy);
      recently += busy.count;
      while ((recent[0] as BusySecond).second <= last - MINUTE) recently -= (recent.shift() as BusySecond).count;
      most = Math.max(most, recently);
    }
    if (operations === 0) return undefined;
    const seconds = last + 1 - first;
    return {
      operations,
      fromMs: 1000 * first,
      untilMs: 1000 * (last + 1),
      mean: operations / seconds,
      busiestMinute: most / Math.min(MINUTE, seconds),
      busiestSecond: busiest,
    };
  }

  *#busySeconds(): Generator<BusySecond> {
    for (const hour of [...this.#hours.keys()].sort((a, b) => a - b)) {
      for (const [at, count] of (this.#hours.get(hour) as Int32Array).entries())
        if (count > 0) yield { second: hour * HOUR + at, count };
    }
  }
}
