/**
 * Follows the journal while k6 writes it: how many items are finished per level, for progress and for the barrier between
 * dependency levels. Reads only what is new; nothing is kept but counts.
 */

import { closeSync, existsSync, openSync, readSync } from "node:fs";
import { type ItemResult, isThere, readItemLine } from "../../lib/contracts/journal/item-line.ts";
import { locateItem, type PlanSegment } from "../../lib/plan/load-plan.ts";
import { ItemSet, type Range, rangesLeft } from "../../lib/plan/ranges.ts";

const CHUNK_BYTES = 256 * 1024;
/** How often the file is read while a VU waits at a border, and while none waits. */
const EAGER_MS = 10;
const IDLE_MS = 250;
/** Without any finished item for this long, a border opens: the missing items will not be finished. */
const STALL_MS = 60_000;
/** Ranges of missing items that are passed to VUs: a wholly refused resource is one. */
const MOST_RANGES = 300;

export interface TailCounts {
  readonly finished: number;
  readonly byResult: Readonly<Record<ItemResult, number>>;
  /** Lowest level that is not finished; undefined when all are. */
  readonly level: number | undefined;
}

interface LevelWork {
  readonly level: number;
  readonly planned: number;
  finished: number;
}

export class JournalTail {
  readonly #path: string;
  readonly #segments: readonly PlanSegment[];
  readonly #levels: LevelWork[];
  readonly #byResult: Record<ItemResult, number> = { created: 0, present: 0, failed: 0, blocked: 0 };
  readonly #buffer = Buffer.alloc(CHUNK_BYTES);
  /** Failed or not sent. */
  readonly #missing: ItemSet;
  #waiting: { level: number; open: (missing: readonly Range[]) => void }[] = [];
  #offset = 0;
  #rest = "";
  #finished = 0;
  #lastProgressMs = performance.now();
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(path: string, segments: readonly PlanSegment[], ranges: readonly Range[]) {
    this.#path = path;
    this.#segments = segments;
    this.#missing = new ItemSet(endOf(segments));
    this.#levels = workByLevel(segments, ranges);
    this.#schedule();
  }

  get counts(): TailCounts {
    const level = this.#levels.find(({ planned, finished }) => finished < planned)?.level;
    return { finished: this.#finished, byResult: this.#byResult, level };
  }

  /** Resolves when every item below `level` is finished, with those of them that are missing: the first MOST_RANGES ranges. */
  waitForLevel(level: number): Promise<readonly Range[]> {
    this.#read();
    if (this.#stopped || this.#isOpen(level)) return Promise.resolve(this.#missingBelow(level));
    return new Promise((resolve) => {
      this.#waiting.push({ level, open: resolve });
      this.#schedule();
    });
  }

  /** Reads the rest and releases all waiting VUs. */
  stop(): TailCounts {
    this.#read();
    this.#stopped = true;
    clearTimeout(this.#timer);
    for (const { level, open } of this.#waiting) open(this.#missingBelow(level));
    this.#waiting = [];
    return this.counts;
  }

  #isOpen(level: number): boolean {
    return this.#levels.every((work) => work.level >= level || work.finished >= work.planned);
  }

  #missingBelow(level: number): readonly Range[] {
    if (this.#missing.size === 0) return [];
    const end = endOf(this.#segments.filter((segment) => segment.level < level));
    return rangesLeft(end, (item) => !this.#missing.has(item)).slice(0, MOST_RANGES);
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    if (this.#stopped) return;
    this.#timer = setTimeout(() => this.#tick(), this.#waiting.length > 0 ? EAGER_MS : IDLE_MS);
    this.#timer.unref();
  }

  #tick(): void {
    this.#read();
    const isStalled = performance.now() - this.#lastProgressMs > STALL_MS;
    this.#waiting = this.#waiting.filter(({ level, open }) => {
      const opens = isStalled || this.#isOpen(level);
      if (opens) open(this.#missingBelow(level));
      return !opens;
    });
    this.#schedule();
  }

  #read(): void {
    if (this.#stopped || !existsSync(this.#path)) return;
    const file = openSync(this.#path, "r");
    try {
      for (;;) {
        const bytes = readSync(file, this.#buffer, 0, CHUNK_BYTES, this.#offset);
        if (bytes === 0) return;
        this.#offset += bytes;
        this.#take(this.#buffer.toString("latin1", 0, bytes));
      }
    } finally {
      closeSync(file);
    }
  }

  #take(text: string): void {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) {
      const read = readItemLine(line);
      if (read === undefined) continue;
      const { segment } = locateItem(this.#segments, read.item);
      const work = this.#levels.find(({ level }) => level === segment.level);
      if (work !== undefined) work.finished++;
      this.#byResult[read.result]++;
      if (!isThere(read.result)) this.#missing.add(read.item);
      this.#finished++;
      this.#lastProgressMs = performance.now();
    }
  }
}

function endOf(segments: readonly PlanSegment[]): number {
  const last = segments.at(-1);
  return last === undefined ? 0 : last.first + last.count;
}

/** How many of the items that are left lie in each level. */
function workByLevel(segments: readonly PlanSegment[], ranges: readonly Range[]): LevelWork[] {
  const planned = new Map<number, number>();
  let at = 0;
  for (const { level, first, count } of segments) {
    const end = first + count;
    let items = planned.get(level) ?? 0;
    while (at < ranges.length && (ranges[at] as Range)[0] + (ranges[at] as Range)[1] <= first) at++;
    for (let each = at; each < ranges.length && (ranges[each] as Range)[0] < end; each++) {
      const [start, size] = ranges[each] as Range;
      items += Math.max(0, Math.min(end, start + size) - Math.max(first, start));
    }
    planned.set(level, items);
  }
  return [...planned].map(([level, count]) => ({ level, planned: count, finished: 0 }));
}
