/** Exceptions in the script, found in what k6 prints about them: a text, then the places where it was thrown. Pure. */

import { plural } from "../base/figures.ts";
import { oneLine } from "../base/problem-details.ts";
import { type Reason, reason } from "./reason.ts";

/** `TypeError: x is not a function (load.js:120:5)` */
export type ScriptException = string;

const MOST_KINDS = 20;
/** k6's own words for an ended run, which have places, too. */
const ENDED = /^(?:test aborted|execution aborted)/;

export class ScriptExceptions {
  readonly #counts = new Map<ScriptException, number>();
  #rest = "";
  #before = "";

  /** @param text the next part of k6's output. @returns exceptions that were not seen before */
  add(text: string): ScriptException[] {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop() ?? "";
    const found: ScriptException[] = [];
    for (const line of lines) {
      const place = /^\tat (?:\S+ )?\(?\S*?([^/\s()]+:\d+:\d+)/.exec(line)?.[1];
      if (place !== undefined && this.#before !== "" && this.#take(`${this.#before} (${place})`))
        found.push(`${this.#before} (${place})`);
      this.#before = line.startsWith("\t") || ENDED.test(line) ? "" : textOf(line);
    }
    return found;
  }

  get all(): ReadonlyMap<ScriptException, number> {
    return this.#counts;
  }

  /** @returns true for the first of its kind */
  #take(exception: ScriptException): boolean {
    const before = this.#counts.get(exception);
    if (before === undefined && this.#counts.size >= MOST_KINDS) return false;
    this.#counts.set(exception, (before ?? 0) + 1);
    return before === undefined;
  }
}

function textOf(line: string): string {
  return oneLine(line.replace(/^Uncaught \(in promise\) /, ""));
}

/** The most frequent first. */
export function exceptionReasons(exceptions: ReadonlyMap<ScriptException, number>): Reason[] {
  return [...exceptions]
    .sort(([, a], [, b]) => b - a)
    .map(([text, count]) => reason("exception", `${plural(count, "exception")} in the script: ${text}`, { count }));
}
