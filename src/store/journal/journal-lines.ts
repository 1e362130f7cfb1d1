/**
 * The lines of a journal file as text, in constant memory. A line whose newline never came (k6 was killed while it
 * wrote) is not given out as a line: its end may be missing.
 */

import { createReadStream } from "node:fs";
import { constants, createGunzip } from "node:zlib";
import { LoadTestError, messageOf } from "../../base/errors.ts";

const CHUNK_BYTES = 1024 * 1024;
/** Longer than any line that k6 writes for us; what has no newline for so long is garbage. */
const LONGEST_LINE = 256 * 1024;

export interface LineSink {
  /** One line without its newline, one character per byte: `utf8` makes text of it where that matters. */
  line(text: string): void;
  /** A part of the file that is no whole line: cut off, overlong, or an archive that ends early. */
  damage(): void;
}

/** Text of a line as it was written. */
export function utf8(line: string): string {
  return Buffer.from(line, "latin1").toString("utf8");
}

/** @throws LoadTestError "results" when the file cannot be read. */
export async function readLines(file: string, sink: LineSink): Promise<void> {
  let rest = "";
  let overlong = false;
  try {
    for await (const chunk of openJournal(file)) {
      // Latin 1 keeps bytes and characters in step, and costs a tenth of decoding UTF-8.
      const text = rest + (chunk as Buffer).toString("latin1");
      let start = 0;
      for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", start)) {
        if (overlong) overlong = false;
        else if (end > start) sink.line(text.slice(start, end));
        start = end + 1;
      }
      rest = text.slice(start);
      if (rest.length > LONGEST_LINE) {
        if (!overlong) sink.damage();
        overlong = true;
        rest = "";
      }
    }
  } catch (error) {
    if (!isCutArchive(error)) throw unreadable(file, error);
    rest = "";
    overlong = false;
    sink.damage();
  }
  if (rest !== "" && !overlong) sink.damage();
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
