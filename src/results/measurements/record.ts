/**
 * Reads the event stream of k6's web-dashboard output: the record file and the live events hold the same. Pure, in
 * constant memory: what is not asked for is not kept.
 *
 * `param` gives the period, `metric` names new series, `start` and `stop` hold the clock only. Each period has one
 * `cumulative` (the run so far) and one `snapshot` (this period): arrays in the order of the sorted series names. k6
 * writes no snapshot for the last, incomplete period.
 */

import {
  type CallName,
  ITEM_FAILURES,
  LATE_ITEMS,
  OUTCOMES_METRIC,
  readOutcomeName,
  readRouteName,
  readSeriesName,
  SCHEDULING_DELAY,
} from "../../lib/contracts/metrics.ts";
import { PROBE_SCENARIO } from "../../lib/contracts/readwrite-plan.ts";
import { asRecord, parseJson } from "../../lib/edfi/json.ts";
import type { Outcome } from "../../lib/http/outcome.ts";
import type { Latency, OutcomeCounts } from "../run-summary.ts";

export interface RecordEvent {
  readonly event: string;
  readonly data: unknown;
}

/** One resource and operation in a period, or in the run so far. */
export interface CallFigures extends CallName {
  readonly requests: number;
  readonly latencyMs: Latency | undefined;
  readonly outcomes: OutcomeCounts;
}

/** What happened in one period, or in the run so far. */
export interface Figures {
  /** Seconds from the start of the run to the end of the period. */
  readonly second: number;
  readonly seconds: number;
  readonly requests: number;
  /** Requests whose status k6 did not expect, repeats included. */
  readonly failedRequests: number;
  /** Finished items or calls; empty when the script counts none. */
  readonly outcomes: OutcomeCounts;
  /** Share of finished items that did not end as wanted, 0 to 1. */
  readonly itemFailureShare: number;
  readonly latencyMs: Latency | undefined;
  readonly iterations: number;
  /** Could not start at all: k6's arrival-rate executors. */
  readonly droppedIterations: number;
  /** Started after their time, because every VU was busy: the load phase's own pace, which drops nothing. */
  readonly lateItems: number;
  readonly vus: number;
  readonly vusMax: number;
  /** How late k6 ran its VUs: 99th percentile in milliseconds. Undefined where nothing measured it. */
  readonly schedulingDelayMs: number | undefined;
  readonly calls: readonly CallFigures[];
}

/** Undefined for a line that is no event or was cut off. */
export function parseRecordLine(line: string): RecordEvent | undefined {
  const record = asRecord(parseJson(line));
  return typeof record?.event === "string" ? { event: record.event, data: record.data } : undefined;
}

type Values = readonly number[];
type Draft = { requests: number; latencyMs: Latency | undefined; outcomes: Partial<Record<Outcome, number>> };
type Totals = Draft & {
  failedShare: number;
  itemFailureShare: number;
  iterations: number;
  dropped: number;
  late: number;
  delayMs: number | undefined;
};
type Sink = (draft: Totals, calls: Map<string, CallName & Draft>, values: Values) => void;

export class RecordReader {
  #names: string[] = [];
  #sinks: readonly (Sink | undefined)[] = [];
  #periodMs = 1000;
  #startMs: number | undefined;
  /** The VU that measures the scheduling delay is no user. */
  #probes = 0;
  #vus = 0;
  #vusMax = 0;
  #totals: Figures | undefined;
  /** End of the period before. */
  #before: number | undefined;

  /** The run so far; undefined before the first full period, or the end, of a run. */
  get totals(): Figures | undefined {
    return this.#totals;
  }

  /** k6 lengthens the period of runs that may last more than 48 minutes: it keeps to 2,880 points. */
  get periodMs(): number {
    return this.#periodMs;
  }

  /** Epoch milliseconds; undefined before the start. */
  get startMs(): number | undefined {
    return this.#startMs;
  }

  /** The figures of one period for a `snapshot`, undefined for every other event. */
  accept({ event, data }: RecordEvent): Figures | undefined {
    if (event === "param") this.#readParameters(asRecord(data) ?? {});
    else if (event === "metric") this.#learn(Object.keys(asRecord(data) ?? {}));
    else if (event === "start") this.#startMs = clockOf(data);
    else if (event === "cumulative") this.#totals = this.#read(data, false) ?? this.#totals;
    else if (event === "snapshot") return this.#read(data, true);
    return undefined;
  }

  #readParameters({ period, scenarios }: Readonly<Record<string, unknown>>): void {
    this.#periodMs = Number(period) || this.#periodMs;
    this.#probes = Array.isArray(scenarios) && scenarios.includes(PROBE_SCENARIO) ? 1 : 0;
  }

  #learn(names: readonly string[]): void {
    // k6 sorts by bytes; series names are ASCII except for a target's own names, where UTF-16 order is the same in
    // practice.
    this.#names = [...new Set([...this.#names, ...names])].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    this.#sinks = this.#names.map((name) => this.#sinkOf(name));
  }

  /** Undefined when names and values do not fit: a line that named series is missing. */
  #read(data: unknown, isPeriod: boolean): Figures | undefined {
    if (!Array.isArray(data) || data.length !== this.#names.length) return undefined;
    const nowMs = clockOf([data[this.#names.indexOf("time")]]);
    if (nowMs === undefined || this.#startMs === undefined) return undefined;
    const draft: Totals = {
      requests: 0,
      latencyMs: undefined,
      outcomes: {},
      failedShare: 0,
      itemFailureShare: 0,
      iterations: 0,
      dropped: 0,
      late: 0,
      delayMs: undefined,
    };
    const calls = new Map<string, CallName & Draft>();
    for (let at = 0; at < data.length; at++) {
      const values = data[at] as Values | null;
      if (values !== null && values.length > 0) this.#sinks[at]?.(draft, calls, values);
    }
    const second = (nowMs - this.#startMs) / 1000;
    // k6's clock of the first period can begin late, and a busy k6 writes periods late: what a period really covers counts.
    const seconds = this.#before === undefined ? Math.max(second, this.#periodMs / 1000) : second - this.#before;
    if (isPeriod) this.#before = second;
    return {
      second,
      seconds: isPeriod ? Math.max(0.001, seconds) : second,
      requests: draft.requests,
      failedRequests: Math.round(draft.failedShare * draft.requests),
      outcomes: draft.outcomes,
      itemFailureShare: draft.itemFailureShare,
      latencyMs: draft.latencyMs,
      iterations: draft.iterations,
      droppedIterations: draft.dropped,
      lateItems: draft.late,
      vus: this.#vus,
      vusMax: this.#vusMax,
      schedulingDelayMs: draft.delayMs,
      calls: [...calls.values()],
    };
  }

  #sinkOf(name: string): Sink | undefined {
    const { metric, tag, value } = readSeriesName(name);
    if (tag === "name") return callSink(metric, value);
    if (tag === "outcome" && metric === OUTCOMES_METRIC) {
      return (draft, _calls, [count = 0]) => {
        if (count > 0) draft.outcomes[value as Outcome] = count;
      };
    }
    if (tag !== "") return undefined;
    if (metric === "vus")
      return (_draft, _calls, [vus = 0]) => {
        this.#vus = Math.max(0, vus - this.#probes);
      };
    if (metric === "vus_max")
      return (_draft, _calls, [vus = 0]) => {
        this.#vusMax = Math.max(0, vus - this.#probes);
      };
    return WHOLE_RUN[metric];
  }
}

const WHOLE_RUN: Readonly<Record<string, Sink>> = {
  http_reqs: (draft, _calls, [count = 0]) => {
    draft.requests = count;
  },
  http_req_duration: (draft, _calls, values) => {
    draft.latencyMs = latencyOf(values);
  },
  http_req_failed: (draft, _calls, [share = 0]) => {
    draft.failedShare = share;
  },
  [ITEM_FAILURES]: (draft, _calls, [share = 0]) => {
    draft.itemFailureShare = share;
  },
  iterations: (draft, _calls, [count = 0]) => {
    draft.iterations = count;
  },
  [LATE_ITEMS]: (draft, _calls, [count = 0]) => {
    draft.late = count;
  },
  [SCHEDULING_DELAY]: (draft, _calls, values) => {
    draft.delayMs = latencyOf(values).p99;
  },
  dropped_iterations: (draft, _calls, [count = 0]) => {
    draft.dropped = count;
  },
};

function callSink(metric: string, value: string): Sink | undefined {
  if (metric === OUTCOMES_METRIC) {
    const name = readOutcomeName(value);
    if (name === undefined) return undefined;
    return (_draft, calls, [count = 0]) => {
      if (count > 0) callIn(calls, name).outcomes[name.outcome] = count;
    };
  }
  const isCount = metric === "http_reqs";
  if (!isCount && metric !== "http_req_duration") return undefined;
  const name = readRouteName(value);
  if (name === undefined) return undefined;
  if (isCount)
    return (_draft, calls, [count = 0]) => {
      callIn(calls, name).requests = count;
    };
  return (_draft, calls, values) => {
    callIn(calls, name).latencyMs = latencyOf(values);
  };
}

function callIn(calls: Map<string, CallName & Draft>, { resource, op }: CallName): CallName & Draft {
  const key = `${resource} ${op}`;
  let call = calls.get(key);
  if (call === undefined) {
    call = { resource, op, requests: 0, latencyMs: undefined, outcomes: {} };
    calls.set(key, call);
  }
  return call;
}

/** k6's order of a trend: avg, max, med, min, p(90), p(95), p(99). */
function latencyOf([mean = 0, max = 0, p50 = 0, min = 0, p90 = 0, p95 = 0, p99 = 0]: Values): Latency {
  return { min, mean, p50, p90, p95, p99, max };
}

function clockOf(data: unknown): number | undefined {
  const value = Array.isArray(data) && Array.isArray(data[0]) ? (data[0][0] as unknown) : undefined;
  return typeof value === "number" ? value : undefined;
}
