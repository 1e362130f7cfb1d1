/** Stores target data, and the OpenAPI documents it follows from, in the run folder. */

import { LoadTestError } from "../../base/errors.ts";
import { TARGET_DATA_FILE, TARGET_DOCUMENTS_FOLDER } from "../../lib/contracts/run-files.ts";
import type { Run } from "../../run/run.ts";

/** @param text for k6 and for what comes after the run */
export async function keepTargetData({ folder, target }: Run, text: string): Promise<void> {
  folder.write(TARGET_DATA_FILE, text);
  const model = await target.model().catch((error: unknown) => {
    if (error instanceof LoadTestError) return undefined;
    throw error;
  });
  model?.saveTo(folder.file(TARGET_DOCUMENTS_FOLDER));
}
