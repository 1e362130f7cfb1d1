/**
 * A value now or later. An exec function that returns no promise costs k6 about an eighth less CPU than an async one,
 * so the hot path stays synchronous and turns asynchronous only when it has to wait for a token.
 */

export type MaybePromise<T> = T | Promise<T>;

export function after<T, U>(value: MaybePromise<T>, next: (value: T) => MaybePromise<U>): MaybePromise<U> {
  return value instanceof Promise ? value.then(next) : next(value);
}
