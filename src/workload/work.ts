/** The work of a run of a mix, and its result: the same for every phase that runs one. */

import type { RunSummary } from "../results/run-summary.ts";
import type { ResourceCounts } from "../target/verification/count-resources.ts";
import type { ReadwriteCleanupResult } from "./cleanup/readwrite-cleanup.ts";
import type { WorkData } from "./data/find-data.ts";
import type { profileOfData } from "./data/profile-of-data.ts";
import type { ReadwriteJournal } from "./journal/readwrite-journal.ts";
import type { ChosenMix } from "./mix/choose-mix.ts";
import type { WriteProof } from "./proof/prove-writes.ts";
import type { Verification } from "./proof/verification.ts";
import type { WorkSetup } from "./setup.ts";

export interface MixWork {
  /** After which profile the run is named, where it is not the one of the settings. */
  readonly named: ReturnType<typeof profileOfData>;
  readonly chosen: ChosenMix;
  readonly data: WorkData;
  readonly setup: WorkSetup;
  /** The user set it, or the profile did. */
  readonly isSet: (key: string) => boolean;
  /** Of everything loaded, before the run. */
  readonly before: ResourceCounts;
}

/** The work of a run that has ended. */
export interface EndedWork extends MixWork {
  /** Maximum number of concurrent operations. */
  readonly mostInFlight: number;
  /** Before the measured part. */
  readonly warmUpMs: number;
  /** How an open model reached its rate. */
  readonly openModel?: NonNullable<RunSummary["openModel"]>;
}

/** What a run did, and its result. */
export interface Achieved {
  readonly journal: ReadwriteJournal;
  /** Absent: what the run created is kept. */
  readonly removed: ReadwriteCleanupResult | undefined;
  readonly proof: WriteProof;
  /** Absent: not asked for. */
  readonly verification: Verification | undefined;
}
