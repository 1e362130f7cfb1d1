/** Globals of the k6 VM that `@types/k6` leaves out (k6 2.2). */

declare const console: {
  log(...values: unknown[]): void;
  info(...values: unknown[]): void;
  warn(...values: unknown[]): void;
  error(...values: unknown[]): void;
};
