/** Adds up one step of a climb by users from the lines of the journal, until its throughput is known well. Pure. */

import { marginOfMean } from "../../stats/student.ts";
import { AnswerTally, type EndedOperation } from "../answer-tally.ts";
import { WARM_UP_MS } from "../step.ts";
import { PRECISION, type UsersFigures } from "./users-step.ts";

/** Bounds of the measured part. */
export interface UsersStepLength {
  /** Of the part before it. */
  readonly warmUpMs: number;
  readonly shortestMs: number;
  readonly longestMs: number;
}

/** Operations that ended until one line of the clock. */
interface Reading {
  readonly ms: number;
  readonly done: number;
  readonly failed: number;
}

export class UsersMeter {
  readonly users: number;
  /** The measured part begins with the first line of the clock after the warm-up. */
  readonly #fromMs: number;
  readonly #length: UsersStepLength;
  readonly #answers = new AnswerTally();
  readonly #readings: Reading[] = [];
  #done = 0;
  #failed = 0;
  #isOver = false;

  /** @param fromMs when the users begin */
  constructor(users: number, fromMs: number, length: UsersStepLength) {
    this.users = users;
    this.#fromMs = fromMs + length.warmUpMs;
    this.#length = length;
  }

  /** The figures do not change any more. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** An operation ended after the clock's last line. */
  add(ended: EndedOperation): void {
    if (this.#isOver || this.#readings.length === 0) return;
    if (ended.failure === undefined) this.#done++;
    else this.#failed++;
    this.#answers.add(ended);
  }

  /** The clock of the journal: about each second. @param ms epoch milliseconds */
  tick(ms: number): void {
    if (this.#isOver || ms < this.#fromMs) return;
    this.#readings.push({ ms, done: this.#done, failed: this.#failed });
    const { seconds, done, margin } = this.figures();
    const { shortestMs, longestMs } = this.#length;
    const isPrecise = seconds * 1000 >= shortestMs && margin <= (PRECISION * done) / seconds;
    this.#isOver = isPrecise || seconds * 1000 >= longestMs;
  }

  figures(): UsersFigures {
    const nothing = { ms: this.#fromMs, done: 0, failed: 0 };
    const [first = nothing] = this.#readings;
    const { ms, done, failed } = this.#readings.at(-1) ?? nothing;
    const seconds = (ms - first.ms) / 1000;
    return {
      rate: seconds === 0 ? 0 : (done + failed) / seconds,
      users: this.users,
      fromMs: first.ms,
      seconds,
      ...(this.#length.warmUpMs > WARM_UP_MS ? { warmUpMs: this.#length.warmUpMs } : {}),
      asked: done + failed,
      done,
      failed,
      backlog: [0, 0],
      margin: marginOfMean(this.#eachSecond()),
      ...this.#answers.figures(),
    };
  }

  /** Operations per second that succeeded, from each line of the clock to the next one. */
  #eachSecond(): number[] {
    return this.#readings.slice(1).map(({ ms, done }, index) => {
      const before = this.#readings[index] as Reading;
      return (1000 * (done - before.done)) / (ms - before.ms);
    });
  }
}
