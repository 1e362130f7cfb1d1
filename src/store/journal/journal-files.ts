/** The journals of a run folder: one per start of k6. */

import { journalName, readJournalName } from "../../lib/contracts/run-files.ts";
import { nextNumber, numberedFiles } from "../numbered-files.ts";
import { compressFile } from "../record-file.ts";

/** Absolute paths, in order of writing. */
export function journalFiles(runFolder: string): string[] {
  return numberedFiles(runFolder, readJournalName);
}

/** When a run is over: a tenth of the space. What reads journals reads archives too. */
export async function compressJournals(runFolder: string): Promise<void> {
  for (const file of journalFiles(runFolder)) if (file.endsWith(".log")) await compressFile(file);
}

/** Name for the next start of k6. */
export function nextJournalName(runFolder: string): string {
  return journalName({ number: nextNumber(runFolder, readJournalName), isCompressed: false });
}
