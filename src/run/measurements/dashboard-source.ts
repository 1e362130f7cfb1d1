/** Figures from k6's web-dashboard output: its record file, read while k6 writes it. */

import { RECORD_TAGS } from "../../lib/contracts/metrics.ts";
import { type Figures, parseRecordLine, RecordReader } from "../../results/measurements/record.ts";
import { recordPeriodMs } from "../../results/measurements/record-period.ts";
import { mergeFigures } from "../../results/measurements/run-figures.ts";
import { FileTail } from "../../store/file-tail.ts";
import { compressFile, nextRecordName } from "../../store/record-file.ts";
import type { EngineOptions } from "../engine/engine-options.ts";
import type { Run } from "../run.ts";
import type { MeasurementSource } from "./source.ts";

/** Fewer in a period are no measure of its speed. */
const FEWEST_REQUESTS = 5;

export class DashboardSource implements MeasurementSource {
  readonly #run: Run;
  readonly #expectedSeconds: number | undefined;
  readonly #records: string[] = [];
  #tail: FileTail | undefined;
  #reader = new RecordReader();
  /** Of the starts of k6 that are over. */
  #earlier: Figures | undefined;
  #fastestMs: number | undefined;

  /** @param expectedSeconds how long k6 will run, where that is known */
  constructor(run: Run, expectedSeconds: number | undefined) {
    this.#run = run;
    this.#expectedSeconds = expectedSeconds;
  }

  get totals(): Figures | undefined {
    return mergeFigures(this.#earlier, this.#reader.totals);
  }

  get fastestMs(): number | undefined {
    return this.#fastestMs;
  }

  engineOptions(): EngineOptions {
    if (this.#run.isBaseline) return {};
    const { folder, context } = this.#run;
    const record = folder.file(nextRecordName(folder.path));
    this.#records.push(record);
    const period = context.settings.config.recordPeriod || recordPeriodMs(this.#expectedSeconds);
    return dashboardOptions(record, period);
  }

  started(): void {
    if (this.#run.isBaseline) return;
    this.#tail = new FileTail(this.#records.at(-1) as string, (line) => this.#take(line));
  }

  partEnded(requests: number | undefined): void {
    if (this.#run.isBaseline) return;
    this.#tail?.stop();
    const part = this.#reader.totals;
    // The record may lack the last fraction of a second.
    this.#earlier = mergeFigures(
      this.#earlier,
      part === undefined ? part : { ...part, requests: requests || part.requests },
    );
    this.#reader = new RecordReader();
  }

  async close(): Promise<void> {
    this.#tail?.stop();
    for (const record of this.#records) await compressFile(record);
  }

  #noteSpeed({ requests, latencyMs }: Figures): void {
    if (latencyMs === undefined || requests < FEWEST_REQUESTS) return;
    this.#fastestMs = Math.min(this.#fastestMs ?? Number.POSITIVE_INFINITY, latencyMs.mean);
  }

  #take(line: string): void {
    const event = parseRecordLine(line);
    if (event?.event === "stop") this.#run.lastMeasured();
    const period = event === undefined ? undefined : this.#reader.accept(event);
    const totals = this.totals;
    if (period === undefined || totals === undefined) return;
    this.#noteSpeed(period);
    this.#run.measured({ ...period, second: period.second + (this.#earlier?.second ?? 0) }, totals);
  }
}

/** Starts k6's web dashboard with its record file. */
export function dashboardOptions(record: string, periodMs: number): EngineOptions {
  return {
    outputs: ["web-dashboard"],
    environment: {
      // Port 0: k6 takes a free one. Not -1: k6 2.2 then listens on all addresses.
      K6_WEB_DASHBOARD_HOST: "127.0.0.1",
      K6_WEB_DASHBOARD_PORT: "0",
      K6_WEB_DASHBOARD_PERIOD: `${periodMs}ms`,
      K6_WEB_DASHBOARD_TAGS: RECORD_TAGS,
      K6_WEB_DASHBOARD_RECORD: record,
    },
  };
}
