/** What the coordinator of a run and its k6 instances tell each other: JSON over HTTP, each call with the key of the run. */

import type { CoreBound } from "../../results/health/generator-cores.ts";
import type { Route } from "../../target/route.ts";

/** One start of k6, for one instance. */
export interface InstanceTask {
  /** From 1; each start of k6 has its own. */
  readonly task: number;
  /** `0:1/2` */
  readonly segment: string;
  /** `0,1/2,1` */
  readonly sequence: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly arguments: readonly string[];
  /** Names of files of the run that k6 reads; the bundle is the one named `script.js`. */
  readonly files: readonly string[];
  readonly route?: Route | undefined;
}

/** What an instance says of itself when it joins. */
export interface InstanceAbout {
  readonly host: string;
  readonly cores: number;
  readonly coresFrom: CoreBound;
  readonly memoryBytes: number;
}

export interface NextQuestion {
  /** 0: it joins. */
  readonly instance: number;
  /** The last one that it knows. */
  readonly task: number;
  readonly about: InstanceAbout;
}

export interface NextAnswer {
  readonly instance: number;
  /** Absent: nothing yet. */
  readonly task?: InstanceTask;
  /** All is done. */
  readonly isOver?: boolean;
}

export interface InstanceUsage {
  readonly cpuSeconds: number;
  readonly memoryBytes: number;
  readonly swappedBytes: number;
  readonly readBytes?: number | undefined;
  readonly writtenBytes?: number | undefined;
}

export interface InstanceReport {
  readonly instance: number;
  readonly task: number;
  /** Of `lines` in the journal of this instance, in bytes. */
  readonly offset: number;
  /** Whole lines of the journal. */
  readonly lines: string;
  /** What k6 printed since the last report, with its place in all of it. */
  readonly output: string;
  readonly outputOffset: number;
  readonly usage?: InstanceUsage | undefined;
  /** How much its clock is ahead of the coordinator's, in milliseconds. */
  readonly clockOffsetMs: number;
  /** k6 has ended, and this is all. */
  readonly exitCode?: number | undefined;
}

export interface ReportAnswer {
  /** Where the next lines begin. */
  readonly offset: number;
  readonly outputOffset: number;
  /** k6 is to be ended. */
  readonly stop: boolean;
  /** VUs wait for the end of a dependency level: reports are wanted at once. */
  readonly isUrgent: boolean;
  readonly nowMs: number;
}

export interface BrokerQuestion {
  readonly instance: number;
  readonly task: number;
  /** As k6 asks: see the contract `broker.ts`. */
  readonly key: string;
}

/** Header of each call. */
export const RUN_KEY_HEADER = "x-run-key";
/** Name of the bundle among the files of a task. */
export const SCRIPT_NAME = "script.js";
/** Without a word for so long, the other side is given up. */
export const LOST_MS = 30_000;
