/**
 * A value or a promise of it. An exec function that returns no promise costs k6 about an eighth less CPU than an async
 * one, so the hot path is synchronous unless it has to wait for a token.
 */

export type MaybePromise<T> = T | Promise<T>;

export function after<T, U>(value: MaybePromise<T>, next: (value: T) => MaybePromise<U>): MaybePromise<U> {
  return isLater(value) ? value.then(next) : next(value);
}

/** Hot path: `instanceof` would cost k6 five times as much. */
function isLater<T>(value: MaybePromise<T>): value is Promise<T> {
  return typeof value === "object" && (value as { readonly then?: unknown } | null)?.then !== undefined;
}

/**
 * As `after`, for hot paths: `next` gets two more arguments, so that it captures nothing. In k6, a captured variable
 * costs an allocation at each call of the enclosing function, even if no closure is created.
 */
export function afterWith<A, B, T, U>(
  value: MaybePromise<T>,
  next: (a: A, b: B, value: T) => MaybePromise<U>,
  a: A,
  b: B,
): MaybePromise<U> {
  return isLater(value) ? later(value, next, a, b) : next(a, b, value);
}

function later<A, B, T, U>(value: Promise<T>, next: (a: A, b: B, value: T) => MaybePromise<U>, a: A, b: B): Promise<U> {
  return value.then((given) => next(a, b, given));
}

export function all<T>(values: readonly MaybePromise<T>[]): MaybePromise<readonly T[]> {
  return values.some(isLater) ? Promise.all(values) : (values as readonly T[]);
}

/** Runs a generator to its end, with an answer to each of its requests. Asynchronous only if an answer is. */
export function drive<Request, Result, Answer>(
  steps: Generator<Request, Result, Answer>,
  answer: (request: Request) => MaybePromise<Answer>,
): MaybePromise<Result> {
  const go = (step: IteratorResult<Request, Result>): MaybePromise<Result> =>
    step.done === true ? step.value : after(answer(step.value), (given) => go(steps.next(given)));
  return go(steps.next());
}
