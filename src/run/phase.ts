/** What a phase is to the runner: one object per phase. Everything that phases share is in run-phase.ts. */

import type { CommandContext } from "../cli/command-context.ts";
import type { Field } from "../lib/config/field.ts";
import type { Config } from "../lib/config/fields.ts";
import type { Correlation } from "../lib/contracts/correlation.ts";
import type { Thresholds } from "../lib/contracts/thresholds.ts";
import type { Dataset } from "../lib/data/dataset.ts";
import type { FailureCause } from "../results/failure-digest.ts";
import type { Progress } from "../results/live/live-state.ts";
import type { RunFigures } from "../results/measurements/run-figures.ts";
import type { Reason } from "../results/reason.ts";
import type { RunSummary } from "../results/run-summary.ts";
import type { Settings } from "../settings/settings.ts";
import type { WantedResource } from "../target/preflight/claims-check.ts";
import type { LevelBarrier } from "./engine/level-gate.ts";
import type { EngineResult } from "./engine-result.ts";
import type { ReadyTarget } from "./ready-target.ts";
import type { Run } from "./run.ts";
import type { Steering } from "./steering.ts";

export type { EngineResult } from "./engine-result.ts";

/** @typeParam Work what `prepare` found out and the other steps need */
export interface Phase<Work> {
  /** As in `npm run NAME`, in names of run folders and in `full.json`. */
  readonly name: string;
  /** The bundle that k6 runs: a path relative to the project, or absolute. */
  readonly script: string;
  /** Settings that k6 gets beside those of target and dataset. */
  readonly fields: readonly Field[];
  /** The most VUs that the phase starts: preflight compares them with this machine's limits. */
  vus(config: Config): number;
  /** One k6 instance does all of it, also where runs are split: its VUs share what `setup()` creates. */
  readonly isUndivided?: true;
  /** What preflight compares with the client's claims. @throws LoadTestError for wrong settings */
  wantedClaims(settings: Settings): readonly WantedResource[];
  /** What the phase writes. Default: the profile's dataset. */
  datasets?(config: Config): readonly Dataset[];
  /** True when `prepare` only shows what would be done: k6 is not needed then. */
  onlyPlans?(config: Config): boolean;
  /**
   * Decides what is to be done, by reading alone: what is refused here leaves no run folder.
   * @throws LoadTestError
   */
  prepare(site: RunSite): Promise<PreparedRun<Work> | PlanOnly>;
  /** Finds out at the target, by writing, what cannot be read there; the user has agreed to the run. */
  learn?(run: Run, work: Work): Promise<Work>;
  /** Writes what k6 reads into the run folder. */
  start(run: Run, work: Work): EngineTask | Promise<EngineTask>;
  /** After k6 has ended by itself: what was achieved, and why it does not pass. */
  conclude(run: Run, work: Work, ended: EngineResult): Promise<PhaseResult>;
  /**
   * Instead of `conclude`, after Ctrl-C: saves what is needed to continue.
   * @returns lines of progress, or a result of the time before
   */
  interrupted(run: Run, work: Work, ended: EngineResult): Promise<PhaseResult | readonly string[]>;
}

/** Phases in a table, with any type of work. */
// biome-ignore lint/suspicious/noExplicitAny: Work is known to the phase alone; it stands in both directions
export type AnyPhase = Phase<any>;

/** Where and on what a phase is going to run. */
export interface RunSite {
  readonly context: CommandContext;
  readonly target: ReadyTarget;
  /** Of run folders of this phase: the results directory, or the folder of a full run. */
  readonly directory: string;
  /** Continue the unfinished run in it. */
  readonly resume: boolean;
}

export interface PreparedRun<Work> {
  readonly work: Work;
  /** What goes to the target, for the confirmation: `A load of 913 items`. */
  readonly what: string;
  /** The user is asked for any target that is not on this machine, whatever the size of the dataset. */
  readonly asksAlways?: boolean;
  /** Name of the run folder to continue in; absent: a new one. */
  readonly folder?: string;
  /** Lines of progress, printed when the run folder is there. */
  readonly announcement: readonly string[];
  /** Of the data that is worked on, where it is another than the one of the settings: the run is named after it. */
  readonly profile?: string;
  /** Settings as they take effect, where others follow from them; for the manifest. */
  readonly effective?: Partial<Config>;
}

/** There is nothing to run: the plan was all that was asked for. */
export interface PlanOnly {
  readonly lines: readonly string[];
  readonly document: unknown;
}

/** One start of k6. */
export interface EngineTask {
  /** Settings for k6 that differ from the user's. */
  readonly config?: Partial<Config>;
  /** k6's console file in the run folder. */
  readonly journal: string;
  /** IDs that its requests carry. */
  readonly correlation?: Correlation | undefined;
  /** Nothing is left to do: k6 is not started. */
  readonly isEmpty?: boolean;
  /** Asked up to four times per second; without it only calls are counted. */
  readonly progress?: () => Progress;
  /** How long the measured scenario lasts; absent: until all work is done. */
  readonly measuredMs?: number;
  /** Measures the unloaded target before the run: its figures are no part of the run's. */
  readonly isBaseline?: boolean;
  /** Judged at the end of the run, as k6 would. */
  readonly thresholds?: Thresholds;
  /** Of the number of an item, in a load. */
  readonly resourceOfItem?: (item: number) => string;
  /** Failures belong to the test: the default stop rules are off. */
  readonly toleratesFailures?: boolean;
  readonly steering?: Steering;
  /** It cannot be split over more instances of k6; absent: over any number. */
  readonly mostInstances?: number;
  /** Iterations arrive at a set rate: those that cannot start in time make the run invalid. */
  readonly isOpenModel?: boolean;
  /** Iterations that should have started so many milliseconds after the start of the measured scenario. */
  readonly askedUntil?: (ms: number) => number;
  readonly barrier?: LevelBarrier;
  /** Called when k6 has ended, however. @returns the next start of k6 in this run, if there is one */
  readonly ended?: (exitCode: number) => EngineTask | undefined | Promise<EngineTask | undefined>;
}

export interface PhaseResult {
  /** Empty for a pass. */
  readonly reasons: readonly Reason[];
  readonly causes: readonly FailureCause[];
  /** Where the measured part is not the whole run. */
  readonly measured?: {
    readonly warmUpMs: number;
    readonly figures: RunFigures;
  };
  /** The phase has judged whether the generator was the limit. */
  readonly judgesGenerator?: boolean;
  /** Members of summary.json that only this phase has. */
  readonly members: Pick<
    RunSummary,
    "checks" | "failuresBefore" | "leftOut" | "load" | "mix" | "readBack" | "openModel" | "capacity" | "soak" | "spike"
  >;
  /** What people read at the end, below the verdict: `headline` stands beside it. */
  present(summary: RunSummary): { readonly headline: string; readonly lines: readonly string[] };
  /** Members of the JSON document on standard output beside those of summary.json. */
  readonly document?: Readonly<Record<string, unknown>>;
}

/** How a phase ended, as commands see it. */
export interface PhaseEnd {
  readonly exitCode: number;
  /** What the command prints on standard output under --json. */
  readonly document: unknown;
}
