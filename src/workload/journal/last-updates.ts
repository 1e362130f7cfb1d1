/** Which updates of an item may be the last one, because requests of several iterations overlap. Pure. */

import type { OperationLine } from "../../lib/contracts/journal/operation-line.ts";
import { copied } from "../../store/journal/copied.ts";
import type { Writer } from "./compact-lines.ts";

interface Candidate<Update> {
  readonly update: Update;
  readonly start: number;
  /** Iterations above this number started after the response to this update. */
  readonly overlapsUpTo: number;
}

interface Updated<Update> {
  readonly endpoint: string;
  last: Candidate<Update>[];
  /** The first update whose time of arrival is unknown, or that may not have arrived. */
  uncertain: Update | undefined;
}

/** @typeParam Update what is kept of an update */
export class LastUpdates<Update extends Writer> {
  readonly #inFlight: number;
  readonly #instances: number;
  readonly #items = new Map<string, Updated<Update>>();

  #start = 0;

  /**
   * @param inFlight maximum number of concurrent iterations
   * @param instances of k6, which take the numbers of iterations in turn: those of two of them say nothing about their order
   */
  constructor(inFlight: number, instances = 1) {
    this.#inFlight = inFlight;
    this.#instances = instances;
  }

  /** What comes now is of another start of k6: none of its updates overlaps one before. */
  nextStart(): void {
    this.#start++;
  }

  /** @param highest iteration of the same start and part so far. @param keep called for what is to be kept */
  take(
    { id, resource, outcome, requests, warmingUp, iteration }: OperationLine,
    highest: number,
    keep: () => Update,
  ): void {
    if (outcome === "precondition-failed") return;
    let item = this.#items.get(id);
    if (item === undefined) {
      item = { endpoint: copied(resource), last: [], uncertain: undefined };
      this.#items.set(copied(id), item);
    }
    if (item.uncertain !== undefined) return;
    const update = keep();
    // A request that was repeated may have arrived twice, the second time after others.
    if (outcome !== "updated" || requests !== 1) item.uncertain = update;
    const start = this.#start;
    const mayStand = (one: Candidate<Update>): boolean =>
      one.start === start &&
      (one.update.warmingUp !== warmingUp ||
        iteration <= one.overlapsUpTo ||
        one.update.iteration % this.#instances !== iteration % this.#instances);
    item.last = [...item.last.filter(mayStand), { update, start, overlapsUpTo: highest + this.#inFlight }];
  }

  /**
   * Last updates of items where they are known, sorted by ID. Only of the last start of k6: what earlier starts wrote
   * does not follow from its plan.
   */
  certain(): { readonly endpoint: string; readonly id: string; readonly last: readonly Update[] }[] {
    const items = [...this.#items].sort(([a], [b]) => (a < b ? -1 : 1));
    return items.flatMap(([id, { endpoint, last, uncertain }]) =>
      uncertain === undefined && last.at(-1)?.start === this.#start
        ? [{ endpoint, id, last: last.map(({ update }) => update) }]
        : [],
    );
  }

  /** For each other item, the update that makes it unknown. */
  uncertain(): Update[] {
    return [...this.#items.values()].flatMap(({ uncertain }) => uncertain ?? []);
  }
}
