/** How fast work gets done, and when it will be finished. Pure. */

interface Mark {
  readonly second: number;
  readonly done: number;
}

/** Rates are taken over the last quarter of the run, but never over less than this. */
const SHORTEST_SECONDS = 10;
const SHARE_OF_RUN = 0.25;
const MOST_MARKS = 400;

export class Eta {
  #marks: Mark[] = [];

  observe(second: number, done: number): void {
    this.#marks.push({ second, done });
    const from = second - Math.max(SHORTEST_SECONDS, second * SHARE_OF_RUN);
    // One mark before the window stays, so that it is always covered.
    const start = this.#marks.findIndex((mark) => mark.second >= from);
    if (start > 1) this.#marks = this.#marks.slice(start - 1);
    if (this.#marks.length > MOST_MARKS) this.#marks = this.#marks.filter((_, at) => at % 2 === 0 || at === MOST_MARKS);
  }

  /** Items per second; 0 before anything is known. */
  get perSecond(): number {
    const first = this.#marks[0];
    const last = this.#marks.at(-1);
    if (first === undefined || last === undefined || last.second <= first.second) return 0;
    return Math.max(0, (last.done - first.done) / (last.second - first.second));
  }

  /** Undefined without progress. */
  secondsLeft(total: number): number | undefined {
    const done = this.#marks.at(-1)?.done ?? 0;
    const left = total - done;
    if (left <= 0) return 0;
    return this.perSecond > 0 ? left / this.perSecond : undefined;
  }
}
