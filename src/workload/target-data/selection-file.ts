/** Reads the file that `--resources` names. */

import { readFileSync } from "node:fs";
import { LoadTestError } from "../../base/errors.ts";
import { suggestion } from "../../base/nearest.ts";

const NAMES = ["core", "all"];

/** @throws LoadTestError "usage" when there is no such file */
export function readSelectionFile(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new LoadTestError("usage", `There is no file "${path}" of resources${suggestion(path, NAMES)}.`, {
      hint: "--resources takes core, all, or the path of a JSON file of resources and counts.",
      cause,
    });
  }
}
