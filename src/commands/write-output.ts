/** Writes a file that the user asked a command for. */

import { writeFileSync } from "node:fs";
import { LoadTestError, messageOf } from "../base/errors.ts";

/** @param what `The trend` @throws LoadTestError "results" when it cannot be written */
export function writeOutput(file: string, content: string, what: string): void {
  try {
    writeFileSync(file, content);
  } catch (cause) {
    throw new LoadTestError("results", `${what} cannot be written to ${file}: ${messageOf(cause)}`, { cause });
  }
}
