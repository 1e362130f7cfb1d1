/**
 * Errors that a user can cause, and the exit codes of every command.
 * A message names the action, what was found, what was expected and what to do next.
 */

/** Exit codes of the runners; k6's own 97-110 pass through unchanged. README prints this table. */
export const EXIT_CODES = {
  pass: { code: 0, text: "passed" },
  bug: { code: 1, text: "internal error: a bug in this program" },
  usage: { code: 2, text: "usage error, such as an unknown command, flag or profile" },
  config: { code: 3, text: "a setting is missing or invalid" },
  preflight: { code: 4, text: "the target or this machine is not ready" },
  results: { code: 5, text: "a results folder cannot be read or written" },
  engine: { code: 6, text: "k6 is unavailable or did not start" },
  auth: { code: 7, text: "the target rejected the client or the token" },
  verification: { code: 8, text: "verification failed: the target does not contain the data that was written" },
  invalid: { code: 9, text: "invalid result: the load generator was the bottleneck" },
  aborted: { code: 10, text: "a stop rule ended the run" },
  regression: { code: 11, text: "regression: a run is worse than its baseline by more than the limits allow" },
  inconclusive: { code: 12, text: "inconclusive: too few samples for a verdict, or nothing that can be compared" },
  failed: { code: 99, text: "failed: a threshold was crossed or items are missing" },
  interrupted: { code: 130, text: "interrupted by Ctrl-C or a signal" },
} as const;

export type ExitKind = keyof typeof EXIT_CODES;

/** The message of anything that can be thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** A failure with one clear line for the user. Never thrown for bugs of this program. */
export class LoadTestError extends Error {
  /** Which row of EXIT_CODES applies. */
  readonly kind: ExitKind;
  /** What the user can do about it; printed after the message. */
  readonly hint: string | undefined;

  constructor(kind: ExitKind, message: string, options: { hint?: string | undefined; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "LoadTestError";
    this.kind = kind;
    this.hint = options.hint;
  }

  get exitCode(): number {
    return EXIT_CODES[this.kind].code;
  }
}
