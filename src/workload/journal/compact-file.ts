/** Compacts a journal on disk, when k6 has ended. */

import { existsSync } from "node:fs";
import { compressFile } from "../../store/record-file.ts";
import { CompactJournal } from "./compact-journal.ts";
import { readJournal } from "./read-lines.ts";

/**
 * Replaces a journal that k6 has ended by an archive of its compacted form; on a full disk the whole one stays.
 * @param inFlight maximum number of concurrent iterations
 * @param instances of k6
 * @throws LoadTestError "results" when the journal cannot be read
 */
export async function compactJournal(file: string, inFlight: number, instances = 1): Promise<void> {
  if (!existsSync(file)) return;
  const journal = new CompactJournal(inFlight, instances);
  await readJournal(file, journal);
  await compressFile(file, linesOf(journal));
}

/** A stream takes them one by one. */
const LINES_AT_ONCE = 1000;

function* linesOf(journal: CompactJournal): Iterable<string> {
  let text = "";
  let count = 0;
  for (const line of journal.lines()) {
    text += `${line}\n`;
    if (++count % LINES_AT_ONCE > 0) continue;
    yield text;
    text = "";
  }
  yield text;
}
