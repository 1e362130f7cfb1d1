/**
 * One execution of a phase. Listeners subscribe to its life cycle (prepared, started, ended or aborted): live view, error log,
 * stop rules, notices, Prometheus. They depend on the run; the run depends on none of them.
 */

import { notWritten } from "../base/storage-error.ts";
import type { CommandContext } from "../cli/command-context.ts";
import type { Config } from "../lib/config/fields.ts";
import type { FigureSample } from "../results/figures/figure-values.ts";
import type { LiveState, Progress } from "../results/live/live-state.ts";
import type { Period, Totals } from "../results/measurements/figures.ts";
import type { RunSummary } from "../results/run-summary.ts";
import type { RunFolder } from "../store/run-folder.ts";
import type { EngineOptions } from "./engine/engine-options.ts";
import type { InstanceSample } from "./instances/coordinator.ts";
import { LiveStateBuilder } from "./live-state.ts";
import type { ReadyTarget } from "./ready-target.ts";

export type RunState = "prepared" | "started" | "ended" | "aborted";

/** Every method is optional. None may throw. */
export interface RunListener {
  /** Before each start of k6: what it must be started with. */
  engineOptions?(): EngineOptions | Promise<EngineOptions>;
  /** k6 has started. @param pid 0 where several processes do the run */
  started?(pid: number): void;
  /** About each second, of each of several k6 instances: what it used. */
  instanceUsed?(sample: InstanceSample): void;
  /** How late one of several instances ran its VUs in a second. */
  instanceDelayed?(instance: number, delayMs: number): void;
  /** One period of measurements: a second, as a rule. */
  measured?(period: Period, totals: Totals): void;
  /** What k6 prints. */
  engineOutput?(text: string): void;
  /** Four times per second while k6 runs. */
  tick?(state: LiveState): void;
  /** Figures of the target were collected: every few seconds, where there are any. */
  collected?(sample: FigureSample): void;
  /** One step of the load has ended, and the next one begins. */
  border?(): void;
  /** k6 has ended for the last time. Undefined: the command itself is being ended. */
  engineEnded?(last: LiveState | undefined): void | Promise<void>;
  /** The verdict is in. */
  concluded?(summary: RunSummary): void | Promise<void>;
}

export interface RunIdentity {
  readonly context: CommandContext;
  readonly target: ReadyTarget;
  readonly phase: string;
  readonly folder: RunFolder;
  /** The full run that it is a part of. */
  readonly partOf: RunFolder | undefined;
  /** Settings that follow from others. */
  readonly effective: Partial<Config> | undefined;
  /** Of k6, that do it together. Default: 1. */
  readonly instances?: number;
}

/** Parts of the live state that listeners set. */
type Shown = Pick<LiveState, "health" | "generator" | "repeats" | "dashboard">;

/** Exit codes of k6 that was stopped: through its REST API, or by a signal where that does not answer. */
const STOPPED: readonly number[] = [103, 105];

export class Run {
  readonly context: CommandContext;
  readonly target: ReadyTarget;
  readonly phase: string;
  readonly folder: RunFolder;
  readonly partOf: RunFolder | undefined;
  /** Settings as they take effect in this run. */
  readonly config: Config;
  /** Name below the results directory: `20261127T080000Z-dev-full/load` for a part of a full run. */
  readonly name: string;
  readonly warnings: string[] = [];
  readonly instances: number;
  /** k6's console file in the run folder, of the present start of k6. */
  journal = "";
  /** How many journals this run has begun: a resumed run finds those of starts before in its folder. */
  journals = 0;
  /** k6 measures the unloaded target now. */
  isBaseline = false;
  progress: (() => Progress) | undefined;
  readonly #listeners: RunListener[] = [];
  #stopEngine: () => void = () => undefined;
  readonly #live = new LiveStateBuilder();
  #shown: Shown = { health: "not asked yet", generator: undefined, repeats: {}, dashboard: undefined };
  #state: RunState = "prepared";
  #abortedReason: string | undefined;
  #isFinished = false;
  #storageProblem: string | undefined;
  /** By a clock that never goes back. */
  #startedMs = performance.now();
  #totals: Totals | undefined;

  constructor({ context, target, phase, folder, partOf, effective, instances = 1 }: RunIdentity) {
    this.context = context;
    this.target = target;
    this.phase = phase;
    this.folder = folder;
    this.partOf = partOf;
    this.instances = instances;
    this.config = { ...context.settings.config, ...effective };
    this.name = partOf === undefined ? folder.name : `${partOf.name}/${folder.name}`;
  }

  get state(): RunState {
    return this.#state;
  }

  /** The user or a stop rule ends it before its time: no operation begins any more. */
  get isStopped(): boolean {
    return this.#state === "aborted" || this.context.cleanup.interrupted;
  }

  /** Why a stop rule ended the run. */
  get abortedReason(): string | undefined {
    return this.#abortedReason;
  }

  /** @throws LoadTestError "results" after storageFailed() */
  checkStorage(): void {
    if (this.#storageProblem !== undefined)
      throw notWritten(this.folder.path, this.#storageProblem.replace(/^.*: /, ""));
  }

  /** Since k6 started for the first time. */
  get second(): number {
    return (performance.now() - this.#startedMs) / 1000;
  }

  subscribe(listener: RunListener): void {
    this.#listeners.push(listener);
  }

  /** What all listeners want k6 to be started with. */
  async engineOptions(): Promise<readonly EngineOptions[]> {
    const options: EngineOptions[] = [];
    for (const listener of this.#listeners) {
      const own = await listener.engineOptions?.();
      if (own !== undefined) options.push(own);
    }
    return options;
  }

  started(pid: number): void {
    this.#isFinished = false;
    if (this.#state === "prepared") {
      this.#state = "started";
      this.#startedMs = performance.now();
    }
    for (const listener of this.#listeners) listener.started?.(pid);
  }

  measured(period: Period, totals: Totals): void {
    this.#totals = totals;
    this.#live.addPeriod(period);
    for (const listener of this.#listeners) listener.measured?.(period, totals);
  }

  engineOutput(text: string): void {
    for (const listener of this.#listeners) listener.engineOutput?.(text);
  }

  tick(): void {
    const state = this.liveState();
    for (const listener of this.#listeners) listener.tick?.(state);
  }

  collected(sample: FigureSample): void {
    for (const listener of this.#listeners) listener.collected?.(sample);
  }

  /** Called by a phase with steps, between two of them. */
  border(): void {
    for (const listener of this.#listeners) listener.border?.();
  }

  instanceUsed(sample: InstanceSample): void {
    for (const listener of this.#listeners) listener.instanceUsed?.(sample);
  }

  instanceDelayed(instance: number, delayMs: number): void {
    for (const listener of this.#listeners) listener.instanceDelayed?.(instance, delayMs);
  }

  warn(text: string): void {
    this.warnings.push(text);
  }

  show(part: Partial<Shown>): void {
    this.#shown = { ...this.#shown, ...part };
  }

  /** Ends k6, once, for the first reason that there is. */
  abort(reason: string): void {
    if (this.#state !== "started") return;
    this.#state = "aborted";
    this.#abortedReason = reason;
    this.warn(reason);
    this.#stopEngine();
  }

  /** Ends this start of k6, once, because all is done before its time: no reason against the run. */
  finish(): void {
    if (this.#state !== "started" || this.#isFinished) return;
    this.#isFinished = true;
    this.#stopEngine();
  }

  /** @returns 0 where `finish` has ended k6 */
  exitCodeOf(code: number): number {
    return this.#isFinished && STOPPED.includes(code) ? 0 : code;
  }

  /** Ends k6, once: from now on, what it writes is lost. */
  storageFailed(reason: string): void {
    if (this.#storageProblem !== undefined) return;
    this.#storageProblem = reason;
    this.#stopEngine();
  }

  /** @param stop ends the k6 process that is running now */
  onAbort(stop: () => void): void {
    this.#stopEngine = stop;
  }

  /** @param isCut the command itself is being ended */
  async engineEnded(isCut = false): Promise<void> {
    if (this.#state === "ended") return;
    this.#state = this.#state === "aborted" ? "aborted" : "ended";
    const last = isCut ? undefined : this.liveState();
    for (const listener of this.#listeners) await listener.engineEnded?.(last);
  }

  async concluded(summary: RunSummary): Promise<void> {
    for (const listener of this.#listeners) await listener.concluded?.(summary);
  }

  liveState(): LiveState {
    const { facts, installation, token } = this.target;
    const { discovery } = facts;
    const product =
      discovery === undefined ? "" : ` (${discovery.applicationName ?? "Ed-Fi API"} ${discovery.version})`;
    return this.#live.build(this.second, this.#totals, this.progress?.(), {
      ...this.#shown,
      phase: this.phase,
      profile: this.context.settings.profileName,
      target: `${installation.baseUrl}${product}`,
      tokens: token.broker().statistics(),
      warnings: [...this.warnings],
    });
  }
}
