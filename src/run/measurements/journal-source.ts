/** Figures from the lines of the journal, as k6 writes them. The clock of the periods is the probe VU's, which writes to it too. */

import { messageOf } from "../../base/errors.ts";
import { correlationId } from "../../lib/contracts/correlation.ts";
import {
  CHECK_MARK,
  ITERATION_MARK,
  LATE_LINE,
  PROBE_MARK,
  type ProbeLine,
  ROUND_LINE,
  readCheckLine,
  readIterationLine,
  readProbeLine,
} from "../../lib/contracts/journal/engine-lines.ts";
import { readStartLine } from "../../lib/contracts/journal/start-line.ts";
import { readTimingLine, TIMING_MARK, type TimingLine } from "../../lib/contracts/journal/timing-line.ts";
import type { Outcome } from "../../lib/http/outcome.ts";
import { Collector, type Measurement } from "../../results/measurements/collector.ts";
import type { Period, Totals } from "../../results/measurements/figures.ts";
import { runOperations } from "../../results/measurements/operations.ts";
import { SlowestOperations, type SlowOperation } from "../../results/measurements/slowest.ts";
import {
  addToHistograms,
  type TimingHistograms,
  type TimingSum,
  TimingSums,
} from "../../results/measurements/timings.ts";
import { type LatencyHistogram, merged } from "../../results/stats/latency-histogram.ts";
import { quantileOf } from "../../results/stats/percentile.ts";
import { compressFile, nextRecordName, RecordFile } from "../../store/record-file.ts";
import type { EngineTask } from "../phase.ts";
import type { Run } from "../run.ts";
import { MeasurementReader } from "./journal-lines.ts";
import type { MeasurementSource } from "./source.ts";

/** Fewer in a period are no measure of its speed. */
const FEWEST_REQUESTS = 5;

export class JournalSource implements MeasurementSource {
  readonly #run: Run;
  readonly #collector = new Collector();
  readonly #slowest = new SlowestOperations();
  readonly #timings = new TimingSums();
  readonly #partHistograms = new Map<string, readonly LatencyHistogram[]>();
  readonly #recordPaths: string[] = [];
  readonly #durations = { count: 0, ms: 0 };
  readonly #checks = { passed: 0, failed: 0, rounds: 0 };
  #task: EngineTask | undefined;
  #isRecorded = false;
  /** Of this start of k6. */
  #record: RecordFile | undefined;
  #reader = new MeasurementReader();
  #part = newPart();
  /** Seconds of the starts of k6 that are over. */
  #secondsBefore = 0;
  #fastestMs: number | undefined;
  /** Of the starts of k6 that are over. */
  #startedBefore = { asked: 0, done: 0 };

  constructor(run: Run) {
    this.#run = run;
  }

  get totals(): Totals | undefined {
    return this.#collector.totals;
  }

  get fastestMs(): number | undefined {
    return this.#fastestMs;
  }

  get checks(): MeasurementSource["checks"] {
    return this.#checks;
  }

  get iterationMs(): number {
    return this.#durations.ms / this.#durations.count;
  }

  get iterations(): { readonly asked: number; readonly done: number } {
    return this.#startedBefore;
  }

  get slowest(): readonly SlowOperation[] {
    return this.#slowest.rows;
  }

  get timings(): readonly TimingSum[] {
    return this.#timings.rows;
  }

  get partHistograms(): TimingHistograms {
    return this.#partHistograms;
  }

  begin(task: EngineTask): void {
    this.#task = task;
    this.#reader = new MeasurementReader(task.resourceOfItem);
    this.#part = newPart();
  }

  started(): void {
    this.#isRecorded = !this.#run.isBaseline;
  }

  /** Seconds count from the first line of the probe: k6 may have needed as many to start its VUs. */
  #recordFrom(startMs: number): RecordFile | undefined {
    if (!this.#isRecorded || this.#record !== undefined) return this.#record;
    const { folder } = this.#run;
    const path = folder.file(nextRecordName(folder.path));
    this.#recordPaths.push(path);
    this.#record = new RecordFile(path, startMs, (error) => this.#run.storageFailed(messageOf(error)));
    return this.#record;
  }

  partEnded(lastMs: number, ranToEnd: boolean): number | undefined {
    const { startMs, clockMs, vus, vusInitialized } = this.#part;
    if (clockMs !== undefined) {
      const atMs = Math.max(lastMs, clockMs + 1);
      this.#endPeriod({ atMs, vus, vusInitialized, delaysMs: [] }, ranToEnd ? "finished" : "stopped");
      this.#secondsBefore += (atMs - (this.#part.firstMs as number)) / 1000;
    }
    this.#startedBefore = this.#startedUntil(lastMs, ranToEnd);
    this.#record?.close();
    this.#record = undefined;
    return startMs;
  }

  async close(): Promise<void> {
    for (const path of this.#recordPaths) await compressFile(path);
  }

  /** `/health` answered. @param isGateway see `isOfGateway` */
  observeHealth(isGateway: boolean): void {
    this.#task?.steering?.health?.(isGateway);
  }

  /** See `Steering`. */
  observeRefusal(status: number, retryAfterMs: number | undefined): void {
    this.#task?.steering?.refused?.(status, retryAfterMs);
  }

  take(line: string): void {
    const part = this.#part;
    const found = this.#reader.read(line);
    if (found !== undefined) {
      const { measurement, isBeside, iteration = -1 } = found;
      this.#collector.add(measurement, isBeside);
      if (iteration > part.highest) part.highest = iteration;
      const { op, bin, outcome } = measurement;
      if (isBeside || outcome === undefined) return;
      this.#collector.addIteration();
      if (bin !== undefined && iteration >= 0 && this.#slowest.takes(bin)) this.#keepSlow(measurement, bin, iteration);
      this.#task?.steering?.ended({ iteration, op, bin, outcome });
      return;
    }
    this.#takeOther(line);
  }

  #keepSlow({ resource, op, outcome }: Measurement, bin: number, iteration: number): void {
    const { clockMs = Date.now(), firstMs = clockMs } = this.#part;
    const { correlation } = this.#task ?? {};
    this.#slowest.add({
      second: this.#secondsBefore + (clockMs - firstMs) / 1000,
      endedMs: clockMs,
      resource,
      op,
      bin,
      outcome: outcome as Outcome,
      ...(correlation === undefined ? {} : { correlationId: correlationId(correlation, false, iteration) }),
    });
  }

  #takeOther(line: string): void {
    const part = this.#part;
    if (line === LATE_LINE) this.#collector.addLateItem();
    else if (line === ROUND_LINE) this.#checks.rounds++;
    else if (line.startsWith(ITERATION_MARK)) this.#takeIteration(readIterationLine(line));
    else if (line.startsWith(PROBE_MARK)) this.#takeProbe(readProbeLine(line));
    else if (line.startsWith(CHECK_MARK)) this.#takeCheck(readCheckLine(line));
    else if (line.startsWith(TIMING_MARK)) this.#takeTimings(readTimingLine(line));
    else part.startMs = readStartLine(line) ?? part.startMs;
  }

  #takeCheck(passed: boolean | undefined): void {
    if (passed === true) this.#checks.passed++;
    if (passed === false) this.#checks.failed++;
  }

  #takeTimings(timings: TimingLine | undefined): void {
    if (timings === undefined) return;
    this.#timings.add(timings);
    addToHistograms(this.#partHistograms, timings);
    this.#collector.addTimings(timings);
  }

  /** Iterations of the warm-up end before the measured part begins. */
  #takeIteration(ms: number | undefined): void {
    if (ms === undefined || this.#part.startMs === undefined) return;
    this.#durations.count++;
    this.#durations.ms += ms;
  }

  #takeProbe(probe: ProbeLine | undefined): void {
    if (probe === undefined) return;
    const part = this.#part;
    // In the last period VUs end one after the other.
    const vus = Math.max(probe.vus, part.vus);
    part.vus = probe.vus;
    part.vusInitialized = probe.vusInitialized;
    if (part.clockMs !== undefined) {
      // Where the clock of the machine is set back, the time of the run goes on.
      if (probe.atMs < part.clockMs) part.firstMs = (part.firstMs ?? 0) + probe.atMs - part.clockMs;
      this.#endPeriod({ ...probe, vus }, "running");
    }
    part.clockMs = probe.atMs;
    part.firstMs ??= probe.atMs;
    // Of a run that is stopped, no operation begins any more: it is not late.
    if (!this.#run.isStopped) this.#task?.steering?.clock(probe);
  }

  #endPeriod({ atMs, vus, vusInitialized, delaysMs }: Clock, state: "running" | "stopped" | "finished"): void {
    const { clockMs = atMs, firstMs = atMs } = this.#part;
    if (atMs <= clockMs) return;
    this.#part.clockMs = atMs;
    const { asked, done } = this.#startedUntil(atMs, state === "finished");
    const end = {
      second: this.#secondsBefore + (atMs - firstMs) / 1000,
      seconds: (atMs - clockMs) / 1000,
      vus,
      vusMax: vusInitialized,
      schedulingDelayMs: delaysMs.length === 0 ? undefined : quantileOf(delaysMs, 0.99),
      droppedIterations: asked - done,
    };
    const period = this.#collector.endPeriod(end, state !== "running");
    this.#noteSpeed(period);
    this.#recordFrom(clockMs)?.add(period);
    this.#run.measured(period, this.#collector.totals as Totals);
  }

  /** Of an open model, over all starts of k6. What is under way has started too, but has no line yet. */
  #startedUntil(atMs: number, isFinished: boolean): { readonly asked: number; readonly done: number } {
    const { startMs, highest, vus } = this.#part;
    const { askedUntil, measuredMs = Number.POSITIVE_INFINITY } = this.#task ?? {};
    if (askedUntil === undefined || startMs === undefined) return this.#startedBefore;
    const known = highest + 1;
    const asked = Math.max(known, Math.floor(askedUntil(Math.min(Math.max(0, atMs - startMs), measuredMs))));
    const done = Math.min(asked, isFinished ? known : known + vus);
    return { asked: this.#startedBefore.asked + asked, done: this.#startedBefore.done + done };
  }

  #noteSpeed({ operations }: Period): void {
    const latency = merged(runOperations(operations).map(({ done }) => done));
    if (latency.count < FEWEST_REQUESTS) return;
    this.#fastestMs = Math.min(this.#fastestMs ?? Number.POSITIVE_INFINITY, latency.mean());
  }
}

interface Clock {
  readonly atMs: number;
  readonly vus: number;
  readonly vusInitialized: number;
  readonly delaysMs: readonly number[];
}

/** Of one start of k6; times in epoch milliseconds. */
interface Part {
  /** First line of the probe, and the last one. */
  firstMs: number | undefined;
  clockMs: number | undefined;
  /** Of the measured scenario. */
  startMs: number | undefined;
  vus: number;
  vusInitialized: number;
  /** Highest number of an iteration of the measured scenario. */
  highest: number;
}

function newPart(): Part {
  return { firstMs: undefined, clockMs: undefined, startMs: undefined, vus: 0, vusInitialized: 0, highest: -1 };
}
