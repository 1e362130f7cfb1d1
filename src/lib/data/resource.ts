/** What one resource of a dataset is to create-dataset.ts. */
import type { Vocabulary } from "./dataset.ts";
import type { Draft } from "./descriptors.ts";

export interface Resource {
  readonly endpoint: string;
  /** How many members of a body, from the first on, are its identity. */
  readonly identity: number;
  /** Space-separated endpoints that a body cannot do without; `gradeLevel#` is short for `gradeLevelDescriptors`. */
  readonly needs: string;
  /** The same for what a body uses where it may. */
  readonly uses: string;
  readonly count: number;
  body(index: number, v: Vocabulary): Draft;
}
