/**
 * When operations of a steered run are due: "from this moment on, operation n and those after it, at this rate". The
 * runner appends steps while k6 runs, so that a rate can change. What a step asks for follows from the schedule alone,
 * whatever the VUs achieve. In a step by users, nothing is due: so many VUs do one operation after the other. Pure.
 *
 *     <epoch ms>:<first operation>:<rate>[:<users>],…
 */

export interface PaceStep {
  readonly fromMs: number;
  /** Number of its first operation: the iteration in the whole run. */
  readonly first: number;
  /** Operations per second; 0 is a pause, END the end of the run. */
  readonly perSecond: number;
  /** VUs that do one operation after the other, where the rate is 0. */
  readonly users?: number | undefined;
}

export const END = -1;

/** In rising order of time and of operations. */
export type Schedule = readonly PaceStep[];

/** In place of a due time: the operation's step has ended, so it is not done. */
export const MISSED = -1;

/** Enough for all steps of a spike. A VU that is further behind has missed its operation anyway. */
const STEPS_SENT = 6;

/** Number of the first operation that is due at `ms` or later. */
export function operationAt({ fromMs, first, perSecond }: PaceStep, ms: number): number {
  // Allows for rounding errors: 0.1 * 30 is slightly above 3, which must not add a fourth operation.
  return first + Math.max(0, Math.ceil(((ms - fromMs) * perSecond) / 1000 - 1e-6));
}

/** The schedule with a further step. @throws RangeError when it begins before the last one */
export function withStep(schedule: Schedule, fromMs: number, perSecond: number): Schedule {
  const last = schedule.at(-1);
  if (last === undefined) return [{ fromMs, first: 0, perSecond }];
  if (fromMs < last.fromMs) throw new RangeError("a step begins after the one before");
  return [...schedule, { fromMs, first: operationAt(last, fromMs), perSecond }];
}

/** The schedule with a further step, by users. @throws RangeError when it begins before the last one */
export function withUsers(schedule: Schedule, fromMs: number, users: number): Schedule {
  const steps = withStep(schedule, fromMs, 0);
  return steps.map((step, at) => (at === steps.length - 1 ? { ...step, users } : step));
}

/** The schedule with its end, after steps by users: every operation that has not begun is missed, whatever its number. */
export function withEnd(schedule: Schedule, fromMs: number): Schedule {
  return [...schedule, { fromMs, first: Number.MAX_SAFE_INTEGER, perSecond: END }];
}

/** Whether a VU does one operation after the other. @param user its number among the VUs of the run, from 0 */
export function isAtWork(schedule: Schedule, user: number, nowMs: number): boolean {
  return (schedule.filter(({ fromMs }) => fromMs <= nowMs).at(-1)?.users ?? 0) > user;
}

/**
 * When an operation that has not begun yet is due, in epoch milliseconds.
 * @returns Infinity if its step is not known yet, and in a pause; MISSED if its step, or the run, has ended
 */
export function dueMs(schedule: Schedule, operation: number, nowMs: number): number {
  for (let at = schedule.length - 1; at >= 0; at--) {
    const { fromMs, first, perSecond } = schedule[at] as PaceStep;
    if (first > operation) continue;
    const next = schedule[at + 1];
    if (perSecond === END || (next !== undefined && nowMs >= next.fromMs)) return MISSED;
    return perSecond > 0 ? fromMs + ((operation - first) * 1000) / perSecond : Number.POSITIVE_INFINITY;
  }
  return schedule.length > 0 ? MISSED : Number.POSITIVE_INFINITY;
}

/** The last steps, for VUs. Empty for an empty schedule. */
export function writeSchedule(schedule: Schedule): string {
  return schedule
    .slice(-STEPS_SENT)
    .map(({ fromMs, first, perSecond, users }) => `${fromMs}:${first}:${perSecond}${users ? `:${users}` : ""}`)
    .join();
}

/** Reads what `writeSchedule` wrote; steps that cannot be read are left out. */
export function readSchedule(text: string): Schedule {
  const steps: PaceStep[] = [];
  for (const step of text.split(",")) {
    const [fromMs, first, perSecond, users] = step.split(":").map(Number) as [number, number, number, number?];
    if ([fromMs, first, perSecond, users ?? 0].every(Number.isFinite)) steps.push({ fromMs, first, perSecond, users });
  }
  return steps;
}
