/**
 * Several k6 processes as one: each has its execution segment of the work and a forwarder of ours beside it. The
 * coordinator gives them the same plan, answers what their VUs ask, joins their journals, and ends all of them when one
 * of them cannot go on: then the work of the run is not what it should be. `--resume` does what is left.
 */

import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { messageOf } from "../../base/errors.ts";
import { readBrokerKey } from "../../lib/contracts/broker.ts";
import { TARGET_DATA_SCRIPT } from "../../lib/contracts/engine-settings.ts";
import { ENGINE_LOG_FILE, TARGET_DATA_FILE } from "../../lib/contracts/run-files.ts";
import { INSTANCE_LOST } from "../../results/engine-end.ts";
import { quantileOf } from "../../results/stats/percentile.ts";
import type { EngineHost, EngineStart } from "../engine/engine.ts";
import { joinEngineOptions } from "../engine/engine-options.ts";
import type { TokenBroker } from "../engine/token-broker.ts";
import type { Calls } from "./coordinator-server.ts";
import { JointClock } from "./joint-clock.ts";
import {
  type BrokerQuestion,
  type InstanceAbout,
  type InstanceReport,
  type InstanceTask,
  type InstanceUsage,
  LOST_MS,
  type NextAnswer,
  type NextQuestion,
  type ReportAnswer,
  SCRIPT_NAME,
} from "./messages.ts";
import { segmentOf, segmentSequence } from "./segments.ts";

/** What is known of one instance, about each second. */
export interface InstanceSample {
  readonly instance: number;
  readonly about: InstanceAbout;
  readonly usage: InstanceUsage;
  readonly clockOffsetMs: number;
}

/** A run of several instances: a Run, as a rule. */
export interface JointHost extends EngineHost {
  /** Undefined where the run is not split. */
  instanceUsed(sample: InstanceSample): void;
  /** How late k6 ran its VUs. @param delayMs 99th percentile of a second */
  instanceDelayed(instance: number, delayMs: number): void;
}

/** One start of k6 in all instances. */
export interface JointStart extends Omit<EngineStart, "k6Path"> {
  readonly broker: TokenBroker;
  readonly instances: number;
  /** Names in the run folder. */
  readonly files: readonly string[];
}

interface Instance {
  readonly about: InstanceAbout;
  seenMs: number;
  isGone: boolean;
}

interface Part {
  offset: number;
  outputOffset: number;
  hasAsked: boolean;
  exitCode: number | undefined;
}

interface Work {
  readonly task: InstanceTask;
  readonly run: JointHost;
  readonly start: JointStart;
  readonly clock: JointClock;
  /** By instance. */
  readonly parts: ReadonlyMap<number, Part>;
  readonly allAsked: Promise<void>;
  readonly noteAsked: () => void;
  readonly ended: (exitCode: number) => void;
  firstFailure: number;
  stop: boolean;
  waiting: number;
}

/** The longest that a question for work waits for an answer. */
const LONG_POLL_MS = 10_000;
const POLL_MS = 50;
const CHECK_MS = 500;
const END_MS = 5000;
/** Exit codes from here on are of signals. */
const FIRST_SIGNAL = 128;

export class Coordinator {
  readonly #instances = new Map<number, Instance>();
  readonly #timer: NodeJS.Timeout;
  #work: Work | undefined;
  #tasks = 0;
  #isOver = false;

  constructor() {
    this.#timer = setInterval(() => this.#check(), CHECK_MS);
    this.#timer.unref();
  }

  get calls(): Calls {
    return {
      next: (body) => this.#next(body as NextQuestion),
      ask: (body) => this.#ask(body as BrokerQuestion),
      report: (body) => this.#report(body as InstanceReport),
      file: (body) => this.#file(body as { task: number; name: string }),
    };
  }

  /** That have joined and are there. */
  get present(): readonly InstanceAbout[] {
    return [...this.#instances.values()].filter(({ isGone }) => !isGone).map(({ about }) => about);
  }

  /** Instances hear of it with their next question. @returns when all have, or after some seconds */
  async end(): Promise<void> {
    this.#isOver = true;
    for (const untilMs = Date.now() + END_MS; this.present.length > 0 && Date.now() < untilMs; ) await pause(POLL_MS);
    clearInterval(this.#timer);
  }

  /** Its process has ended. */
  gone(instance: number, why: string): void {
    const found = this.#instances.get(instance);
    if (found === undefined || found.isGone) return;
    found.isGone = true;
    this.#lost(instance, why);
  }

  /** @returns the exit code of k6: the first that is not 0 */
  async run(run: JointHost, start: JointStart): Promise<number> {
    const names = [...this.#instances].filter(([, { isGone }]) => !isGone).map(([name]) => name);
    const numbers = names.slice(0, start.instances);
    const { folder, journal } = run;
    const options = joinEngineOptions(await run.engineOptions());
    rmSync(folder.file(ENGINE_LOG_FILE), { force: true });
    writeFileSync(folder.file(journal), "");
    start.broker.openGate();
    const count = numbers.length;
    let ended: (code: number) => void = () => undefined;
    const end = new Promise<number>((resolve) => {
      ended = resolve;
    });
    let noteAsked: () => void = () => undefined;
    const allAsked = new Promise<void>((resolve) => {
      noteAsked = resolve;
    });
    const work: Work = {
      task: {
        task: ++this.#tasks,
        segment: "",
        sequence: segmentSequence(count),
        environment: { ...start.environment, ...options.environment, INSTANCES: String(count) },
        arguments: options.arguments,
        files: start.files.includes(TARGET_DATA_FILE) ? [...start.files, TARGET_DATA_SCRIPT] : start.files,
        route: start.route,
      },
      run,
      start,
      clock: new JointClock(count),
      parts: new Map(
        numbers.map((name) => [name, { offset: 0, outputOffset: 0, hasAsked: false, exitCode: undefined }]),
      ),
      allAsked,
      noteAsked,
      ended,
      firstFailure: 0,
      stop: false,
      waiting: 0,
    };
    const stop = (): void => void this.#stop(work);
    start.cleanup.onInterrupt(() => this.#work === work && stop());
    if (start.cleanup.interrupted) stop();
    run.onAbort(stop);
    run.started(0);
    this.#work = work;
    try {
      return await end;
    } finally {
      this.#work = undefined;
    }
  }

  async #stop(work: Work): Promise<void> {
    await pause(work.start.broker.shutGate());
    work.stop = true;
    work.noteAsked();
    work.start.broker.openLevels();
  }

  async #next({ instance: known, task: done, about }: NextQuestion): Promise<NextAnswer> {
    const instance = this.#instances.has(known) ? known : this.#instances.size + 1;
    this.#seen(instance, about);
    for (const untilMs = Date.now() + LONG_POLL_MS; Date.now() < untilMs && !this.#isOver; await pause(POLL_MS)) {
      const work = this.#work;
      if (work === undefined || work.task.task <= done || !work.parts.has(instance)) continue;
      const number = [...work.parts.keys()].indexOf(instance) + 1;
      return { instance, task: { ...work.task, segment: segmentOf(number, work.parts.size) } };
    }
    this.#seen(instance, about);
    const found = this.#instances.get(instance);
    if (found !== undefined && this.#isOver) found.isGone = true;
    return { instance, ...(this.#isOver ? { isOver: true } : {}) };
  }

  #seen(instance: number, about?: InstanceAbout): void {
    const known = this.#instances.get(instance);
    if (known !== undefined) known.seenMs = Date.now();
    else if (about !== undefined) this.#instances.set(instance, { about, seenMs: Date.now(), isGone: false });
  }

  #file({ task, name }: { task: number; name: string }): Buffer | undefined {
    const work = this.#workOf(task);
    if (work === undefined) return undefined;
    const { script } = work.start;
    if (name === SCRIPT_NAME) return readFileSync(script);
    if (name === TARGET_DATA_SCRIPT) return readFileSync(join(dirname(script), name));
    return work.start.files.includes(name) ? readFileSync(work.run.folder.file(name)) : undefined;
  }

  async #ask({ instance, task, key }: BrokerQuestion): Promise<string | undefined> {
    this.#seen(instance);
    const work = this.#workOf(task);
    const asked = readBrokerKey(key);
    if (work === undefined || asked === undefined) return undefined;
    await this.#awaitOthers(work, instance);
    if (asked.signal === "abort") work.stop = true;
    work.waiting += asked.signal === "level" ? 1 : 0;
    try {
      return await work.start.broker.answer(asked);
    } finally {
      work.waiting -= asked.signal === "level" ? 1 : 0;
    }
  }

  /** The first question of an instance is that of its `setup()`: all begin together. */
  async #awaitOthers(work: Work, instance: number): Promise<void> {
    const part = work.parts.get(instance);
    if (part === undefined) return;
    part.hasAsked = true;
    if ([...work.parts.values()].every(({ hasAsked, exitCode }) => hasAsked || exitCode !== undefined))
      work.noteAsked();
    await work.allAsked;
  }

  #report(report: InstanceReport): ReportAnswer | undefined {
    const { instance, usage, clockOffsetMs, exitCode } = report;
    this.#seen(instance);
    const work = this.#workOf(report.task);
    const part = work?.parts.get(instance);
    const about = this.#instances.get(instance)?.about;
    if (work === undefined || part === undefined || about === undefined) return undefined;
    this.#take(work, part, report);
    if (usage !== undefined) work.run.instanceUsed({ instance, about, usage, clockOffsetMs });
    if (exitCode !== undefined && exitCode >= FIRST_SIGNAL && !work.stop)
      this.#lost(instance, `k6 ended with exit code ${exitCode}`);
    else if (exitCode !== undefined) this.#partEnded(work, instance, exitCode);
    const { offset, outputOffset } = part;
    return { offset, outputOffset, stop: work.stop, isUrgent: work.waiting > 0, nowMs: Date.now() };
  }

  /** What was sent twice, because the answer was lost, is taken once. */
  #take({ run, clock }: Work, part: Part, { instance, offset, lines, output, outputOffset }: InstanceReport): void {
    try {
      if (lines !== "" && offset === part.offset) {
        const joint = clock.join(instance, lines, ({ delaysMs }) => {
          if (delaysMs.length > 0) run.instanceDelayed(instance, quantileOf(delaysMs, 0.99));
        });
        appendFileSync(run.folder.file(run.journal), joint);
        part.offset += Buffer.byteLength(lines);
      }
      if (output !== "" && outputOffset === part.outputOffset) {
        appendFileSync(run.folder.file(ENGINE_LOG_FILE), output);
        run.engineOutput(output);
        part.outputOffset += output.length;
      }
    } catch (error) {
      run.storageFailed(messageOf(error));
    }
  }

  #partEnded(work: Work, instance: number, exitCode: number): void {
    const part = work.parts.get(instance);
    if (part === undefined || part.exitCode !== undefined) return;
    part.exitCode = exitCode;
    work.clock.ended(instance);
    if (exitCode !== 0 && work.firstFailure === 0) work.firstFailure = exitCode;
    if (exitCode !== 0 && !work.stop) void this.#stop(work);
    const codes = [...work.parts.values()].map((each) => each.exitCode);
    if (codes.every((code) => code !== undefined)) work.ended(work.firstFailure);
  }

  #check(): void {
    for (const [instance, { seenMs, isGone }] of this.#instances)
      if (!isGone && Date.now() - seenMs > LOST_MS) this.gone(instance, `it did not respond for ${LOST_MS / 1000} s`);
  }

  #lost(instance: number, why: string): void {
    const work = this.#work;
    const part = work?.parts.get(instance);
    if (work === undefined || part === undefined || part.exitCode !== undefined) return;
    const host = this.#instances.get(instance)?.about.host ?? "";
    const text = `Error: k6 instance ${instance} of ${work.parts.size} (${host}) was lost: ${why}\n`;
    appendFileSync(work.run.folder.file(ENGINE_LOG_FILE), text);
    work.run.engineOutput(text);
    this.#partEnded(work, instance, INSTANCE_LOST);
  }

  #workOf(task: number): Work | undefined {
    return this.#work?.task.task === task ? this.#work : undefined;
  }
}
