/** The error for a run without a result. */

import { basename } from "node:path";
import { LoadTestError } from "../base/errors.ts";
import { SUMMARY_FILE } from "../lib/contracts/run-files.ts";
import { changedLately, folderSize } from "./folder-size.ts";

/** @param path of a run folder without a summary. A run leaves no sign of being killed, so its last change has to tell. */
export function notEnded(path: string): LoadTestError {
  const what = `The run ${basename(path)} has no ${SUMMARY_FILE}`;
  if (changedLately(folderSize(path).changedMs, Date.now()))
    return new LoadTestError("results", `${what}: it is still running, or was killed just now.`, {
      hint: "Wait until it ends.",
    });
  return new LoadTestError("results", `${what}: it has not ended, or was killed.`, {
    hint: "A load can be continued with --resume; other phases have to be run again.",
  });
}
