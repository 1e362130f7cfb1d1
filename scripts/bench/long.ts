/** Whether memory stays the same over many requests: k6 with the readwrite script, and the runner's own measuring. */

import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { formatCount, formatNumber } from "../../src/base/figures.ts";
import { writeOperationLine, writeResourcesLine } from "../../src/lib/contracts/journal/operation-line.ts";
import { binOf } from "../../src/lib/measure/latency-bins.ts";
import { Collector } from "../../src/results/measurements/collector.ts";
import { quantileOf } from "../../src/results/stats/percentile.ts";
import { MeasurementReader } from "../../src/run/measurements/journal-lines.ts";
import type { BenchOptions, Figure, Measured } from "./figure.ts";
import { memoryOf } from "./process-cost.ts";
import { runReadwrite, withLoadedTarget } from "./readwrite-cost.ts";
import { readwritePlan } from "./readwrite-work.ts";

const LOOK_MS = 500;
/** Memory goes up and down with Go's garbage collection: the median of so many looks counts. */
const LOOKS = 20;
/** The first mark is at this share of all requests. */
const FIRST_SHARE = 0.1;
const LIMIT = 1.1;
/** Of the journal that the runner reads. */
const RESOURCES = 7;
const OPS = ["create", "read", "query", "page", "update", "delete"];
const PER_SECOND = 3000;

interface Mark {
  readonly requests: number;
  readonly bytes: number;
}

/** Bounded by `seconds`: where fewer requests were sent by then, the note says how many. */
export function longRun(k6Path: string, options: BenchOptions): Promise<Measured> {
  const { vus: [vus = 10] = [], requests = 2_000_000, seconds = 900 } = options;
  return withLoadedTarget(k6Path, async ({ target, bench, items }) => {
    const marks: Mark[] = [];
    const counted = async (): Promise<number> => (await target.ledger()).reduce((sum, { count }) => sum + count, 0);
    const watch = async (pid: number): Promise<void> => {
      const looks: number[] = [];
      for (let bytes = memoryOf(pid).bytes; bytes > 0; bytes = memoryOf(pid).bytes) {
        looks.push(bytes);
        const sent = await counted();
        const wanted = marks.length === 0 ? FIRST_SHARE * requests : requests;
        if (sent >= wanted) marks.push({ requests: sent, bytes: quantileOf(looks.slice(-LOOKS), 0.5) });
        if (marks.length === 2) process.kill(pid, "SIGINT");
        if (marks.length === 2) return;
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      }
      marks.push({ requests: await counted(), bytes: quantileOf(looks.slice(-LOOKS - 1, -1), 0.5) });
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
    return {
      figures: [
        flatness("k6 with the readwrite script", marks),
        flatness("the runner's own measuring", journal(requests)),
      ],
    };
  });
}

/** The journal of a run, line by line, as the runner takes it: without files, so that only what is kept counts. */
function journal(requests: number): Mark[] {
  setFlagsFromString("--expose-gc");
  const collectGarbage = runInNewContext("gc") as () => void;
  const reader = new MeasurementReader();
  const collector = new Collector();
  const resources = Array.from({ length: RESOURCES }, (_, index) => `resource${index}`);
  reader.read(writeResourcesLine(resources));
  const marks: Mark[] = [];
  for (let request = 1; request <= requests; request++) {
    const code = (request % RESOURCES).toString(36);
    // Latencies of 1 to 100 ms, in no order.
    const bin = binOf(1 + ((request * 7919) % 1000) / 10);
    const line = writeOperationLine(false, request, code, OPS[request % OPS.length] as string, "read", bin, 1, "");
    const found = reader.read(line);
    if (found === undefined) throw new Error(`the runner does not read the line ${line}`);
    collector.add(found.measurement, found.isBeside);
    collector.addIteration();
    if (request % PER_SECOND === 0) {
      const second = request / PER_SECOND;
      collector.endPeriod({
        second,
        seconds: 1,
        vus: 10,
        vusMax: 10,
        schedulingDelayMs: undefined,
        droppedIterations: 0,
      });
    }
    if (request !== Math.round(FIRST_SHARE * requests) && request !== requests) continue;
    collectGarbage();
    marks.push({ requests: request, bytes: process.memoryUsage().heapUsed });
  }
  return marks;
}

function flatness(what: string, marks: readonly Mark[]): Figure {
  const [first, last] = [marks[0], marks.at(-1)];
  if (first === undefined || last === undefined || first === last) throw new Error(`${what}: too few requests`);
  const describe = (mark: typeof first): string =>
    `${formatNumber(mark.bytes / 1e6)} MB after ${formatCount(mark.requests)}`;
  return {
    name: `Memory of ${what} over many requests`,
    value: last.bytes / first.bytes,
    unit: "x",
    limit: LIMIT,
    note: `${describe(first)} and ${describe(last)}`,
  };
}
