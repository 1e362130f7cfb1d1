/** What a run folder holds, and whether something is being written there. */

import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** A run without a summary whose files changed within this time is considered to be running. */
const AT_WORK_MS = 120_000;

/** @param path absolute path of a folder. A file that is deleted meanwhile is not counted. */
export function folderSize(path: string): { readonly bytes: number; readonly changedMs: number } {
  let bytes = 0;
  let changedMs = 0;
  for (const entry of readdirSync(path, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const stat = statSync(join(entry.parentPath ?? entry.path, entry.name), { throwIfNoEntry: false });
    bytes += stat?.size ?? 0;
    changedMs = Math.max(changedMs, stat?.mtimeMs ?? 0);
  }
  return { bytes, changedMs };
}

export function changedLately(changedMs: number, nowMs: number): boolean {
  return nowMs - changedMs < AT_WORK_MS;
}
