/**
 * Watches one k6 run: record, live view, stop rules, generator health, error log. The phase starts it before k6, hands it to
 * `runEngine`, and calls `finish` when k6 has ended.
 */

import type { CommandContext } from "../../cli/command-context.ts";
import { freePort } from "../../machine/free-port.ts";
import { generatorLimits } from "../../machine/machine-limits.ts";
import { engineBound } from "../../results/health/generator-cores.ts";
import { StopRules } from "../../results/health/stop-rules.ts";
import { Bands } from "../../results/live/bands.ts";
import type { LiveState, Progress } from "../../results/live/live-state.ts";
import { failuresIn, NO_LATENCY, operationsFromRecord } from "../../results/measurements/operations.ts";
import { type Figures, parseRecordLine, RecordReader } from "../../results/measurements/record.ts";
import { recordPeriodMs } from "../../results/measurements/record-period.ts";
import { RECORD_TAGS } from "../../results/measurements/series.ts";
import type { GeneratorHealth, Latency, OperationRow, OutcomeCounts } from "../../results/run-summary.ts";
import { compressFile, nextRecordName } from "../../store/record-file.ts";
import type { RunFolder } from "../../store/run-folder.ts";
import type { Prepared } from "../prepare.ts";
import type { RunPublisher } from "../prometheus/run-publisher.ts";
import { openPublisher, outputsOf } from "../prometheus/run-series.ts";
import { type DashboardDoor, openDashboardDoor } from "./dashboard-door.ts";
import type { EngineWatch } from "./engine-watch.ts";
import { ERROR_LOG_FILE, ErrorLog } from "./error-log.ts";
import { FileTail } from "./file-tail.ts";
import { GeneratorMonitor } from "./generator-monitor.ts";
import { type LiveView, openLiveView, type ViewKind, viewKind } from "./live-view.ts";
import { notesOnMachine } from "./shared-machine.ts";
import { StateBuilder } from "./state.ts";
import { stopThroughRest } from "./stop.ts";
import { stopRulesOf } from "./stop-rules-setting.ts";
import { type HealthWatch, watchHealth } from "./target-health.ts";

export interface WatchOptions {
  readonly context: CommandContext;
  readonly prepared: Prepared;
  readonly folder: RunFolder;
  readonly phase: string;
  /** Name of k6's console file in the run folder. */
  readonly journal: string;
  /** Asked up to four times a second; without it only calls are counted. */
  readonly progress?: () => Progress;
  /** How long k6 will run, where that is known before: decides how fine the record is. */
  readonly expectedSeconds?: number;
  /** Arrivals come at a set rate: dropped iterations make the run invalid. */
  readonly openModel?: boolean;
}

export interface WatchResult {
  readonly generator: GeneratorHealth;
  /** Why the figures are those of the generator and not of the target; empty when they are the target's. */
  readonly invalidReasons: readonly string[];
  /** Worth knowing, but no fault. */
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
  /** Set when a stop rule ended the run. */
  readonly abortedReason: string | undefined;
  readonly operations: readonly OperationRow[];
  readonly requests: number;
  readonly requestsPerSecond: number;
  readonly latencyMs: Latency;
  readonly outcomes: OutcomeCounts;
  readonly failures: number;
  readonly recordPeriodMs: number;
}

const EXIT_PORT_TAKEN = 106;
const TICK_MS = 250;
/** For a browser to read what k6 said last. */
const LAST_EVENTS_MS = 500;

/** @throws LoadTestError "config" for a stop rule that is none. */
export function watchRun(options: WatchOptions): RunWatch {
  return new RunWatch(options, new StopRules(stopRulesOf(options.context)));
}

export class RunWatch implements EngineWatch {
  readonly #options: WatchOptions;
  readonly #rules: StopRules;
  readonly #recordName: string;
  readonly #monitor: GeneratorMonitor;
  readonly #reader = new RecordReader();
  readonly #builder = new StateBuilder();
  readonly #bands = new Bands();
  readonly #warnings: string[] = [];
  readonly #errors: ErrorLog;
  readonly #viewKind: ViewKind;
  readonly #publisher: RunPublisher | undefined;
  #generatorWarnings = 0;
  #tails: FileTail[] = [];
  #health: HealthWatch | undefined;
  #view: LiveView | undefined;
  #ticker: NodeJS.Timeout | undefined;
  #startedMs = Date.now();
  #address = "";
  #dashboard: string | undefined;
  #dashboardPort: number | undefined;
  #door: DashboardDoor | undefined;
  #stop: () => void = () => undefined;
  #release: () => void = () => undefined;
  #abortedReason: string | undefined;
  #closed = false;

  constructor(options: WatchOptions, rules: StopRules) {
    this.#options = options;
    this.#rules = rules;
    this.#recordName = nextRecordName(options.folder.path);
    this.#monitor = new GeneratorMonitor(
      generatorLimits(options.context.settings.config.generatorCpus),
      options.openModel === true,
    );
    this.#viewKind = viewKind(process.stderr, process.env, options.context.settings.config);
    this.#errors = new ErrorLog(options.folder.file(ERROR_LOG_FILE));
    this.#publisher = openPublisher(options);
    options.context.cleanup.add(() => this.#close(undefined));
  }

  async prepare(): ReturnType<EngineWatch["prepare"]> {
    const { folder, context, expectedSeconds } = this.#options;
    const extra = outputsOf(this.#options);
    await this.#publisher?.announce();
    this.#address = `127.0.0.1:${await freePort()}`;
    return {
      arguments: [`--address=${this.#address}`, ...extra.arguments],
      environment: {
        ...extra.environment,
        ...engineBound(this.#monitor.meter.limits),
        // Not by --out: the process list shows command lines.
        K6_OUT: ["web-dashboard", ...extra.outputs].join(","),
        // Port 0: k6 takes a free one. Not -1: k6 2.2 then listens on all addresses.
        K6_WEB_DASHBOARD_HOST: "127.0.0.1",
        K6_WEB_DASHBOARD_PORT: "0",
        K6_WEB_DASHBOARD_PERIOD: `${context.settings.config.recordPeriod || recordPeriodMs(expectedSeconds)}ms`,
        K6_WEB_DASHBOARD_TAGS: RECORD_TAGS,
        K6_WEB_DASHBOARD_RECORD: folder.file(this.#recordName),
      },
    };
  }

  started(pid: number, stop: () => void, release: () => void): void {
    const { folder, journal, prepared } = this.#options;
    this.#stop = stop;
    this.#release = release;
    this.#startedMs = Date.now();
    this.#monitor.start(pid);
    this.#tails = [
      new FileTail(folder.file(this.#recordName), (line) => this.#takeRecordLine(line)),
      new FileTail(folder.file(journal), (line) => this.#errors.add(line, new Date()), { firstByte: FAILURE_LINE }),
    ];
    this.#health = watchHealth(prepared.installation.baseUrl, (health) => {
      this.#abort(this.#rules.observeHealth(this.#second, health));
    });
    this.#view ??= openLiveView(this.#viewKind, process.stderr);
    this.#ticker = setInterval(() => this.#show(), TICK_MS);
    this.#ticker.unref();
  }

  output(text: string): void {
    this.#publisher?.engineOutput(text);
    if (!this.#options.context.settings.config.dashboard || this.#dashboardPort !== undefined) return;
    const port = /web dashboard: http:\S+:(\d+)/.exec(text)?.[1];
    if (port === undefined) return;
    this.#dashboardPort = Number(port);
    void this.#openDashboard(this.#dashboardPort);
  }

  ended(exitCode: number): boolean {
    if (exitCode !== EXIT_PORT_TAKEN) return false;
    this.#stopWatching();
    this.#door?.close();
    this.#dashboardPort = undefined;
    return true;
  }

  /** Call once, after k6 has ended, whichever way. */
  async finish(): Promise<WatchResult> {
    this.#stopWatching();
    const last = this.#state();
    this.#close(last);
    await this.#publisher?.ended(last, this.#abortedReason);
    await compressFile(this.#options.folder.file(this.#recordName));
    const totals = this.#reader.totals;
    if (totals !== undefined) this.#observeLoad(totals);
    const { health, invalidReasons } = this.#monitor.meter.result();
    return {
      generator: health,
      invalidReasons,
      notes: notesOnMachine(this.#options.prepared.installation),
      warnings: this.#warnings,
      abortedReason: this.#abortedReason,
      operations: totals === undefined ? [] : operationsFromRecord(totals),
      requests: totals?.requests ?? 0,
      requestsPerSecond: totals === undefined || totals.seconds === 0 ? 0 : totals.requests / totals.seconds,
      latencyMs: totals?.latencyMs ?? NO_LATENCY,
      outcomes: totals?.outcomes ?? {},
      failures: failuresIn(totals?.outcomes ?? {}),
      recordPeriodMs: this.#reader.periodMs,
    };
  }

  get #second(): number {
    return (Date.now() - this.#startedMs) / 1000;
  }

  async #openDashboard(port: number): Promise<void> {
    const door = await openDashboardDoor(port).catch(() => undefined);
    if (door === undefined || this.#closed) return door?.close();
    this.#door = door;
    this.#dashboard = door.url;
    // In a picture it has a line of its own, and any other line would spoil it.
    if (this.#viewKind !== "frame") this.#options.context.output.progress(`dashboard ${door.url}`);
  }

  #takeRecordLine(line: string): void {
    const event = parseRecordLine(line);
    if (event?.event === "stop") setTimeout(() => this.#door?.close(), LAST_EVENTS_MS).unref();
    const period = event === undefined ? undefined : this.#reader.accept(event);
    const totals = this.#reader.totals;
    if (period === undefined || totals === undefined) return;
    this.#builder.addPeriod(period);
    this.#observeLoad(totals);
    this.#abort(this.#rules.observe(period));
  }

  #observeLoad({ vusMax, droppedIterations: dropped, lateItems: late, iterations }: Figures): void {
    this.#monitor.meter.observeLoad(this.#second, { vusMax, dropped, late, iterations });
  }

  #show(): void {
    const state = this.#state();
    this.#warnings.push(...this.#bands.observe(state));
    const all = this.#monitor.meter.warnings;
    this.#warnings.push(...all.slice(this.#generatorWarnings));
    this.#generatorWarnings = all.length;
    this.#view?.update(state);
    this.#publisher?.observe(state, this.#abortedReason);
  }

  #state(): LiveState {
    const { context, prepared, phase, progress } = this.#options;
    const { meter, runnerShare } = this.#monitor;
    const { discovery } = prepared.facts;
    const product =
      discovery === undefined ? "" : ` (${discovery.applicationName ?? "Ed-Fi API"} ${discovery.version})`;
    return this.#builder.build(this.#second, this.#reader.totals, progress?.(), {
      phase,
      profile: context.settings.profileName,
      target: `${prepared.installation.baseUrl}${product}`,
      tokens: prepared.token.broker().statistics(),
      health: this.#health?.now.text ?? "not asked yet",
      generator: {
        cpuShare: meter.cpuNow,
        cores: meter.limits.cores,
        memoryBytes: meter.memoryNow,
        memoryLimitBytes: meter.limits.memoryBytes,
        runnerCpuShare: runnerShare,
      },
      warnings: [...this.#warnings],
      dashboard: this.#dashboard,
    });
  }

  /** Ends the run once, for the first reason there is. */
  #abort(reason: string | undefined): void {
    if (reason === undefined || this.#abortedReason !== undefined || this.#closed) return;
    this.#abortedReason = reason;
    this.#warnings.push(reason);
    void stopThroughRest(this.#address)
      .then((taken) => taken || this.#stop())
      .finally(() => this.#release());
  }

  #stopWatching(): void {
    clearInterval(this.#ticker);
    this.#monitor.stop();
    this.#health?.stop();
    for (const tail of this.#tails) tail.stop();
    this.#tails = [];
  }

  /** Gives the terminal back; harmless when it is done twice. */
  #close(last: LiveState | undefined): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#stopWatching();
    this.#view?.end(last);
    this.#door?.close();
    this.#errors.close(new Date());
  }
}

const FAILURE_LINE = "f".charCodeAt(0);
