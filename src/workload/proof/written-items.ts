/** What a readwrite run wrote last, from its journal: what the check at its end looks for. Pure. */

import { type OperationLine, READ_BACK } from "../../lib/contracts/journal/operation-line.ts";
import { isFailure, type Outcome } from "../../lib/http/outcome.ts";
import { ItemSample, numberOf, SURE_SAMPLE } from "../../results/sample.ts";
import { copied } from "../../store/journal/copied.ts";
import { markOf, type OperationSum, type Writer } from "../journal/compact-lines.ts";
import { LastUpdates } from "../journal/last-updates.ts";
import type { RunSink } from "../journal/read-lines.ts";
import type { LeftItem } from "../journal/readwrite-journal.ts";

export interface UpdatedItem extends LeftItem {
  /** Iterations whose update may be the last one: more than one where their requests overlapped. */
  readonly last: readonly Writer[];
}

export interface ReadBacks {
  readonly read: number;
  /** Right only after a wait. */
  readonly late: number;
}

/** An acknowledged write that was found not to be at the target. */
export function isLostWrite({ op, outcome }: OperationLine): boolean {
  return outcome === "lost-write" || (op === READ_BACK && outcome === "mismatched");
}

export class WrittenItems implements RunSink {
  #highest = { w: -1, u: -1 };
  readonly #deleted = new ItemSample<LeftItem>(SURE_SAMPLE);
  readonly #updates: LastUpdates<Writer>;
  /** Created items that a request tried to delete: whether it did is not known. */
  readonly #perhapsDeleted = new Set<string>();
  readonly #readBacks = { read: 0, late: 0 };
  readonly #lostIds = new Set<string>();
  #overwrote = 0;

  /** @param inFlight maximum number of concurrent iterations. @param instances of k6 */
  constructor(inFlight: number, instances = 1) {
    this.#updates = new LastUpdates(inFlight, instances);
  }

  nextStart(): void {
    this.#highest = { w: -1, u: -1 };
    this.#updates.nextStart();
  }

  operation(line: OperationLine): void {
    const { op, outcome, id, iteration, warmingUp, requests } = line;
    this.highest(line);
    this.#count(op, outcome, requests > 1, 1);
    if (isLostWrite(line)) this.#lostIds.add(copied(id));
    if (op === "update") this.#updates.take(line, this.#highest[markOf(warmingUp)], () => ({ iteration, warmingUp }));
    else if (op === "delete") this.#takeDelete(line);
  }

  sum({ op, outcome, isRepeated, lines }: OperationSum): void {
    this.#count(op, outcome, isRepeated, lines);
  }

  highest({ iteration, warmingUp }: Writer): void {
    const mark = markOf(warmingUp);
    this.#highest[mark] = Math.max(this.#highest[mark], iteration);
  }

  /** Found while the run went on. */
  get lost(): number {
    return this.#lostIds.size;
  }

  get lostIds(): ReadonlySet<string> {
    return this.#lostIds;
  }

  get overwrote(): number {
    return this.#overwrote;
  }

  get readBacks(): ReadBacks {
    return this.#readBacks;
  }

  /** A fair sample. */
  deleted(): LeftItem[] {
    return this.#deleted.entries().map(([, item]) => item);
  }

  /** Of the items that were created and not deleted, those that must be there. */
  certain(left: readonly LeftItem[]): LeftItem[] {
    return left.filter(({ id }) => !this.#perhapsDeleted.has(id));
  }

  /** Items of which it is known what was written last. */
  updated(): UpdatedItem[] {
    return this.#updates.certain();
  }

  #count(op: string, outcome: Outcome, isRepeated: boolean, lines: number): void {
    if (outcome === "overwrote") this.#overwrote += lines;
    if (op !== READ_BACK || outcome === "unchanged") return;
    this.#readBacks.read += lines;
    if (isRepeated && !isFailure(outcome)) this.#readBacks.late += lines;
  }

  #takeDelete({ outcome, id, resource }: OperationLine): void {
    const number = numberOf(id);
    if (outcome !== "deleted") this.#perhapsDeleted.add(copied(id));
    else if (this.#deleted.accepts(number)) this.#deleted.add(number, { endpoint: copied(resource), id: copied(id) });
  }
}
