// How every command says what went wrong. Plain JavaScript, because the launcher needs it before anything is built.

/** EXIT_CODES.bug of src/base/errors.ts. */
const FAULT = 1;

/**
 * `error: what`, one line each; then `  -> what to do`; the stack only when it was asked for.
 * @param {unknown} error with an `exitCode` and perhaps a `hint` when the user can do something about it
 * @param {boolean} [verbose]
 * @returns {number} the exit code that it asks for
 */
export function printError(error, verbose = false) {
  const { message = String(error), stack, exitCode, hint } = /** @type {Partial<UserError>} */ (error ?? {});
  const lines = (exitCode === undefined ? `a fault in this program: ${message}` : message).split("\n");
  const advice = exitCode === undefined && !verbose ? "run again with --verbose and report what it says" : hint;
  const text = [
    ...lines.map((line) => `error: ${line}`),
    ...(advice === undefined ? [] : [`  -> ${advice}`]),
    ...(verbose && stack !== undefined ? [stack] : []),
  ];
  process.stderr.write(`${text.join("\n")}\n`);
  return exitCode ?? FAULT;
}

/** @typedef {Error & { exitCode: number, hint: string | undefined }} UserError */

/**
 * Before the settings are known.
 * @param {readonly string[]} argv
 */
export function wantsStack(argv) {
  return argv.includes("--verbose") || /^(true|1|yes)$/i.test(process.env.VERBOSE ?? "");
}
