/**
 * The items that a run brought to its target, with their ids: 16 bytes for each, since the ids of Ed-Fi APIs are UUIDs;
 * others are kept as text.
 */

import type { ItemLine } from "../../../lib/contracts/journal/item-line.ts";
import { locateItem, type PlanSegment } from "../../../lib/plan/load-plan.ts";
import { ItemSet } from "../../../lib/plan/ranges.ts";
import { copied } from "../../../store/journal/copied.ts";
import { unrecordedRule } from "../../../store/journal/unrecorded.ts";
import type { RunPlan } from "../../../store/load-data/run-plan.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const UUID_BYTES = 16;

export class OwnItems {
  readonly #plan: RunPlan;
  readonly #own: ItemSet;
  readonly #isUnrecorded: (line: ItemLine, fileIndex: number) => boolean;
  readonly #uuids = new Map<PlanSegment, Buffer>();
  readonly #texts = new Map<number, string>();

  constructor(plan: RunPlan) {
    this.#plan = plan;
    this.#own = new ItemSet(plan.items);
    this.#isUnrecorded = unrecordedRule(plan);
  }

  /** For `readJournals({ onItem })`. */
  readonly take = (line: ItemLine, fileIndex: number): void => {
    if (line.result !== "created" && line.result !== "present") return;
    if (line.result === "present" && !this.#own.has(line.item) && !this.#isUnrecorded(line, fileIndex)) return;
    const { segment } = locateItem(this.#plan.segments, line.item);
    this.#own.add(line.item);
    this.#keep(segment, line.item, line.id);
  };

  get size(): number {
    return this.#own.size;
  }

  has(item: number): boolean {
    return this.#own.has(item);
  }

  /** Throws for an item that is not the run's own. */
  id(segment: PlanSegment, item: number): string {
    const text = this.#texts.get(item);
    if (text !== undefined) return text;
    const bytes = this.#uuids.get(segment);
    if (bytes === undefined || !this.#own.has(item)) throw new RangeError(`item ${item} has no id`);
    const at = (item - segment.first) * UUID_BYTES;
    const hex = bytes.toString("hex", at, at + UUID_BYTES);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  #keep(segment: PlanSegment, item: number, id: string): void {
    if (!UUID.test(id)) {
      this.#texts.set(item, copied(id));
      return;
    }
    let bytes = this.#uuids.get(segment);
    if (bytes === undefined) {
      bytes = Buffer.alloc(segment.count * UUID_BYTES);
      this.#uuids.set(segment, bytes);
    }
    this.#texts.delete(item);
    bytes.write(id.replaceAll("-", ""), (item - segment.first) * UUID_BYTES, UUID_BYTES, "hex");
  }
}
