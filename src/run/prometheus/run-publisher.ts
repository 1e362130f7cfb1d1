/**
 * Writes the runner's own figures of one k6 run to Prometheus, every few seconds. A Prometheus that does not take them changes
 * nothing about the run: it costs one warning.
 */

import { messageOf } from "../../base/errors.ts";
import type { LiveState } from "../../results/live/live-state.ts";
import { finalPoints, infoPoint, livePoints } from "../../results/prometheus/run-points.ts";
import type { Labels, Point } from "../../results/prometheus/series.ts";
import type { RunSummary } from "../../results/run-summary.ts";
import type { EngineOptions } from "../engine/engine-options.ts";
import type { Run, RunListener } from "../run.ts";
import { type PrometheusTarget, remoteWrite } from "./remote-write.ts";

export interface PublisherOptions {
  readonly target: PrometheusTarget;
  /** On every series. */
  readonly labels: Labels;
  /** Labels of `dms_run_info`. */
  readonly about: Labels;
  readonly intervalMs: number;
  readonly run: Run;
}

/** For writes while k6 runs; the ends of a run wait less. */
const TIMEOUT_MS = 5000;
const SHORT_TIMEOUT_MS = 2000;
/** After a write that failed: a run does not wait long for a server that is down. */
const DOUBTFUL_TIMEOUT_MS = 1000;
/** What k6 2.2 logs when a write of its own fails. */
const ENGINE_PROBLEM = /Failed to send the time series data to the endpoint/;

export class RunPublisher implements RunListener {
  readonly #options: PublisherOptions;
  #lastMs = 0;
  #writing: Promise<void> | undefined;
  #reason: string | undefined;
  #isDoubtful = false;

  constructor(options: PublisherOptions) {
    this.#options = options;
  }

  /** Before k6 starts: the warning of a Prometheus that cannot be reached comes before the picture of the live view. */
  async engineOptions(): Promise<EngineOptions> {
    await this.#write([], SHORT_TIMEOUT_MS);
    return {};
  }

  /** Writes every interval, and at once when a stop rule has fired. */
  tick(state: LiveState): void {
    const { abortedReason } = this.#options.run;
    const isNews = abortedReason !== this.#reason;
    if (this.#writing !== undefined) return;
    if (!isNews && Date.now() - this.#lastMs < this.#options.intervalMs) return;
    this.#reason = abortedReason;
    void this.#write(livePoints(state, true, abortedReason), TIMEOUT_MS);
  }

  /** What k6 prints. */
  engineOutput(text: string): void {
    if (ENGINE_PROBLEM.test(text)) this.#warn("k6 could not write its series");
  }

  async engineEnded(last: LiveState | undefined): Promise<void> {
    if (last === undefined) return;
    await this.#writing;
    await this.#write(livePoints(last, false, this.#options.run.abortedReason), SHORT_TIMEOUT_MS);
  }

  async concluded(summary: RunSummary): Promise<void> {
    await this.#write(finalPoints(summary, this.#options.run.warnings.length), SHORT_TIMEOUT_MS);
  }

  #warn(problem: string): void {
    const { output, settings } = this.#options.run.context;
    const { prometheusUrl } = settings.config;
    const text = `Prometheus at ${prometheusUrl} lacks figures of this run: ${problem}; the run continues without them`;
    output.progressOnce("prometheus", `warning   ${text}`);
  }

  #write(points: readonly Point[], longestMs: number): Promise<void> {
    const timeoutMs = this.#isDoubtful ? DOUBTFUL_TIMEOUT_MS : longestMs;
    const { target, labels, about } = this.#options;
    // Points of a series must come in the order of time, also where a clock was set back.
    this.#lastMs = Math.max(Date.now(), this.#lastMs + 1);
    this.#writing = remoteWrite(target, [infoPoint(about), ...points], labels, this.#lastMs, timeoutMs)
      .then(
        () => {
          this.#isDoubtful = false;
        },
        (error: unknown) => {
          this.#isDoubtful = true;
          this.#warn(messageOf(error));
        },
      )
      .finally(() => {
        this.#writing = undefined;
      });
    return this.#writing;
  }
}
