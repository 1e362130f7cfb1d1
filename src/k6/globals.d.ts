/** Globals of the k6 VM that `@types/k6` leaves out (k6 2.2). */

declare const console: {
  log(...values: unknown[]): void;
  info(...values: unknown[]): void;
  warn(...values: unknown[]): void;
  error(...values: unknown[]): void;
};

/** Runs a CommonJS module, in the init context. @param address percent-encoded, such as `file:///tmp/a%20b.js`. @returns its exports */
declare function require(address: string): unknown;

/** Set by build.mjs: true in the bundles of dist/run, which the runner starts; false in those for a direct `k6 run`. */
declare const FOR_RUNNER: boolean;
