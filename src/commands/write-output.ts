/** Writes a file that the user asked a command for. */

import { existsSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { LoadTestError, messageOf } from "../base/errors.ts";

/** @param what `The trend` @returns its address @throws LoadTestError "results" when it cannot be written */
export function writeOutput(file: string, content: string, what: string): string {
  try {
    writeFileSync(file, content);
    return pathToFileURL(resolve(file)).href;
  } catch (cause) {
    const why = existsSync(dirname(file)) ? messageOf(cause) : `there is no folder ${dirname(file)}`;
    throw new LoadTestError("results", `${what} cannot be written to ${file}: ${why}`, { cause });
  }
}
