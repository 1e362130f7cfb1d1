/** Reads the journals of a readwrite run: what was done, and what the run left at the target. */

import { readMissedLine } from "../../lib/contracts/journal/engine-lines.ts";
import { FAILURE_MARK, readFailureLine } from "../../lib/contracts/journal/failure-line.ts";
import {
  isOperation,
  type OperationLine,
  OperationReader,
  READ_BACK,
} from "../../lib/contracts/journal/operation-line.ts";
import { WARM_UP_TAG } from "../../lib/contracts/metrics.ts";
import { type FailureCause, FailureDigest } from "../../results/failure-digest.ts";
import { copied } from "../../store/journal/copied.ts";
import { readLines, utf8 } from "../../store/journal/journal-lines.ts";
import { OperationTally } from "../mix/achieved.ts";

export interface LeftItem {
  readonly endpoint: string;
  readonly id: string;
}

interface Unfinished {
  readonly iteration: number;
  readonly warmingUp: boolean;
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
  readonly unfinished: readonly Unfinished[];
  /** Without starts before. */
  readonly causes: readonly FailureCause[];
  readonly damagedLines: number;
}

/**
 * @param files in order of writing: one for each start of k6, whose iterations are numbered from 0
 * @param inFlight iterations that can have been under way when the last start ended
 * @param onLine with the place of its file; not called for starts before
 * @param startsBefore how many files are of starts that a resumed run follows: only what they left matters
 * @param inFlightBefore iterations of theirs that can have been under way when they were interrupted
 * @throws LoadTestError "results" when a file cannot be read
 */
export async function readReadwriteJournals(
  files: readonly string[],
  inFlight: number,
  onLine: (line: OperationLine, start: number) => void = () => {},
  startsBefore = 0,
  inFlightBefore = 0,
): Promise<ReadwriteJournal> {
  const tally = new OperationTally();
  const requests: Record<string, number> = {};
  const left = new Map<string, string>();
  let seen = { w: new Seen(), u: new Seen() };
  const unfinished: Unfinished[] = [];
  const failures = new FailureDigest();
  let leftBefore: LeftItem[] = [];
  let created = 0;
  let deleted = 0;
  let damagedLines = 0;
  const reader = new OperationReader();
  const take = (text: string, start: number): void => {
    const isBefore = start < startsBefore;
    const line = reader.read(text);
    if (line === undefined) {
      const missed = readMissedLine(text);
      const failure = readFailureLine(utf8(text));
      if (missed !== undefined) seen.w.add(missed);
      else if (failure !== undefined) {
        if (!isBefore) failures.add(failure);
      } else if (isOperation(text) || text.startsWith(FAILURE_MARK)) damagedLines++;
      return;
    }
    if (!isBefore) onLine(line, start);
    const { warmingUp, resource, outcome, id } = line;
    const isReadBack = line.op === READ_BACK;
    const op = warmingUp && !isReadBack ? WARM_UP_TAG : line.op;
    requests[op] = (requests[op] ?? 0) + line.requests;
    seen[warmingUp ? "u" : "w"].add(line.iteration);
    if (isReadBack) return;
    if (!warmingUp && !isBefore) tally.add(line);
    if (outcome === "created") {
      created++;
      left.set(copied(id), copied(resource));
    } else if (line.op === "delete" && outcome === "deleted" && left.delete(id)) deleted++;
  };
  for (const [start, file] of files.entries()) {
    if (start === startsBefore) leftBefore = itemsOf(left);
    await readLines(file, { line: (text) => take(text, start), damage: () => void damagedLines++ });
    const few = start < startsBefore ? inFlightBefore : start === files.length - 1 ? inFlight : 0;
    unfinished.push(...gapsIn(seen, few));
    seen = { w: new Seen(), u: new Seen() };
  }
  return {
    tally,
    requests,
    created,
    deleted,
    left: itemsOf(left),
    leftBefore,
    unfinished,
    causes: failures.causes(),
    damagedLines,
  };
}

function gapsIn(seen: { readonly w: Seen; readonly u: Seen }, inFlight: number): Unfinished[] {
  return [
    ...seen.w.gaps(inFlight).map((iteration) => ({ iteration, warmingUp: false })),
    ...seen.u.gaps(inFlight).map((iteration) => ({ iteration, warmingUp: true })),
  ];
}

/** @param left endpoint by ID */
function itemsOf(left: ReadonlyMap<string, string>): LeftItem[] {
  return [...left].map(([id, endpoint]) => ({ endpoint, id }));
}

/** Which numbers from 0 on have come, in nearly rising order: holds only those beyond the first gap. */
class Seen {
  #next = 0;
  readonly #beyond = new Set<number>();

  add(value: number): void {
    if (value >= this.#next) this.#beyond.add(value);
    while (this.#beyond.delete(this.#next)) this.#next++;
  }

  /** Numbers below the highest that did not come, and the next few; none where nothing came at all. */
  gaps(few: number): number[] {
    const highest = Math.max(this.#next - 1, ...this.#beyond);
    if (highest < 0) return [];
    const missing: number[] = [];
    for (let value = this.#next; value <= highest + few; value++) if (!this.#beyond.has(value)) missing.push(value);
    return missing;
  }
}
