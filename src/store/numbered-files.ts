/**
 * Files of which a run folder has one for each start of k6, numbered from 1: journals and records, plain or compressed.
 */

import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { NumberedFile } from "../lib/contracts/run-files.ts";

/** Absolute paths, in order of writing. @param read recognizes a file of the series by its name */
export function numberedFiles(folder: string, read: (name: string) => NumberedFile | undefined): string[] {
  const byNumber = new Map<number, string>();
  for (const name of readdirSync(folder)) {
    const file = read(name);
    if (file === undefined) continue;
    // A plain file beside its archive is the whole one: compressing it was cut off, or is not done yet.
    if (!file.isCompressed || !byNumber.has(file.number)) byNumber.set(file.number, join(folder, name));
  }
  return [...byNumber].sort(([a], [b]) => a - b).map(([, path]) => path);
}

/** The number for the next start of k6. */
export function nextNumber(folder: string, read: (name: string) => NumberedFile | undefined): number {
  return Math.max(0, ...readdirSync(folder).map((name) => read(name)?.number ?? 0)) + 1;
}
