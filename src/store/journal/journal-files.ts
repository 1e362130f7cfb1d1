/** The journals of a run folder: one per start of k6. */

import { journalName, readJournalName } from "../../lib/contracts/run-files.ts";
import { nextNumber, numberedFiles } from "../numbered-files.ts";

/** Absolute paths, in order of writing. */
export function journalFiles(runFolder: string): string[] {
  return numberedFiles(runFolder, readJournalName);
}

/** Name for the next start of k6. */
export function nextJournalName(runFolder: string): string {
  return journalName({ number: nextNumber(runFolder, readJournalName), isCompressed: false });
}
