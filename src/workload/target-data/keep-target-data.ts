/** What a run folder keeps of the documents of the target: what follows from them, and the documents themselves. */

import { TARGET_DATA_FILE, TARGET_DOCUMENTS_FOLDER } from "../../lib/contracts/run-files.ts";
import type { Run } from "../../run/run.ts";

/** @param text for k6 and for what comes after the run */
export async function keepTargetData({ folder, target }: Run, text: string): Promise<void> {
  folder.write(TARGET_DATA_FILE, text);
  const { saveTo } = await target.model();
  saveTo(folder.file(TARGET_DOCUMENTS_FOLDER));
}
