/**
 * What a clean-up has done, one line per item as it happens, so that one that was killed continues where it stopped:
 *
 *     d <item>    deleted
 *     g <item>    did not exist
 */

import { closeSync, existsSync, openSync, writeSync } from "node:fs";
import { LoadTestError, messageOf } from "../base/errors.ts";
import { ItemSet } from "../lib/plan/ranges.ts";
import { readLines } from "./journal/journal-lines.ts";

/** Held back before it is written: at most so many deletions are repeated after a kill, and answered "not found". */
const BUFFERED = 4096;
const FLUSH_MS = 200;

export interface CleanupLog {
  /** Items that are gone, by this clean-up and by earlier starts of it. */
  readonly gone: ItemSet;
  /** Before the first `add`: a run with this file is one that was cleaned up. @throws LoadTestError "results" */
  start(): void;
  add(code: "d" | "g", item: number): void;
  close(): void;
}

/** @throws LoadTestError "results" when it cannot be read. */
export async function openCleanupLog(path: string, items: number): Promise<CleanupLog> {
  const gone = new ItemSet(items);
  if (existsSync(path)) {
    const line = (text: string): void => {
      const match = /^[dg] (\d{1,15})$/.exec(text);
      if (match !== null) gone.add(Number(match[1]));
    };
    await readLines(path, { line, damage: () => {} });
  }
  let file = -1;
  let buffer = "";
  const flush = (): void => {
    if (buffer !== "") guard(path, () => writeSync(file, buffer));
    buffer = "";
  };
  let timer: NodeJS.Timeout | undefined;
  let failure: unknown;
  const flushOnTime = (): void => {
    try {
      flush();
    } catch (error) {
      failure = error;
    }
  };
  return {
    gone,
    start: () => {
      file = guard(path, () => openSync(path, "a"));
      timer = setInterval(flushOnTime, FLUSH_MS);
    },
    add: (code, item) => {
      if (failure !== undefined) throw failure;
      gone.add(item);
      buffer += `${code} ${item}\n`;
      if (buffer.length > BUFFERED) flush();
    },
    close: () => {
      clearInterval(timer);
      if (file < 0) return;
      flush();
      closeSync(file);
    },
  };
}

function guard<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    const hint = "Free disk space or make the file writable, then run cleanup again: it continues where it stopped.";
    throw new LoadTestError("results", `${path} cannot be written: ${messageOf(cause)}`, { hint, cause });
  }
}
