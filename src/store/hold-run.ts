/** One command at a time works in a run folder: a run, its continuation, or a clean-up. */

import { LoadTestError } from "../base/errors.ts";
import { LOCK_FILE } from "../lib/contracts/run-files.ts";
import { tryFileLock } from "../machine/file-lock.mjs";
import type { RunFolder } from "./run-folder.ts";

/** Rejects as `work` does, or with LoadTestError "results" while another command works there. */
export async function whileHeld<T>({ name, file }: RunFolder, work: () => Promise<T>): Promise<T> {
  const release = tryFileLock(file(LOCK_FILE));
  if (release === undefined) {
    const hint = "Wait for its end, or stop it with Ctrl-C.";
    throw new LoadTestError("results", `The run ${name} is in use by another command.`, { hint });
  }
  try {
    return await work();
  } finally {
    release();
  }
}
