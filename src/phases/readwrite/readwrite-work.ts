/** The work of one readwrite run. */

import type { RunFolder } from "../../store/run-folder.ts";
import type { ResourceCounts } from "../../target/verification/count-resources.ts";
import type { ReadwriteData } from "./readwrite-data.ts";
import type { ChosenMix } from "./readwrite-mix.ts";
import type { ReadwriteSetup } from "./readwrite-setup.ts";

/** What is to be done, and on what. */
export interface ReadwriteWork {
  readonly folder: RunFolder;
  readonly chosen: ChosenMix;
  readonly data: ReadwriteData;
  readonly setup: ReadwriteSetup;
  /** Of everything loaded, before the run. */
  readonly before: ResourceCounts;
  readonly warmUpMs: number;
}
