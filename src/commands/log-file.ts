/** The lines of an access log: a file or standard input, plain or gzip, in constant memory. */

import { accessSync, createReadStream, constants as fileRights } from "node:fs";
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { LoadTestError } from "../base/errors.ts";
import { fileProblem } from "../base/file-problem.ts";
import { type LineSink, splitLines } from "../store/split-lines.ts";

/** As a file name it stands for standard input. */
export const STANDARD_INPUT = "-";
const CHUNK_BYTES = 1024 * 1024;
const GZIP_MAGIC = [0x1f, 0x8b];

export interface LogSink extends LineSink {
  /** The archive has no end. */
  cutOff(): void;
}

/** Before anything else is done. @param path absolute, or STANDARD_INPUT @throws LoadTestError "usage" */
export function checkLogFile(path: string, shownAs: string): void {
  if (path === STANDARD_INPUT) return;
  try {
    accessSync(path, fileRights.R_OK);
  } catch (cause) {
    throw notRead(shownAs, cause);
  }
}

/** @param path absolute, or STANDARD_INPUT @throws LoadTestError "usage" when it cannot be read */
export async function readLogFile(path: string, shownAs: string, sink: LogSink): Promise<void> {
  const raw: Readable =
    path === STANDARD_INPUT ? process.stdin : createReadStream(path, { highWaterMark: CHUNK_BYTES });
  try {
    const rest = await splitLines(await unpacked(raw, sink), sink);
    if (rest !== "") sink.line(rest);
  } catch (cause) {
    if (cause instanceof LoadTestError) throw cause;
    throw notRead(shownAs, cause);
  }
}

function notRead(shownAs: string, cause: unknown): LoadTestError {
  return new LoadTestError("usage", `The log ${shownAs} cannot be read: ${fileProblem(cause)}`, { cause });
}

/** What an archive holds, where the first bytes are those of one. */
async function unpacked(raw: AsyncIterable<unknown>, sink: LogSink): Promise<AsyncIterable<unknown>> {
  const chunks = raw[Symbol.asyncIterator]();
  const first = await chunks.next();
  if (first.done === true) return Readable.from([]);
  const all = (async function* () {
    yield first.value;
    yield* { [Symbol.asyncIterator]: () => chunks };
  })();
  if (!GZIP_MAGIC.every((byte, at) => (first.value as Buffer)[at] === byte)) return all;
  // The reader of the lines meets an error, too.
  return untilCut(
    pipeline(Readable.from(all), createGunzip({ chunkSize: CHUNK_BYTES }), () => {}),
    sink,
  );
}

/** What an archive holds that is cut off or still being written. */
async function* untilCut(plain: AsyncIterable<unknown>, sink: LogSink): AsyncIterable<unknown> {
  try {
    yield* plain;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "Z_BUF_ERROR") throw error;
    sink.cutOff();
  }
}
