/**
 * The circuit breaker around the data store: opens for 30 s when more than 10 % of at least 20 calls
 * within 120 s fail in an unforeseen way, then lets one call through to try. Figures as DMS has them.
 */

export type BreakerMode = "auto" | "open" | "closed";

export interface CircuitBreaker {
  /** Seconds to wait when the breaker is open, else undefined: the call is allowed. */
  refusal(nowMs: number): number | undefined;
  record(failed: boolean, nowMs: number): void;
  /** `open` and `closed` hold until changed; `auto` begins anew. */
  force(mode: BreakerMode): void;
  readonly mode: BreakerMode;
}

export const OPEN_MS = 30_000;
export const SLICE_MS = 10_000;
export const SLICES = 12;
export const MINIMUM_CALLS = 20;
export const FAILURE_RATIO = 0.1;

interface Slice {
  readonly startMs: number;
  calls: number;
  failures: number;
}

export function createCircuitBreaker(): CircuitBreaker {
  let mode: BreakerMode = "auto";
  let slices: Slice[] = [];
  let openUntilMs: number | undefined;
  let trying = false;

  const reset = (): void => {
    slices = [];
    openUntilMs = undefined;
    trying = false;
  };

  const count = (failed: boolean, nowMs: number): void => {
    let slice = slices.at(-1);
    if (slice === undefined || nowMs >= slice.startMs + SLICE_MS) {
      slice = { startMs: nowMs, calls: 0, failures: 0 };
      slices = [...slices.filter(({ startMs }) => startMs > nowMs - SLICES * SLICE_MS), slice];
    }
    slice.calls += 1;
    if (!failed) return;
    slice.failures += 1;
    const calls = slices.reduce((sum, each) => sum + each.calls, 0);
    const failures = slices.reduce((sum, each) => sum + each.failures, 0);
    if (calls >= MINIMUM_CALLS && failures > FAILURE_RATIO * calls) openUntilMs = nowMs + OPEN_MS;
  };

  return {
    get mode() {
      return mode;
    },
    refusal: (nowMs) => {
      if (mode === "closed") return undefined;
      if (mode === "open") return OPEN_MS / 1000;
      if (openUntilMs === undefined) return undefined;
      if (nowMs < openUntilMs || trying) return OPEN_MS / 1000;
      trying = true;
      return undefined;
    },
    record: (failed, nowMs) => {
      if (mode !== "auto") return;
      if (!trying) return count(failed, nowMs);
      if (!failed) return reset();
      trying = false;
      openUntilMs = nowMs + OPEN_MS;
    },
    force: (next) => {
      mode = next;
      reset();
    },
  };
}
