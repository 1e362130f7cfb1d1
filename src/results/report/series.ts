/** A run over time, as the report draws it. Pure: the shape, and nothing else. */

/** One value per time; null where the run had none. */
export type Values = readonly (number | null)[];

export interface RunSeries {
  /** When k6 started, in milliseconds since 1970; undefined where no record says so. */
  readonly startMs: number | undefined;
  /** Seconds since k6 started, rising: the end of each period. */
  readonly seconds: readonly number[];
  /** HTTP requests per second, repeats included. */
  readonly requests: Values;
  /** Requests per second by operation, the busiest first. */
  readonly byOperation: Readonly<Record<string, Values>>;
  /** Responses per second with an unexpected status, repeats included. */
  readonly failedRequests: Values;
  /** Items or calls per second that failed in the end. */
  readonly failedItems: Values;
  /** Milliseconds, over the requests of the period. */
  readonly p50: Values;
  readonly p95: Values;
  readonly p99: Values;
  readonly vus: Values;
}
