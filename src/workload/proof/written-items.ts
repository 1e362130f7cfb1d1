/** What a readwrite run wrote last, from its journal: what the check at its end looks for. Pure. */

import { type OperationLine, READ_BACK } from "../../lib/contracts/journal/operation-line.ts";
import { isFailure } from "../../lib/http/outcome.ts";
import { ItemSample, SURE_SAMPLE } from "../../results/sample.ts";
import { copied } from "../../store/journal/copied.ts";
import type { LeftItem } from "./readwrite-journal.ts";

/** An iteration that updated an item. */
export interface Writer {
  readonly iteration: number;
  readonly warmingUp: boolean;
}

interface Candidate extends Writer {
  /** Iterations above this number began after this update was answered. */
  readonly overlapsUpTo: number;
}

export interface UpdatedItem extends LeftItem {
  /** Iterations whose update may be the last one: more than one where their requests overlapped. */
  readonly last: readonly Writer[];
}

export interface ReadBacks {
  readonly read: number;
  /** Right only after a wait. */
  readonly late: number;
}

export class WrittenItems {
  readonly #inFlight: number;
  #start = -1;
  readonly #highest = { main: -1, warmUp: -1 };
  readonly #deleted = new ItemSample<LeftItem>(SURE_SAMPLE);
  readonly #updates = new Map<string, { endpoint: string; last: Candidate[]; isCertain: boolean }>();
  /** Created items that a request tried to delete: whether it did is not known. */
  readonly #perhapsDeleted = new Set<string>();
  readonly #readBacks = { read: 0, late: 0 };
  readonly #lostIds = new Set<string>();
  #overwrote = 0;
  #deletes = 0;

  /** @param inFlight iterations that can be under way at once */
  constructor(inFlight: number) {
    this.#inFlight = inFlight;
  }

  /** For `readReadwriteJournals`. */
  readonly take = (line: OperationLine, start: number): void => {
    if (start !== this.#start) this.#begin(start);
    const { op, outcome, id, iteration, warmingUp } = line;
    const part = warmingUp ? "warmUp" : "main";
    this.#highest[part] = Math.max(this.#highest[part], iteration);
    const isWrong = outcome === "lost-write" || (op === READ_BACK && outcome === "mismatched");
    if (isWrong) this.#lostIds.add(copied(id));
    if (outcome === "overwrote") this.#overwrote++;
    if (op === READ_BACK) this.#takeReadBack(line);
    else if (op === "update") this.#takeUpdate(line, this.#highest[part] + this.#inFlight);
    else if (op !== "delete") return;
    else if (outcome !== "deleted") this.#perhapsDeleted.add(copied(id));
    else if (this.#deleted.accepts(++this.#deletes))
      this.#deleted.add(this.#deletes, { endpoint: copied(line.resource), id: copied(id) });
  };

  /** A start of k6 numbers its iterations from 0; what updates of starts before wrote does not follow from its plan. */
  #begin(start: number): void {
    this.#start = start;
    this.#highest.main = -1;
    this.#highest.warmUp = -1;
    this.#updates.clear();
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
    return [...this.#updates].flatMap(([id, { endpoint, last, isCertain }]) =>
      isCertain && last.length > 0 ? [{ endpoint, id, last }] : [],
    );
  }

  #takeReadBack({ outcome, requests }: OperationLine): void {
    if (outcome === "unchanged") return;
    this.#readBacks.read++;
    if (requests > 1 && !isFailure(outcome)) this.#readBacks.late++;
  }

  #takeUpdate({ id, resource, outcome, requests, iteration, warmingUp }: OperationLine, overlapsUpTo: number): void {
    if (outcome === "precondition-failed") return;
    let item = this.#updates.get(id);
    if (item === undefined) {
      item = { endpoint: copied(resource), last: [], isCertain: true };
      this.#updates.set(copied(id), item);
    }
    // A request that was repeated may have arrived twice, the second time after others.
    if (outcome !== "updated" || requests !== 1) item.isCertain = false;
    const mayStand = (one: Candidate): boolean => one.warmingUp !== warmingUp || iteration <= one.overlapsUpTo;
    item.last = [...item.last.filter(mayStand), { iteration, warmingUp, overlapsUpTo }];
  }
}
