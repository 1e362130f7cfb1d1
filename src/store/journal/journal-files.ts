/** The journals of a run folder: one per start of k6, numbered from 1, plain or compressed. */

import { readdirSync } from "node:fs";
import { join } from "node:path";

const JOURNAL = /^journal-(\d{1,6})\.log(\.gz)?$/;

/** Absolute paths, in order of writing. Where both forms of one journal exist, the plain one counts: it was there first. */
export function journalFiles(runFolder: string): string[] {
  const byNumber = new Map<number, string>();
  for (const name of readdirSync(runFolder)) {
    const match = JOURNAL.exec(name);
    if (match === null) continue;
    const number = Number(match[1]);
    if (match[2] === undefined || !byNumber.has(number)) byNumber.set(number, join(runFolder, name));
  }
  return [...byNumber].sort(([a], [b]) => a - b).map(([, path]) => path);
}

/** Name for the next start of k6. */
export function nextJournalName(runFolder: string): string {
  const numbers = readdirSync(runFolder).flatMap((name) => Number(JOURNAL.exec(name)?.[1] ?? []));
  return `journal-${Math.max(0, ...numbers) + 1}.log`;
}
