/** From which figure on a rule speaks, and why from there. Pure. */

/** A rule speaks from the first figure on, and is likely from the second one on. */
export interface Threshold {
  readonly possible: number;
  readonly likely: number;
  /** What is compared. */
  readonly what: string;
  readonly why: string;
}

export const THRESHOLDS = {
  refused: {
    possible: 0.01,
    likely: 0.05,
    what: "share of operations that were refused",
    why: "One in a hundred is the usual limit of failures of a step.",
  },
  throttled: {
    possible: 0.1,
    likely: 0.25,
    what: "share of the container's periods that were throttled",
    why: "A throttled process stands still for the rest of a period of 100 ms: one in ten is enough to make p95.",
  },
  cpu: {
    possible: 0.8,
    likely: 0.9,
    what: "CPU, as a share of what may be used",
    why: "Requests wait for a core about u/(1 - u) times as long as they use it: 4 times at 80 %, 9 times at 90 %.",
  },
  thread: {
    possible: 0.9,
    likely: 0.95,
    what: "share of time in which one thread of the service works or waits for a core",
    why: "A program that does its work in one thread has no more to give when that is never idle.",
  },
  wait: {
    possible: 0.25,
    likely: 0.4,
    what: "share of active time in which sessions of the database wait for the same thing",
    why: "Without a wait of 25 % the same work would take 75 % of the time, without one of 40 % it would take 60 %.",
  },
  scannedRows: {
    possible: 500_000,
    likely: 2_000_000,
    what: "rows per second that are read by scanning whole tables",
    why: "One core checks some millions of cached rows per second.",
  },
  rowsPerScan: {
    possible: 1000,
    likely: 10_000,
    what: "rows of a scan of a whole table",
    why: "Small tables are read whole for good reason; an index finds one of a thousand rows in three or four pages.",
  },
  statement: {
    possible: 0.3,
    likely: 0.5,
    what: "share of one statement in the time of all",
    why: "At half of the time, nothing else that is made faster helps as much.",
  },
  busySessions: {
    possible: 0.5,
    likely: 0.8,
    what: "sessions that one statement keeps busy on average",
    why: "The most expensive statement of an idle database limits nothing; a session is busy at 1.",
  },
  disk: {
    possible: 0.7,
    likely: 0.9,
    what: "share of time in which the busiest disk is busy",
    why: "As for CPU. Disks that work on many requests at once still have room at 90 %, so waits say more.",
  },
  cacheLoss: {
    possible: 0.02,
    likely: 0.05,
    what: "by how much the share of pages found in the cache fell",
    why: "From 99 % to 97 %, three times as many pages come from outside the cache.",
  },
  connections: {
    possible: 0.9,
    likely: 0.97,
    what: "sessions, as a share of max_connections",
    why: "The last three are reserved for superusers by default.",
  },
  pool: {
    possible: 0.85,
    likely: 0.95,
    what: "share of the service's sessions that are active, while their number stays",
    why: "A request that finds no idle connection waits for one.",
  },
  memory: {
    possible: 0.9,
    likely: 0.97,
    what: "memory, as a share of the limit",
    why: "Close to the limit, the system takes away cached files and swaps; at it, it ends processes.",
  },
  generator: {
    possible: 0.25,
    likely: 0.5,
    what: "share of the load generator in the CPU of the target's machine",
    why: "Without the generator, the target would have a third more of the machine at 25 %, twice as much at 50 %.",
  },
  operation: {
    possible: 0.4,
    likely: 0.6,
    what: "share of one kind of operation in the time of all, at least twice its share in their number",
    why: "Below twice, its time follows from the mix.",
  },
} as const satisfies Readonly<Record<string, Threshold>>;

/** A figure that is so many times that of the step that held has changed with the load. */
export const RISE = 1.1;

/** Fewer active sessions in all samples of a step are no basis for a share of them. */
export const LEAST_SESSIONS = 5;

/** Below these nothing is busy. */
export const IDLE = { share: 0.7, sessions: 2 } as const;

export type Confidence = "likely" | "possible";

/** Undefined: below the threshold, or unknown. */
export function levelOf(value: number | undefined, { possible, likely }: Threshold): Confidence | undefined {
  if (value === undefined || !(value >= possible)) return undefined;
  return value >= likely ? "likely" : "possible";
}
