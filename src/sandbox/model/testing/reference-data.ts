/**
 * Test help: reference data about the Data Standard that is beside the repository on some
 * machines and is not part of it. Tests that need it are skipped where it is absent.
 */
import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

const FOLDER = new URL("../../../../../shared/edfi/data/", import.meta.url);

/** For `describe.skipIf`. */
export const referenceDataMissing = !existsSync(FOLDER);

/** Reason to show in the name of a skipped suite. */
export const needsReferenceData = "needs ../shared/edfi/data beside the repository";

/** @param name file in the folder; `.gz` is unpacked. */
export function readReferenceJson(name: string): unknown {
  const bytes = readFileSync(new URL(name, FOLDER));
  return JSON.parse((name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8"));
}
