/** Files that cannot be written: the disk is full, over quota, or read-only. Pure. */

import { LoadTestError } from "./errors.ts";

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: "no space left on device",
  EDQUOT: "the disk quota is exceeded",
  EROFS: "the file system is read-only",
  EIO: "input/output error",
};

/** @param what a path, or another name of what was written */
export function notWritten(what: string, reason: string, cause?: unknown): LoadTestError {
  const hint =
    "Free disk space or use another disk. Then continue a load with --resume, and a cleanup by calling it again.";
  return new LoadTestError("results", `${what} cannot be written: ${reason}`, { hint, cause });
}

/** Of an error of Node; undefined for every other error. */
export function storageError(error: unknown): LoadTestError | undefined {
  const { code = "", path } = (error ?? {}) as { readonly code?: string; readonly path?: string };
  const reason = REASONS[code];
  return reason === undefined ? undefined : notWritten(path ?? "A file", reason, error);
}
