/** Collects figures of the target beside a run: every few seconds, at the borders of its steps, and at its end. */

import { messageOf } from "../../base/errors.ts";
import type { FigureValues } from "../../results/figures/figure-values.ts";
import { appendFigures, writeTargetReport } from "../../store/target-figures.ts";
import type { Collector } from "../../target/figures/collector.ts";
import type { Run, RunListener } from "../run.ts";

const INTERVAL_MS = 5000;

/** Preflight has asked for the rest. */
export type SampledCollector = Omit<Collector, "source" | "check">;

export class TargetFigures implements RunListener {
  readonly #run: Run;
  readonly #collectors: readonly SampledCollector[];
  readonly #intervalMs: number;
  /** Said once each, however often they are met. */
  readonly #problems = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #sampling: Promise<void> | undefined;
  #borders: Promise<unknown> = Promise.resolve();
  #state: "waiting" | "collecting" | "ended" = "waiting";

  constructor(run: Run, collectors: readonly SampledCollector[], intervalMs = INTERVAL_MS) {
    this.#run = run;
    this.#collectors = collectors;
    this.#intervalMs = intervalMs;
  }

  started(): void {
    if (this.#state !== "waiting" || this.#run.isBaseline || this.#collectors.length === 0) return;
    this.#state = "collecting";
    this.border();
  }

  /** A sample, too: figures of the time before and after it are not mixed. */
  border(): void {
    if (this.#state !== "collecting") return;
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.#sample(), this.#intervalMs);
    this.#timer.unref();
    this.#sample();
    this.#borders = Promise.all([this.#borders, this.#each((collector) => collector.border?.())]);
  }

  async engineEnded(): Promise<void> {
    if (this.#state === "collecting") {
      this.border();
      clearInterval(this.#timer);
      this.#state = "ended";
      await Promise.all([this.#sampling, this.#borders]);
      await this.#report();
    }
    this.#state = "ended";
    await this.#each((collector) => collector.close());
  }

  /** Nothing while an answer is still awaited: a slow collector leaves a gap. */
  #sample(): void {
    this.#sampling ??= this.#takeSample().finally(() => {
      this.#sampling = undefined;
    });
  }

  async #takeSample(): Promise<void> {
    const atMs = Date.now();
    const all: FigureValues[] = await this.#each((collector) => collector.sample((problem) => this.#tell(problem)));
    const values = Object.assign({}, ...all) as FigureValues;
    if (Object.keys(values).length === 0) return;
    this.#write(() => appendFigures(this.#run.folder, { atMs, values }));
    this.#run.collected({ atMs, values });
  }

  async #report(): Promise<void> {
    const parts = await this.#each((collector) => collector.report?.());
    const problems = [...this.#problems];
    this.#write(() => writeTargetReport(this.#run.folder, Object.assign({ problems }, ...parts)));
  }

  /** What those give that can give something. */
  async #each<Given>(ask: (collector: SampledCollector) => Promise<Given> | undefined): Promise<Given[]> {
    const given = this.#collectors.map(async (collector) => {
      try {
        return await ask(collector);
      } catch (error) {
        this.#tell(messageOf(error));
        return undefined;
      }
    });
    return (await Promise.all(given)).filter((each) => each !== undefined);
  }

  #tell(problem: string): void {
    if (this.#problems.has(problem)) return;
    this.#problems.add(problem);
    // The live view, which shows warnings, has ended before.
    if (this.#state === "ended") this.#run.context.output.progress(`warning   ${problem}`);
    else this.#run.warn(problem);
  }

  #write(write: () => void): void {
    try {
      write();
    } catch (error) {
      this.#run.storageFailed(messageOf(error));
    }
  }
}
