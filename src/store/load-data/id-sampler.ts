/** Takes a fair sample of ids per resource while journals are read. */

import type { ItemLine } from "../../lib/contracts/journal/item-line.ts";
import { SAMPLE_SIZE } from "../../lib/contracts/load-data.ts";
import type { LoadPlan } from "../../lib/plan/load-plan.ts";
import { locateItem } from "../../lib/plan/load-plan.ts";
import { ItemSample } from "../../results/sample.ts";
import { copied } from "../journal/copied.ts";

/** By endpoint: `[index, id]`, sorted by index. */
export type IdSamples = ReadonlyMap<string, readonly (readonly [number, string])[]>;

export class IdSampler {
  readonly #segments: LoadPlan["segments"];
  readonly #samples: ReadonlyMap<string, ItemSample<string>>;

  constructor(plan: Pick<LoadPlan, "segments">, size: number = SAMPLE_SIZE) {
    this.#segments = plan.segments;
    this.#samples = new Map(plan.segments.map(({ endpoint }) => [endpoint, new ItemSample<string>(size)]));
  }

  /** For `readJournals({ onItem })`. */
  readonly take = ({ item, id }: Pick<ItemLine, "item" | "id">): void => {
    if (id === "") return;
    const sample = this.#samples.get(locateItem(this.#segments, item).segment.endpoint);
    if (sample?.accepts(item) === true) sample.add(item, copied(id));
  };

  samples(): IdSamples {
    const found = new Map<string, (readonly [number, string])[]>();
    for (const { endpoint, first } of this.#segments) {
      const entries = this.#samples.get(endpoint)?.entries() ?? [];
      found.set(
        endpoint,
        entries.map(([item, id]) => [item - first, id]),
      );
    }
    return found;
  }
}
