import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { operationLines } from "../../../test/fakes/operation-lines.ts";
import { type ProbeLine, writeIterationLine, writeProbeLine } from "../../lib/contracts/journal/engine-lines.ts";
import type { OperationLine } from "../../lib/contracts/journal/operation-line.ts";
import { writeStartLine } from "../../lib/contracts/journal/start-line.ts";
import type { Period } from "../../results/measurements/figures.ts";
import { itemsIn } from "../../results/outcome-counts.ts";
import { readRecord } from "../../store/record-file.ts";
import type { EngineTask } from "../phase.ts";
import type { Run } from "../run.ts";
import { JournalSource } from "./journal-source.ts";

const START_MS = 1_795_834_073_000;
const TASK: EngineTask = { journal: "journal-1.log" };

let path = "";
const folders: string[] = [];
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), "journal-source-"));
  folders.push(path);
});
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const probe = (second: number, vus = 2, delaysMs: number[] = []): string =>
  writeProbeLine({ atMs: START_MS + 1000 * second, vus, vusInitialized: vus + 1, delaysMs });

function operations(from: number, count: number, more: Partial<OperationLine> = {}): string[] {
  const usual = { warmingUp: false, resource: "students", op: "read", outcome: "read", bin: 400 } as const;
  const lines = Array.from({ length: count }, (_, at) => ({
    ...usual,
    iteration: from + at,
    requests: 1,
    id: "",
    ...more,
  }));
  return operationLines(lines).split("\n");
}

/** One start of k6 that wrote these lines. */
function play(lines: readonly string[], task = TASK, ranToEnd = true, source?: JournalSource) {
  const periods: Period[] = [];
  const run = {
    folder: { path, file: (name: string) => join(path, name) },
    journal: task.journal,
    isBaseline: false,
    measured: (period: Period) => void periods.push(period),
    storageFailed: (reason: string) => expect.fail(reason),
  };
  const measured = source ?? new JournalSource(run as unknown as Run);
  measured.begin(task);
  measured.started();
  for (const line of lines) measured.take(line);
  measured.partEnded(START_MS + 10_000, ranToEnd);
  return { source: measured, periods };
}

describe("figures of a journal", () => {
  it("come in periods that the probe ends, none of them lost", () => {
    const { source, periods } = play([
      probe(0),
      ...operations(0, 10),
      probe(1, 2, [1, 2, 30]),
      ...operations(10, 20),
      probe(2),
      ...operations(30, 5),
    ]);
    expect(periods.map(({ second }) => second)).toEqual([1, 2, 10]);
    expect(periods.map(({ operations: [one] }) => itemsIn(one?.outcomes ?? {}))).toEqual([10, 20, 5]);
    expect(periods[0]).toMatchObject({ vus: 2, vusMax: 3, schedulingDelayMs: expect.closeTo(29.44, 1) });
    expect(source.totals?.calls).toMatchObject([{ resource: "students", op: "read", requests: 35 }]);
    expect(source.totals?.iterations).toBe(35);
  });

  it("have the users of their beginning while VUs end one after the other", () => {
    const { periods } = play([probe(0, 5), probe(1, 5), ...operations(0, 3), probe(2, 1)]);
    expect(periods.map(({ vus }) => vus)).toEqual([5, 5, 1]);
  });

  it("continue over several starts of k6", async () => {
    const { source } = play([probe(0), ...operations(0, 10), probe(5)]);
    play([probe(0), ...operations(0, 10), probe(5)], TASK, true, source);
    expect(source.totals?.calls[0]?.requests).toBe(20);
    expect(source.totals?.second).toBeCloseTo(20);
    await source.close();
    expect(["record.ndjson.gz", "record-2.ndjson.gz"].every((name) => existsSync(join(path, name)))).toBe(true);
  });

  it("have a record that begins where their seconds do, however long k6 took to start", async () => {
    play([probe(7), ...operations(0, 10), probe(8)]);
    const seconds: number[] = [];
    const { startMs } = await readRecord(join(path, "record.ndjson"), ({ second }) => void seconds.push(second));
    expect(startMs).toBe(START_MS + 7000);
    expect(seconds).toEqual([1, 3]);
  });

  it("go on where they were when the clock of the machine is set back", () => {
    const { source, periods } = play([
      probe(0),
      ...operations(0, 10),
      probe(1),
      ...operations(10, 10),
      probe(-3600),
      ...operations(20, 10),
      probe(-3599),
    ]);
    expect(periods.slice(0, 2).map(({ second }) => second)).toEqual([1, 2]);
    expect(source.totals?.iterations).toBe(30);
  });

  it("are none before the first line of the probe", () => {
    expect(play([]).source.totals).toBeUndefined();
  });

  it("hold checks and rounds of a smoke run", () => {
    const { checks } = play([probe(0), "k 1", "k 1", "k 0", "d"]).source;
    expect(checks).toEqual({ passed: 2, failed: 1, rounds: 1 });
  });
});

it("has no clock for what steers a run that is being stopped: no operation begins any more", () => {
  const ticks: number[] = [];
  const run = { measured: () => undefined, isStopped: false };
  const source = new JournalSource(run as unknown as Run);
  const steering = {
    schedule: () => [],
    ended: () => undefined,
    clock: ({ atMs }: ProbeLine) => void ticks.push(atMs),
  };
  source.begin({ ...TASK, steering });
  source.take(probe(0));
  source.take(probe(1));
  run.isStopped = true;
  source.take(probe(2));
  expect(ticks).toEqual([START_MS, START_MS + 1000]);
});

describe("an open model", () => {
  const task: EngineTask = { ...TASK, isOpenModel: true, askedUntil: (ms) => ms / 100, measuredMs: 5000 };
  const start = writeStartLine(START_MS);

  it("has dropped what it should have started and did not", () => {
    const { source, periods } = play([probe(0), start, ...operations(0, 8), probe(1), ...operations(8, 32)], task);
    expect(source.iterations).toEqual({ asked: 50, done: 40 });
    // Two VUs may be at work on what has no line yet.
    expect(periods.map(({ droppedIterations }) => droppedIterations)).toEqual([0, 10]);
  });

  it("has dropped nothing when an iteration more than asked for was done", () => {
    expect(play([probe(0), start, ...operations(0, 51)], task).source.iterations).toEqual({ asked: 51, done: 51 });
  });

  it("is timed without its warm-up", () => {
    const lines = [probe(0), writeIterationLine(900), start, writeIterationLine(10), writeIterationLine(20)];
    expect(play(lines, task).source.iterationMs).toBe(15);
  });

  it("counts what was under way when it was stopped as started", () => {
    const lines = [probe(0), start, ...operations(0, 40), probe(5)];
    expect(play(lines, task, false).source.iterations).toEqual({ asked: 50, done: 42 });
  });
});

it("sums up where the time of answers went", () => {
  const lines = [probe(0), "a read 0 0 0 100 2000 300", "a read 0 1000 0 100 4000 300", "a read 0 0 0 1"];
  const { source, periods } = play(lines);
  expect(source.timings).toEqual([{ op: "read", answers: 2, parts: [0, 1, 0, 0.2, 6, 0.6] }]);
  const [parts] = [...source.partHistograms.values()];
  expect([[...source.partHistograms.keys()], parts?.map(({ count }) => count)]).toEqual([["read"], Array(6).fill(2)]);
  expect(periods.at(-1)?.timings).toMatchObject({ seconds: 10, answers: 2 });
});

describe("the slowest operations", () => {
  it("have the time of the last clock, and the ID of their start of k6; the warm-up and reads that prove have none", () => {
    const task = { ...TASK, correlation: { header: "correlationid", prefix: "lt-1" } };
    const first = play(
      [
        probe(0),
        ...operations(0, 1, { bin: 900, warmingUp: true }),
        ...operations(0, 30),
        probe(1),
        ...operations(40, 1, { bin: 800, op: "query" }),
        ...operations(41, 1, { bin: 900, op: "readback" }),
        probe(2),
      ],
      task,
    );
    expect(first.source.slowest).toHaveLength(20);
    expect(first.source.slowest[0]).toEqual({
      ...{ second: 1, endedMs: START_MS + 1000, resource: "students", op: "query", bin: 800, outcome: "read" },
      correlationId: "lt-1-14",
    });
    const { source } = play(
      [probe(0), probe(3), ...operations(40, 1, { bin: 850 }), probe(4)],
      { ...task, correlation: { header: "correlationid", prefix: "lt-2" } },
      true,
      first.source,
    );
    expect(source.slowest[0]).toMatchObject({ second: 13, correlationId: "lt-2-14" });
    expect(source.slowest[1]).toMatchObject({ correlationId: "lt-1-14" });
  });
});
