/** Requests of a log that a mix cannot do: counted by what they are and why, never dropped. Pure. */

export interface LeftOutRequests {
  /** Method and route, or kind of operation and resource. */
  readonly what: string;
  readonly reason: string;
  readonly count: number;
}

/** Logs of anything may be given: what is listed stays short. */
const MOST_ROWS = 500;
const OTHERS = "others";

export class LeftOutCounter {
  readonly #rows = new Map<string, Map<string, number>>();
  #size = 0;

  add(what: string, reason: string, count = 1): void {
    const counts = this.#rows.get(reason) ?? new Map<string, number>();
    this.#rows.set(reason, counts);
    const before = counts.get(what);
    if (before !== undefined) counts.set(what, before + count);
    else if (this.#size >= MOST_ROWS) counts.set(OTHERS, (counts.get(OTHERS) ?? 0) + count);
    else {
      this.#size++;
      counts.set(copyOf(what), count);
    }
  }

  /** Most frequent first. */
  rows(): LeftOutRequests[] {
    return [...this.#rows]
      .flatMap(([reason, counts]) => [...counts].map(([what, count]) => ({ what, reason, count })))
      .sort((a, b) => b.count - a.count);
  }
}

/** A part of a text keeps all of that text in memory, here up to a megabyte of the log. */
function copyOf(text: string): string {
  return [...text].join("");
}
