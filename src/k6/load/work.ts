/**
 * What a load has to do, for one VU. Under the runner it comes from a file in the run folder, in a direct `k6 run` from
 * `setup()`. Long lists of ranges (of a resumed run) are shared by all VUs.
 */

import { SharedArray } from "k6/data";
import {
  type GivenWork,
  listed,
  type PlannedNeeds,
  readWork,
  type Work,
  type WorkHead,
} from "../../lib/contracts/load-work.ts";
import { WORK_FILE } from "../../lib/contracts/run-files.ts";
import type { Dataset } from "../../lib/data/dataset.ts";
import type { PlanSegment } from "../../lib/plan/load-plan.ts";
import { type Placed, placeRanges, totalOf } from "../../lib/plan/ranges.ts";
import { openBodies } from "../dataset.ts";
import { direct } from "../direct-script.ts";
import { RUN_DIRECTORY } from "../settings.ts";

/** Most ranges that each VU copies. */
const FEW = 64;

/** The part of a dataset that a load uses. */
export type LoadData = Pick<Dataset, "body" | "key" | "needs">;

export interface VuWork {
  readonly segments: readonly PlanSegment[];
  /** First item of each segment, in order. Copied for each VU: reading a shared array costs 2 µs per access. */
  readonly firsts: readonly number[];
  readonly usable: Pick<ReadonlySet<string>, "has">;
  readonly ranges: { readonly length: number; readonly [index: number]: Placed | undefined };
  /** Number of items to do. */
  readonly size: number;
  isPresent(item: number): boolean;
}

export function vuWork(work: Work): VuWork {
  const present = new Set(
    (work.present ?? []).flatMap(([first, count]) => Array.from({ length: count }, (_, i) => first + i)),
  );
  return {
    isPresent: (item) => present.has(item),
    segments: work.segments,
    firsts: work.segments.map(({ first }) => first),
    usable: new Set(work.usable),
    ranges: placeRanges(work.ranges),
    size: totalOf(work.ranges),
  };
}

/** Called in the init context, where files can be opened. */
function share<const Name extends keyof GivenWork>(name: Name): GivenWork[Name] {
  const read = (): GivenWork => readWork(open(`${RUN_DIRECTORY}/${WORK_FILE}`));
  return new SharedArray<unknown>(name, () => [...read()[name]]) as readonly unknown[] as GivenWork[Name];
}

/** Called in the init context. */
export function workFromRunner(): VuWork {
  const ranges = share("ranges");
  const { firsts, size } = JSON.parse(share("head")[0] as string) as WorkHead;
  // Reading a shared array costs as much as making a small body, so short lists are copied.
  const near = ranges.length <= FEW ? [...ranges] : ranges;
  return {
    segments: share("segments"),
    // Copied, because a parsed array has capacity for twice as many elements.
    firsts: firsts.map((first) => first),
    usable: new NamesByLength(share("usable")),
    ranges: near,
    size,
    isPresent: () => false,
  };
}

/** A set of names in shared texts. Caches only the few names that a VU asks for: all of them would cost much memory. */
class NamesByLength {
  readonly #texts: readonly string[];
  readonly #known = new Map<string, boolean>();

  constructor(texts: readonly string[]) {
    this.#texts = texts;
  }

  has(name: string): boolean {
    let known = this.#known.get(name);
    if (known === undefined) {
      known = this.#texts[name.length]?.includes(listed([name])) === true;
      this.#known.set(name, known);
    }
    return known;
  }
}

/**
 * What each resource needs is found out once, by the runner or in VU 0. A VU parses it when it first learns of a missing
 * item: few ever do.
 */
export function openLoadData(settings: Parameters<typeof direct.load.needsOf>[0]): () => LoadData {
  const text = FOR_RUNNER ? share("needs") : new SharedArray("needs", () => [direct.load.needsOf(settings)]);
  let table: PlannedNeeds | undefined;
  const needs: Dataset["needs"] = (endpoint) => {
    table ??= JSON.parse(text[0] as string) as PlannedNeeds;
    return table[endpoint] ?? { required: [], optional: [] };
  };
  return () => Object.assign(openBodies(settings), { needs });
}
