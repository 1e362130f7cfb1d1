/**
 * The lines of a journal file as text, in constant memory. A line whose newline never came (k6 was killed while it
 * wrote) is not given out as a line: its end may be missing.
 */

import { createReadStream } from "node:fs";
import { constants, createGunzip } from "node:zlib";
import { LoadTestError, messageOf } from "../../base/errors.ts";
import { type LineSink, splitLines } from "../split-lines.ts";

const CHUNK_BYTES = 1024 * 1024;

/** Text of a line as it was written. */
export function utf8(line: string): string {
  return Buffer.from(line, "latin1").toString("utf8");
}

/** @throws LoadTestError "results" when the file cannot be read. */
export async function readLines(file: string, sink: LineSink): Promise<void> {
  try {
    const rest = await splitLines(openJournal(file), sink);
    if (rest !== "") sink.damage();
  } catch (error) {
    if (!isCutArchive(error)) throw unreadable(file, error);
    sink.damage();
  }
}

function openJournal(file: string): AsyncIterable<unknown> {
  const raw = createReadStream(file, { highWaterMark: CHUNK_BYTES });
  if (!file.endsWith(".gz")) return raw;
  // With this flush an archive that was cut off gives what is in it.
  const plain = createGunzip({ chunkSize: CHUNK_BYTES, finishFlush: constants.Z_SYNC_FLUSH });
  raw.once("error", (error) => plain.destroy(error));
  return raw.pipe(plain);
}

function isCutArchive(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code ?? "";
  return code.startsWith("Z_");
}

function unreadable(file: string, cause: unknown): LoadTestError {
  return new LoadTestError("results", `The journal ${file} cannot be read: ${messageOf(cause)}`, {
    hint: "Check the run folder; without its journals a run can be neither resumed nor cleaned up.",
    cause,
  });
}
