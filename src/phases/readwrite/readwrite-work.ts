/** The work of one readwrite run: what is to be done, and on what. */

import type { ResourceCounts } from "../../target/verification/count-resources.ts";
import type { ReadwriteData } from "./readwrite-data.ts";
import type { ChosenMix } from "./readwrite-mix.ts";
import type { ReadwriteSetup } from "./readwrite-setup.ts";

export interface ReadwriteWork {
  readonly chosen: ChosenMix;
  readonly data: ReadwriteData;
  readonly setup: ReadwriteSetup;
  /** Of everything loaded, before the run. */
  readonly before: ResourceCounts;
  readonly warmUpMs: number;
  readonly measuredMs: number;
}
