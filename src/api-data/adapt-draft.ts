/** What an adaptation grows from while it is compiled. Pure. */

import type { Model, ResourceModel } from "../api-model/types.ts";
import type { Dataset, Scalar } from "../lib/data/dataset.ts";
import type { Path, Step } from "../lib/target-data/target-data.ts";
import type { ValueChange } from "./adapt-scalar.ts";

/** A part of names, in the dataset and at the target: contacts were parents. */
export type Word = readonly [own: string, target: string];

/** Where a value of the natural key comes from that is not as in the dataset. */
export interface Origin {
  /** Place in the dataset's own body: `gradingPeriodName`. Absent: a value that all items have. */
  readonly own?: string;
  readonly changes: readonly ValueChange[];
  readonly constant?: Scalar;
}

/** How one resource of the dataset looks at the target: what references to it must know. */
export interface Fitted {
  readonly resource: ResourceModel;
  /** By place in the adapted body: `periodSequence`. What is not there is as in the dataset. */
  readonly origins: ReadonlyMap<string, Origin>;
}

export interface AdaptContext {
  readonly model: Model;
  readonly dataset: Dataset;
  /** Values of a descriptor type, in full; empty where there are none. */
  readonly valuesOf: (descriptor: string) => readonly string[];
  /** Resources of the dataset that are compiled already, by name in lower case. */
  readonly fitted: ReadonlyMap<string, Fitted>;
  /** Of resources that are called otherwise at the target. */
  readonly words: readonly Word[];
  /** Endpoints of resources that are left out, by name in lower case. */
  readonly leftOut: ReadonlyMap<string, string>;
  /** The key of the first item of a resource, as references to it at the target have it. */
  readonly firstKey: (resource: string) => Readonly<Record<string, Scalar>> | undefined;
}

/** Steps and their descriptions. A part that fails is discarded completely. */
export class Draft {
  readonly steps: Step[] = [];
  readonly texts: string[] = [];
  readonly origins = new Map<string, Origin>();
  /** Resources that the target wants to be referred to, and the dataset refers to where it may. */
  readonly needed = new Set<string>();

  change(path: Path, change: ValueChange): void {
    this.steps.push({ ...change, path } as Step);
  }

  remove(path: Path, reason: string): void {
    this.steps.push({ do: "remove", path });
    this.texts.push(`${path.join(".")} left out: ${reason}`);
  }

  take({ steps, texts, origins, needed }: Draft): void {
    this.steps.push(...steps);
    this.texts.push(...texts);
    for (const [path, origin] of origins) this.origins.set(path, origin);
    for (const name of needed) this.needed.add(name);
  }
}

/** Whether texts are the same but for the case of letters. */
export function isAlike(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
