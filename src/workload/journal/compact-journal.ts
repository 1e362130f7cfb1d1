/**
 * Reduces a journal to what is still needed: the items on the target, the last updates, a sample of deleted items, and lost
 * writes. All other lines are summed up. Both forms give the same results.
 */

import { type Failure, writeFailureLine } from "../../lib/contracts/journal/failure-line.ts";
import {
  type OperationLine,
  OperationReader,
  READ_BACK,
  writeOperationLine,
  writeResourcesLine,
} from "../../lib/contracts/journal/operation-line.ts";
import { ItemSample, numberOf, SURE_SAMPLE } from "../../results/sample.ts";
import { copied } from "../../store/journal/copied.ts";
import { isLostWrite } from "../proof/written-items.ts";
import {
  type IterationMark,
  type IterationRange,
  markOf,
  type OperationSum,
  type Writer,
  writeDamageLine,
  writeHighestLine,
  writeRangeLine,
  writeSumLine,
} from "./compact-lines.ts";
import { FailureSums } from "./failure-sums.ts";
import { LastUpdates } from "./last-updates.ts";
import { OperationSums } from "./operation-sums.ts";
import type { JournalSink } from "./read-lines.ts";
import { SeenIterations } from "./seen-iterations.ts";

interface Kept extends Writer {
  /** Number of the line. */
  readonly place: number;
  readonly text: string;
  /** Iteration of its part so far; which updates overlap follows from it. */
  readonly highest: number;
}

/** Reads a whole journal and gives out the compacted one. */
export class CompactJournal implements JournalSink {
  readonly #resources: string[] = [];
  readonly #codes = new Map<string, string>();
  readonly #sums = new OperationSums();
  readonly #failures = new FailureSums();
  readonly #seen: Readonly<Record<IterationMark, SeenIterations>> = {
    w: new SeenIterations(),
    u: new SeenIterations(),
    x: new SeenIterations(),
  };
  readonly #highest = { w: -1, u: -1 };
  /** By ID: created and not deleted. */
  readonly #left = new Map<string, Kept>();
  /** By ID: the last request that should have deleted it, and may have done so. */
  readonly #perhapsDeleted = new Map<string, Kept>();
  /** Of items of journals before. */
  readonly #deletedOthers: Kept[] = [];
  /** Of this journal's own items: each with its creation. */
  readonly #deleted = new ItemSample<readonly [Kept, Kept]>(SURE_SAMPLE);
  readonly #updates: LastUpdates<Kept>;
  readonly #lost = new Map<string, Kept>();
  #lines = 0;
  #damage = 0;

  constructor(inFlight: number, instances = 1) {
    this.#updates = new LastUpdates(inFlight, instances);
  }

  operation(line: OperationLine): void {
    const { warmingUp, iteration, op, outcome, id } = line;
    const mark = markOf(warmingUp);
    this.#lines++;
    this.#sums.add(line);
    this.#seen[mark].add(iteration);
    this.#highest[mark] = Math.max(this.#highest[mark], iteration);
    if (isLostWrite(line) && !this.#lost.has(`${op} ${id}`)) this.#lost.set(copied(`${op} ${id}`), this.#keep(line));
    if (op === READ_BACK) return;
    if (outcome === "created") {
      if (!this.#left.has(id)) this.#left.set(copied(id), this.#keep(line));
    } else if (op === "delete") this.#takeDelete(line);
    if (op === "update") this.#updates.take(line, this.#highest[mark], () => this.#keep(line));
  }

  sum(sum: OperationSum): void {
    this.#sums.addSum(sum);
  }

  highest({ warmingUp, iteration }: Writer): void {
    const mark = markOf(warmingUp);
    this.#highest[mark] = Math.max(this.#highest[mark], iteration);
  }

  iterations({ mark, first, last }: IterationRange): void {
    this.#seen[mark].add(first, last);
  }

  failure(failure: Failure): void {
    this.#failures.add(failure);
  }

  damage(pieces: number): void {
    this.#damage += pieces;
  }

  /** Of the compacted journal. */
  *lines(): Iterable<string> {
    const resources = writeResourcesLine(this.#resources);
    const reader = new OperationReader();
    reader.read(resources);
    const told = { w: -1, u: -1 };
    yield resources;
    for (const { text, highest } of this.#kept()) {
      const line = reader.read(text) as OperationLine;
      const { warmingUp, iteration, op } = line;
      const mark = markOf(warmingUp);
      told[mark] = Math.max(told[mark], iteration);
      if (op === "update" && highest > told[mark]) {
        yield writeHighestLine({ warmingUp, iteration: highest });
        told[mark] = highest;
      }
      yield text;
      this.#sums.subtract(line);
    }
    for (const warmingUp of [false, true]) {
      const iteration = this.#highest[markOf(warmingUp)];
      if (iteration > told[markOf(warmingUp)]) yield writeHighestLine({ warmingUp, iteration });
    }
    for (const sum of this.#sums.list()) yield writeSumLine(sum);
    for (const [mark, seen] of Object.entries(this.#seen)) {
      for (const range of seen.ranges()) yield writeRangeLine({ mark: mark as IterationMark, ...range });
    }
    for (const failure of this.#failures.list()) yield writeFailureLine(failure);
    if (this.#damage > 0) yield writeDamageLine(this.#damage);
  }

  #takeDelete(line: OperationLine): void {
    const { id, outcome } = line;
    if (outcome !== "deleted") {
      this.#perhapsDeleted.set(copied(id), this.#keep(line));
      return;
    }
    this.#perhapsDeleted.delete(id);
    const created = this.#left.get(id);
    if (created === undefined) {
      this.#deletedOthers.push(this.#keep(line));
      return;
    }
    this.#left.delete(id);
    const number = numberOf(id);
    if (this.#deleted.accepts(number)) this.#deleted.add(number, [created, this.#keep(line)]);
  }

  #keep({ warmingUp, iteration, resource, op, outcome, bin, requests, id }: OperationLine): Kept {
    const code = this.#codeOf(resource);
    const text = copied(writeOperationLine(warmingUp, iteration, code, op, outcome, bin ?? "", requests, id));
    return { place: this.#lines, text, warmingUp, iteration, highest: this.#highest[markOf(warmingUp)] };
  }

  #codeOf(resource: string): string {
    let code = this.#codes.get(resource);
    if (code === undefined) {
      code = this.#resources.length.toString(36);
      this.#codes.set(copied(resource), code);
      this.#resources.push(copied(resource));
    }
    return code;
  }

  /** In the order of the journal; a line may be kept for more than one reason. */
  #kept(): Kept[] {
    const all = [
      ...this.#left.values(),
      ...this.#perhapsDeleted.values(),
      ...this.#deletedOthers,
      ...this.#deleted.entries().flatMap(([, pair]) => pair),
      ...this.#updates.certain().flatMap(({ last }) => last),
      ...this.#updates.uncertain(),
      ...this.#lost.values(),
    ];
    return [...new Map(all.map((kept) => [kept.place, kept])).values()].sort((a, b) => a.place - b.place);
  }
}
