/** Writes a file that the user asked a command for. */

import { existsSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { LoadTestError, messageOf } from "../base/errors.ts";

/** @param what `The trend` @throws LoadTestError "results" when it cannot be written */
export function writeOutput(file: string, content: string, what: string): void {
  try {
    writeFileSync(file, content);
  } catch (cause) {
    const why = existsSync(dirname(file)) ? messageOf(cause) : `there is no folder ${dirname(file)}`;
    throw new LoadTestError("results", `${what} cannot be written to ${file}: ${why}`, { cause });
  }
}
