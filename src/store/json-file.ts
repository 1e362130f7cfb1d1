/** JSON files of a results directory that may be missing or damaged. */

import { existsSync, readFileSync } from "node:fs";
import { asRecord, type JsonRecord, parseJson } from "../lib/edfi/json.ts";

/** Undefined for a missing file and for one that is not JSON. */
export function readJsonFile(path: string): unknown {
  return existsSync(path) ? parseJson(readFileSync(path, "utf8")) : undefined;
}

/** Empty for a missing file and for one that holds no JSON object. */
export function readJsonObject(path: string): JsonRecord {
  return asRecord(readJsonFile(path)) ?? {};
}
