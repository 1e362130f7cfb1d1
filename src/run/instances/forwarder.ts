/**
 * Beside each k6 instance: it gets its part of the work from the coordinator, starts k6, answers the VUs from one question
 * to the coordinator for all of them, and sends the journal back while k6 writes it. Without a connection it keeps what it
 * has, and tries again; without a coordinator for too long it ends k6.
 */

import { closeSync, existsSync, mkdtempSync, openSync, readSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { LoadTestError, messageOf } from "../../base/errors.ts";
import type { CleanupStack } from "../../cli/cleanup-stack.ts";
import { type BrokerKey, writeBrokerKey } from "../../lib/contracts/broker.ts";
import { generatorLimits } from "../../machine/machine-limits.ts";
import { processUsage } from "../../machine/process-usage.ts";
import { INSTANCE_LOST } from "../../results/engine-end.ts";
import { openRunFolder, type RunFolder } from "../../store/run-folder.ts";
import { startAnswerServer } from "../engine/answer-server.ts";
import { type EngineHost, runEngine } from "../engine/engine.ts";
import type { EngineBroker } from "../engine/token-broker.ts";
import { CoordinatorClient, RefusedError } from "./coordinator-client.ts";
import type { JoinKey } from "./join-key.ts";
import { keepToShare, type MachineShare, machineShare } from "./machine-share.ts";
import {
  type InstanceAbout,
  type InstanceTask,
  type InstanceUsage,
  LOST_MS,
  type NextAnswer,
  type ReportAnswer,
  SCRIPT_NAME,
} from "./messages.ts";
import { ownOutputs } from "./own-outputs.ts";
import { untilReportMs } from "./report-times.ts";

export interface ForwarderOptions extends MachineShare {
  readonly key: JoinKey;
  readonly k6Path: string;
  /** More arguments for k6. */
  readonly arguments?: readonly string[];
  /** How long the coordinator may need to start. */
  readonly patienceMs?: number;
  /** Gets a line for each step. */
  readonly log?: (line: string) => void;
  readonly cleanup: CleanupStack;
}

const JOURNAL = "journal.log";
const URGENT_MS = 20;
/** Where there was nothing new: others may take long to reach the border. */
const URGENT_IDLE_MS = 100;
const USAGE_MS = 1000;
const RETRY_MS = 500;
/** As LOST_MS, once this process is asked to end: its parent, the coordinator, may be gone. */
const ENDING_MS = 2000;
const CHUNK_BYTES = 1024 * 1024;
/** Answers that a late VU may still ask for. */
const MOST_ANSWERS = 64;

/** Does one task after the other. @returns when the run is over. @throws LoadTestError when the coordinator is gone */
export async function forward(options: ForwarderOptions): Promise<void> {
  const { key, cores, cleanup, patienceMs = LOST_MS, log = () => {} } = options;
  const client = new CoordinatorClient(key);
  const limits = generatorLimits(cores);
  const about: InstanceAbout = {
    host: hostname(),
    cores: limits.cores,
    coresFrom: cores > 0 ? "share" : limits.coresFrom,
    memoryBytes: limits.memoryBytes,
  };
  let instance = 0;
  let done = 0;
  while (!cleanup.interrupted) {
    const question = { instance, task: done, about };
    const next = await persist(
      cleanup,
      () => client.json<NextAnswer>("next", question),
      instance === 0 ? patienceMs : LOST_MS,
    );
    if (instance === 0) log(`joined    ${key.url}, as instance ${next.instance}`);
    instance = next.instance;
    if (next.isOver === true) return log("done      the run has ended; its verdict is on the machine that started it");
    if (next.task === undefined) continue;
    done = next.task.task;
    log(`k6        segment ${next.task.segment}`);
    await doTask(client, instance, next.task, options);
  }
}

async function doTask(
  client: CoordinatorClient,
  instance: number,
  task: InstanceTask,
  options: ForwarderOptions,
): Promise<void> {
  const { k6Path, cleanup, arguments: more = [] } = options;
  const path = mkdtempSync(join(tmpdir(), "edfi-load-test-"));
  const forget = (): void => rmSync(path, { recursive: true, force: true });
  cleanup.add(forget);
  const folder = openRunFolder(tmpdir(), path.slice(tmpdir().length + 1));
  for (const name of [...task.files, SCRIPT_NAME])
    writeFileSync(folder.file(name), await persist(cleanup, () => client.bytes("file", { task: task.task, name })));
  const own = { instance, task: task.task };
  const reporter = new Reporter(client, own, folder, cleanup);
  const answers = new JointAnswers(client, own, cleanup, () => reporter.hurry());
  const server = await startAnswerServer((asked) => answers.ask(asked));
  const broker: EngineBroker = { ...server, openGate: () => {}, shutGate: () => 0, openLevels: () => {} };
  const segment = [`--execution-segment=${task.segment}`, `--execution-segment-sequence=${task.sequence}`];
  const { K6_OUT } = task.environment;
  const outputs = K6_OUT === undefined ? {} : { K6_OUT: ownOutputs(K6_OUT, instance) };
  const share = machineShare(options);
  const host: EngineHost = {
    folder,
    journal: JOURNAL,
    engineOptions: async () => [
      {
        arguments: [...task.arguments, ...segment, ...more],
        environment: { ...task.environment, ...outputs, ...share },
      },
    ],
    started: (pid) => {
      keepToShare(pid, options);
      reporter.begin(pid);
    },
    engineOutput: (text) => reporter.print(text),
    storageFailed: (reason) => reporter.print(`Failed to write to log, ${reason}\n`),
    onAbort: (stop) => reporter.onStop(stop),
  };
  try {
    const script = folder.file(SCRIPT_NAME);
    const start = { k6Path, script, environment: {}, route: task.route, broker, cleanup, verbose: false };
    const exitCode = await runEngine(host, start).catch((error: unknown) => {
      reporter.print(`Error: ${messageOf(error)}\n`);
      return INSTANCE_LOST;
    });
    await reporter.end(exitCode);
  } finally {
    await server.close();
    forget();
  }
}

/** What is said to the coordinator is about it. */
interface OwnTask {
  readonly instance: number;
  readonly task: number;
}

/** One question to the coordinator for all VUs that ask the same. */
class JointAnswers {
  readonly #client: CoordinatorClient;
  readonly #about: OwnTask;
  readonly #cleanup: CleanupStack;
  readonly #atLevel: () => void;
  readonly #answers = new Map<string, Promise<string>>();

  /** @param atLevel the first VU has reached the end of a dependency level */
  constructor(client: CoordinatorClient, about: OwnTask, cleanup: CleanupStack, atLevel: () => void) {
    this.#atLevel = atLevel;
    this.#client = client;
    this.#about = about;
    this.#cleanup = cleanup;
  }

  ask(asked: BrokerKey): Promise<string> {
    const key = writeBrokerKey(asked.signal, asked.value);
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    const question = { ...this.#about, key };
    // A level may stay closed for any time.
    const answer = persist(this.#cleanup, async () => (await this.#client.bytes("ask", question, 0)).toString("utf8"));
    this.#answers.set(key, answer);
    // After the question: the coordinator then knows that it is urgent.
    if (asked.signal === "level") this.#atLevel();
    answer.catch(() => this.#answers.delete(key));
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > MOST_ANSWERS && oldest !== undefined) this.#answers.delete(oldest);
    return answer;
  }
}

/** Sends what k6 writes. The journal in its file is the buffer: what the coordinator does not have is sent again. */
class Reporter {
  readonly #client: CoordinatorClient;
  readonly #folder: RunFolder;
  readonly #about: OwnTask;
  readonly #cleanup: CleanupStack;
  readonly #buffer = Buffer.alloc(CHUNK_BYTES);
  #stop: () => void = () => undefined;
  #isStopped = false;
  #isAbandoned = false;
  #lost: LoadTestError | undefined;
  #pid = 0;
  #offset = 0;
  #output = "";
  #outputOffset = 0;
  #clockOffsetMs = 0;
  #usedMs = 0;
  #exitCode: number | undefined;
  #loop: Promise<void> | undefined;
  #hurry = new AbortController();

  constructor(client: CoordinatorClient, about: OwnTask, folder: RunFolder, cleanup: CleanupStack) {
    this.#client = client;
    this.#about = about;
    this.#folder = folder;
    this.#cleanup = cleanup;
  }

  begin(pid: number): void {
    this.#pid = pid;
    this.#loop ??= this.#run();
  }

  onStop(stop: () => void): void {
    this.#stop = stop;
  }

  print(text: string): void {
    this.#output += text;
  }

  /** VUs wait for what the coordinator makes of the journal: the next report is due now. */
  hurry(): void {
    this.#hurry.abort();
  }

  /** k6 has ended. @returns when the coordinator has everything. @throws LoadTestError when the coordinator is gone */
  async end(exitCode: number): Promise<void> {
    this.#exitCode = exitCode;
    this.hurry();
    await (this.#loop ?? this.#run());
    if (this.#lost !== undefined) throw this.#lost;
  }

  async #run(): Promise<void> {
    for (let heardMs = Date.now(); !this.#isAbandoned; ) {
      try {
        const { isLast, waitMs } = await this.#report();
        if (isLast) return;
        heardMs = Date.now();
        await this.#pause(waitMs);
      } catch (error) {
        // Refused: the coordinator no longer knows of this task.
        const patienceMs = this.#cleanup.interrupted ? ENDING_MS : LOST_MS;
        if (Date.now() - heardMs > patienceMs) this.#lost = outOfReach(error);
        this.#isAbandoned = error instanceof RefusedError || this.#lost !== undefined;
        await pause(RETRY_MS);
      }
    }
    this.#stopOnce();
  }

  async #pause(waitMs: number): Promise<void> {
    // `hurry` cuts it short.
    await pause(waitMs, undefined, { signal: this.#hurry.signal }).catch(() => undefined);
    this.#hurry = new AbortController();
  }

  async #report(): Promise<{ readonly isLast: boolean; readonly waitMs: number }> {
    // Before the journal is read: a last report has all of it.
    const exitCode = this.#exitCode;
    const { text: lines, isMore } = this.#lines();
    const output = this.#output;
    const usage = await this.#usage();
    const report = { ...this.#about, offset: this.#offset, lines, output, outputOffset: this.#outputOffset, usage };
    const sentMs = Date.now();
    const last = isMore ? undefined : exitCode;
    const answer = await this.#client.json<ReportAnswer>("report", {
      ...report,
      clockOffsetMs: this.#clockOffsetMs,
      exitCode: last,
    });
    this.#clockOffsetMs = Math.round((sentMs + Date.now()) / 2 - answer.nowMs);
    this.#offset = answer.offset;
    this.#output = this.#output.slice(answer.outputOffset - this.#outputOffset);
    this.#outputOffset = answer.outputOffset;
    if (answer.stop) this.#stopOnce();
    const isAtOnce = isMore || this.#exitCode !== undefined;
    const urgentMs = lines === "" ? URGENT_IDLE_MS : URGENT_MS;
    return {
      isLast: last !== undefined,
      waitMs: isAtOnce ? 0 : answer.isUrgent ? urgentMs : untilReportMs(Date.now() - this.#clockOffsetMs),
    };
  }

  #stopOnce(): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.#stop();
  }

  /** Whole lines that the coordinator does not have yet. A last line that was cut off is no line. */
  #lines(): { readonly text: string; readonly isMore: boolean } {
    const path = this.#folder.file(JOURNAL);
    if (!existsSync(path)) return { text: "", isMore: false };
    const file = openSync(path, "r");
    try {
      const bytes = readSync(file, this.#buffer, 0, CHUNK_BYTES, this.#offset);
      const end = this.#buffer.subarray(0, bytes).lastIndexOf(10) + 1;
      return { text: this.#buffer.toString("utf8", 0, end), isMore: bytes === CHUNK_BYTES };
    } finally {
      closeSync(file);
    }
  }

  async #usage(): Promise<InstanceUsage | undefined> {
    if (Date.now() - this.#usedMs < USAGE_MS || this.#exitCode !== undefined) return undefined;
    this.#usedMs = Date.now();
    return processUsage(this.#pid);
  }
}

/**
 * Until there is an answer: a connection may be lost for a while.
 * @param usualMs from the first failure until the coordinator is taken for gone
 * @throws LoadTestError "engine" when it is
 */
async function persist<Answer>(cleanup: CleanupStack, call: () => Promise<Answer>, usualMs = LOST_MS): Promise<Answer> {
  for (let failedMs: number | undefined; ; await pause(RETRY_MS)) {
    try {
      return await call();
    } catch (error) {
      if (error instanceof RefusedError) throw new LoadTestError("engine", messageOf(error));
      failedMs ??= Date.now();
      if (Date.now() - failedMs > (cleanup.interrupted ? ENDING_MS : usualMs)) throw outOfReach(error);
    }
  }
}

function outOfReach(error: unknown): LoadTestError {
  return new LoadTestError("engine", `The coordinator of the run cannot be reached: ${messageOf(error)}`);
}
