/** The record of a run on disk: written line by line, read as a stream in constant memory, compressed when the run is over. */

import {
  closeSync,
  createReadStream,
  createWriteStream,
  existsSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { pipeline } from "node:stream/promises";
import { StringDecoder } from "node:string_decoder";
import { constants, createGunzip, createGzip } from "node:zlib";
import { LoadTestError, messageOf } from "../base/errors.ts";
import { storageError } from "../base/storage-error.ts";
import { readRecordName, recordName } from "../lib/contracts/run-files.ts";
import type { Period } from "../results/measurements/figures.ts";
import { readRecordLine, writeRecordHead, writeRecordLine } from "../results/measurements/record.ts";
import { nextNumber, numberedFiles } from "./numbered-files.ts";

/** Writes the record of one start of k6. After an error nothing more is written. */
export class RecordFile {
  readonly #onError: (error: unknown) => void;
  #file: number | undefined;

  /**
   * @param startMs when its first period begins, in epoch milliseconds
   * @param onError called once, for the first error
   */
  constructor(path: string, startMs: number, onError: (error: unknown) => void) {
    this.#onError = onError;
    this.#try(() => {
      this.#file = openSync(path, "w");
      writeSync(this.#file, `${writeRecordHead(startMs)}\n`);
    });
  }

  add(period: Period): void {
    const file = this.#file;
    if (file !== undefined) this.#try(() => writeSync(file, `${writeRecordLine(period)}\n`));
  }

  close(): void {
    const file = this.#file;
    this.#file = undefined;
    if (file !== undefined) this.#try(() => closeSync(file));
  }

  #try(write: () => void): void {
    try {
      write();
    } catch (error) {
      const file = this.#file;
      this.#file = undefined;
      if (file !== undefined) closeSync(file);
      this.#onError(error);
    }
  }
}

interface RecordSummary {
  /** When the first period begins, in epoch milliseconds; undefined where the first line is damaged. */
  readonly startMs: number | undefined;
  /** Lines that could not be read. */
  readonly damagedLines: number;
}

/**
 * Reads `record.ndjson` or `record.ndjson.gz`; what a cut file still holds counts.
 * @param onPeriod called for each period in order, with when the first one begins
 * @throws LoadTestError "results" when the file cannot be read
 */
export async function readRecord(
  path: string,
  onPeriod: (period: Period, startMs: number | undefined) => void,
): Promise<RecordSummary> {
  let startMs: number | undefined;
  let damagedLines = 0;
  const take = (text: string): void => {
    const line = readRecordLine(text);
    if (line === undefined) damagedLines++;
    else if (line.kind === "head") startMs = line.startMs;
    else onPeriod(line.period, startMs);
  };
  const decoder = new StringDecoder("utf8");
  let rest = "";
  try {
    for await (const chunk of openRecord(path)) {
      const lines = (rest + decoder.write(chunk as Buffer)).split("\n");
      rest = lines.pop() ?? "";
      if (rest.length > LONGEST_LINE) rest = "";
      for (const line of lines) take(line);
    }
  } catch (error) {
    if (!((error as NodeJS.ErrnoException).code ?? "").startsWith("Z_")) throw unreadable(path, error);
    damagedLines++;
  }
  if (rest !== "") take(rest);
  return { startMs, damagedLines };
}

/** A line has at most some hundred kB with many resources. More is garbage. */
const LONGEST_LINE = 64 * 1024 * 1024;

function openRecord(path: string): AsyncIterable<unknown> {
  const raw = createReadStream(path);
  if (!path.endsWith(".gz")) return raw;
  // With this flush an archive that was cut off gives what is in it.
  const plain = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH });
  raw.once("error", (error) => plain.destroy(error));
  return raw.pipe(plain);
}

function unreadable(path: string, cause: unknown): LoadTestError {
  return new LoadTestError("results", `The record ${path} cannot be read: ${messageOf(cause)}`, {
    hint: "Use a run folder that contains record.ndjson or record.ndjson.gz.",
    cause,
  });
}

/** Absolute paths of the records of a run folder, one per start of k6, in order; plain or compressed. */
export function recordFiles(folder: string): string[] {
  return numberedFiles(folder, readRecordName);
}

/** `record.ndjson`; `record-2.ndjson` for the second start of k6 in one folder, and so on. */
export function nextRecordName(folder: string): string {
  return recordName({ number: nextNumber(folder, readRecordName), isCompressed: false });
}

/**
 * Replaces `file` by `file.gz`; killed in between, or on a full disk, the plain file is still there. Nothing happens
 * without a file.
 * @param content of the archive, where it is not that of the file
 */
export async function compressFile(path: string, content?: Iterable<string>): Promise<void> {
  if (!existsSync(path)) return;
  const temporary = `${path}.gz.part`;
  try {
    await pipeline(content ?? createReadStream(path), createGzip({ level: 6 }), createWriteStream(temporary));
    renameSync(temporary, `${path}.gz`);
    rmSync(path);
  } catch (error) {
    rmSync(temporary, { force: true });
    if (storageError(error) === undefined) throw error;
  }
}
