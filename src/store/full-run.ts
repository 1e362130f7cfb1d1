/** A full run on disk: a folder with `full.json` and one run folder for each phase in it, named by the phase. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { FULL_STATE_FILE } from "../lib/contracts/run-files.ts";
import { asRecord } from "../lib/edfi/json.ts";
import { readJsonObject } from "./json-file.ts";

export interface FullState {
  /** What makes two full runs the same test. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Names of all its phases. */
  readonly order: readonly string[];
  /** Exit code of each phase that has ended. */
  readonly phases: Readonly<Record<string, number>>;
  /** What its report needs beside the results of the phases; absent in runs of older versions. */
  readonly profile?: string;
  /** ISO 8601, UTC. */
  readonly startedAt?: string;
  /** Command that continues the run. */
  readonly resume?: string;
}

/** Before `order` was written, there was one list of phases. */
const FIRST_ORDER = ["smoke", "load", "readwrite"];

/** @param path of a run folder. Undefined when it is not that of a full run. */
export function readFullRun(path: string): FullState | undefined {
  const file = join(path, FULL_STATE_FILE);
  if (!existsSync(file)) return undefined;
  const { settings, order, phases, ...rest } = readJsonObject(file);
  const texts = ["profile", "startedAt", "resume"].filter((name) => typeof rest[name] === "string");
  return {
    ...Object.fromEntries(texts.map((name) => [name, rest[name]])),
    settings: asRecord(settings) ?? {},
    order: Array.isArray(order) ? order.map(String) : FIRST_ORDER,
    phases: (asRecord(phases) ?? {}) as Record<string, number>,
  };
}
