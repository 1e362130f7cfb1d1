/**
 * Errors that a user can cause, and the exit codes of every command.
 * A message says what was being done, what was seen, what was expected and what to do next.
 */

/** Exit codes of the runners; k6's own 97-110 pass through unchanged. README prints this table. */
export const EXIT_CODES = {
  pass: { code: 0, text: "passed" },
  bug: { code: 1, text: "a fault in this program" },
  usage: { code: 2, text: "unknown command, flag or profile" },
  config: { code: 3, text: "a setting is missing or wrong" },
  preflight: { code: 4, text: "the target or this machine is not ready" },
  results: { code: 5, text: "a result folder cannot be read or written" },
  engine: { code: 6, text: "k6 cannot be had or did not start" },
  auth: { code: 7, text: "the target refused the client or the token" },
  verification: { code: 8, text: "the target does not hold what the run says it wrote" },
  invalid: { code: 9, text: "the result is not valid: the generator was the bottleneck" },
  aborted: { code: 10, text: "a stop rule ended the run" },
  regression: { code: 11, text: "a run is worse than its base by more than the limits allow" },
  failed: { code: 99, text: "the run failed: a threshold was crossed or work is missing" },
  interrupted: { code: 130, text: "stopped by Ctrl-C" },
} as const;

export type ExitKind = keyof typeof EXIT_CODES;

/** A failure with one clear line for the user. Never thrown for faults of this program. */
export class LoadTestError extends Error {
  /** Which row of EXIT_CODES applies. */
  readonly kind: ExitKind;
  /** What the user can do about it; printed after the message. */
  readonly hint: string | undefined;

  constructor(kind: ExitKind, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "LoadTestError";
    this.kind = kind;
    this.hint = options.hint;
  }

  get exitCode(): number {
    return EXIT_CODES[this.kind].code;
  }
}
