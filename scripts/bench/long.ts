/** Whether memory stays the same over many requests: k6 with the readwrite script, and the runner's own measuring. */

import { formatCount, formatNumber } from "../../src/base/figures.ts";
import type { BenchOptions, Figure, Measured } from "./figure.ts";
import { median, memoryOf } from "./process-cost.ts";
import { runReadwrite, withLoadedTarget } from "./readwrite-cost.ts";
import { readwritePlan } from "./readwrite-work.ts";

const LOOK_MS = 500;
/** Memory goes up and down with Go's garbage collection: the median of so many looks counts. */
const LOOKS = 20;
/** The first mark is at this share of all requests. */
const FIRST_SHARE = 0.1;

/** Bounded by `seconds`: where fewer requests were sent by then, the note says how many. */
export function longRun(k6Path: string, options: BenchOptions): Promise<Measured> {
  const { vus: [vus = 10] = [], requests = 2_000_000, seconds = 1800 } = options;
  return withLoadedTarget(k6Path, async ({ target, bench, items }) => {
    const marks: { readonly requests: number; readonly bytes: number }[] = [];
    const counted = async (): Promise<number> => (await target.ledger()).reduce((sum, { count }) => sum + count, 0);
    const watch = async (pid: number): Promise<void> => {
      const looks: number[] = [];
      for (let bytes = memoryOf(pid).bytes; bytes > 0; bytes = memoryOf(pid).bytes) {
        looks.push(bytes);
        const sent = await counted();
        const wanted = marks.length === 0 ? FIRST_SHARE * requests : requests;
        if (sent >= wanted) marks.push({ requests: sent, bytes: median(looks.slice(-LOOKS)) });
        if (marks.length === 2) process.kill(pid, "SIGINT");
        if (marks.length === 2) return;
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      }
      marks.push({ requests: await counted(), bytes: median(looks.slice(-LOOKS - 1, -1)) });
    };
    await target.resetLedger();
    let watching: Promise<void> | undefined;
    const plan = readwritePlan(bench, items, vus, seconds);
    await runReadwrite(target, plan, {
      started: (pid) => {
        watching = watch(pid);
      },
    });
    await watching;
    return { figures: [flatness("k6 with the readwrite script", marks, 1.1)] };
  });
}

function flatness(what: string, marks: readonly { requests: number; bytes: number }[], limit: number): Figure {
  const [first, last] = [marks[0], marks.at(-1)];
  if (first === undefined || last === undefined || first === last) throw new Error(`${what}: too few requests`);
  const describe = (mark: typeof first): string =>
    `${formatNumber(mark.bytes / 1e6)} MB after ${formatCount(mark.requests)}`;
  return {
    name: `Memory of ${what} over many requests`,
    value: last.bytes / first.bytes,
    unit: "x",
    limit,
    note: `${describe(first)} and ${describe(last)}`,
  };
}
