/** Reads the journals of a readwrite run: what was done, and what the run left at the target. */

import type { Failure } from "../../lib/contracts/journal/failure-line.ts";
import { type OperationLine, READ_BACK } from "../../lib/contracts/journal/operation-line.ts";
import { WARM_UP_TAG } from "../../lib/contracts/metrics.ts";
import { asItem, type FailureCause, FailureDigest } from "../../results/failure-digest.ts";
import { copied } from "../../store/journal/copied.ts";
import { OperationTally } from "../mix/achieved.ts";
import { type IterationRange, markOf, type OperationSum, type Writer } from "./compact-lines.ts";
import { type JournalSink, type RunSink, readJournal } from "./read-lines.ts";
import { SeenIterations } from "./seen-iterations.ts";

export interface LeftItem {
  readonly endpoint: string;
  readonly id: string;
}

export interface ReadwriteJournal {
  /** The measured part, without starts before. */
  readonly tally: OperationTally;
  /** HTTP requests by tag `op`; warm-up is `warm-up`. */
  readonly requests: Readonly<Record<string, number>>;
  readonly created: number;
  readonly deleted: number;
  /** Created and not deleted, in order of creation. */
  readonly left: readonly LeftItem[];
  /** The same at the end of the starts before. */
  readonly leftBefore: readonly LeftItem[];
  /** Iterations that may have been under way when k6 was ended: what they created has no line. */
  readonly unfinished: readonly Writer[];
  /** Of the failures that the verdict counts, without starts before. */
  readonly causes: readonly FailureCause[];
  /** Failures of the warm-up, and of the round in which the unloaded target is measured. */
  readonly failuresBefore: number;
  readonly damagedLines: number;
}

export interface JournalReading {
  /** Maximum number of concurrent iterations. */
  readonly inFlight: number;
  /** Of k6, in each start. Default: 1. */
  readonly instances?: number;
  /** Gets the lines of this run, not those of starts before. */
  readonly written?: RunSink;
  /** How many files are of starts that a resumed run follows: only what they left matters. */
  readonly startsBefore?: number;
  /** Iterations of theirs that can have been under way when they were interrupted. */
  readonly inFlightBefore?: number;
}

/**
 * @param files in order of writing, as k6 wrote them or compacted
 * @throws LoadTestError "results" when a file cannot be read
 */
export async function readReadwriteJournals(
  files: readonly string[],
  { inFlight, instances = 1, written, startsBefore = 0, inFlightBefore = 0 }: JournalReading,
): Promise<ReadwriteJournal> {
  const reading = new Reading(written, instances);
  let leftBefore: LeftItem[] = [];
  for (const [index, file] of files.entries()) {
    reading.nextStart(index < startsBefore);
    await readJournal(file, reading);
    if (index === startsBefore - 1) leftBefore = itemsOf(reading.left);
    // Another start of k6 follows in the same run only where all iterations of the one before have ended.
    reading.endStart(index < startsBefore ? inFlightBefore : index === files.length - 1 ? inFlight : 0);
  }
  const { tally, requests, created, deleted, unfinished, failuresBefore, damagedLines } = reading;
  const [left, causes] = [itemsOf(reading.left), reading.failures.causes()];
  return { tally, requests, created, deleted, left, leftBefore, unfinished, causes, failuresBefore, damagedLines };
}

class Reading implements JournalSink {
  readonly tally = new OperationTally();
  readonly requests: Record<string, number> = {};
  /** Endpoint by ID. */
  readonly left = new Map<string, string>();
  readonly failures = new FailureDigest();
  failuresBefore = 0;
  created = 0;
  deleted = 0;
  damagedLines = 0;
  readonly unfinished: Writer[] = [];
  #isBefore = false;
  #seen = newSeen();
  readonly #written: RunSink | undefined;
  readonly #instances: number;

  constructor(written: RunSink | undefined, instances: number) {
    this.#written = written;
    this.#instances = instances;
  }

  /** @param isBefore it is one that a resumed run follows */
  nextStart(isBefore: boolean): void {
    this.#isBefore = isBefore;
    this.#seen = newSeen();
    if (!isBefore) this.#written?.nextStart();
  }

  endStart(inFlight: number): void {
    for (const [mark, seen] of Object.entries(this.#seen)) {
      const warmingUp = mark === "u";
      this.unfinished.push(...seen.gaps(inFlight, this.#instances).map((iteration) => ({ iteration, warmingUp })));
    }
  }

  operation(line: OperationLine): void {
    if (!this.#isBefore) this.#written?.operation(line);
    const { warmingUp, iteration, resource, op, outcome, id } = line;
    this.#seen[markOf(warmingUp)].add(iteration);
    this.#count(line, 1);
    if (op === READ_BACK) return;
    if (outcome === "created") {
      this.created++;
      this.left.set(copied(id), copied(resource));
    } else if (op === "delete" && outcome === "deleted" && this.left.delete(id)) this.deleted++;
  }

  /** Items that were created stand for as many that were deleted: the lines of others are not gone. */
  sum(sum: OperationSum): void {
    if (!this.#isBefore) this.#written?.sum(sum);
    const { op, outcome, lines } = sum;
    this.#count(sum, lines);
    if (op === READ_BACK) return;
    if (outcome === "created") this.created += lines;
    else if (op === "delete" && outcome === "deleted") this.deleted += lines;
  }

  highest(writer: Writer): void {
    if (!this.#isBefore) this.#written?.highest(writer);
  }

  /** Operations that were missed were not under way. */
  iterations({ mark, first, last }: IterationRange): void {
    this.#seen[mark === "x" ? "w" : mark].add(first, last);
  }

  failure(failure: Failure): void {
    if (this.#isBefore) return;
    const { warmingUp = false, times = 1 } = failure;
    // A lost write counts whenever it was written.
    if (warmingUp && asItem(failure).outcome !== "lost-write") this.failuresBefore += times;
    else this.failures.add(failure);
  }

  damage(pieces: number): void {
    this.damagedLines += pieces;
  }

  /** @param line with the requests of all `lines` */
  #count(line: Pick<OperationLine, "warmingUp" | "op" | "outcome" | "requests">, lines: number): void {
    const isReadBack = line.op === READ_BACK;
    const op = line.warmingUp && !isReadBack ? WARM_UP_TAG : line.op;
    this.requests[op] = (this.requests[op] ?? 0) + line.requests;
    if (!isReadBack && !line.warmingUp && !this.#isBefore) this.tally.add(line, lines);
  }
}

function newSeen(): { readonly w: SeenIterations; readonly u: SeenIterations } {
  return { w: new SeenIterations(), u: new SeenIterations() };
}

/** @param left endpoint by ID */
function itemsOf(left: ReadonlyMap<string, string>): LeftItem[] {
  return [...left].map(([id, endpoint]) => ({ endpoint, id }));
}
