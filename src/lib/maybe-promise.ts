/**
 * A value now or later. An exec function that returns no promise costs k6 about an eighth less CPU than an async one,
 * so the hot path stays synchronous and turns asynchronous only when it has to wait for a token.
 */

export type MaybePromise<T> = T | Promise<T>;

export function after<T, U>(value: MaybePromise<T>, next: (value: T) => MaybePromise<U>): MaybePromise<U> {
  return value instanceof Promise ? value.then(next) : next(value);
}

export function all<T>(values: readonly MaybePromise<T>[]): MaybePromise<readonly T[]> {
  return values.some((value) => value instanceof Promise) ? Promise.all(values) : (values as readonly T[]);
}

/** Runs a generator to its end with the answer to each of its requests; later only where an answer comes later. */
export function drive<Request, Result, Answer>(
  steps: Generator<Request, Result, Answer>,
  answer: (request: Request) => MaybePromise<Answer>,
): MaybePromise<Result> {
  const go = (step: IteratorResult<Request, Result>): MaybePromise<Result> =>
    step.done === true ? step.value : after(answer(step.value), (given) => go(steps.next(given)));
  return go(steps.next());
}
