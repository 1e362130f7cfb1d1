/** Settings of a run as its manifest.json has them. Pure. */

import { asRecord, asText } from "../lib/edfi/json.ts";

/** @param name of its environment variable. @returns undefined where the manifest does not tell */
export function manifestSetting(manifest: Readonly<Record<string, unknown>>, name: string): string | undefined {
  return asText(asRecord(asRecord(manifest.settings)?.[name])?.value);
}
