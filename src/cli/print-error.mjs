// Prints the error of every command. Plain JavaScript, because the launcher needs it before anything is built.

import { forTerminal } from "./terminal.mjs";
import { asTyped } from "./typed.mjs";

/** EXIT_CODES.bug of src/base/errors.ts. */
const INTERNAL_ERROR = 1;

/**
 * `error: what`, one line each; then `  -> what to do`; the stack only when it was asked for. With --json also a document
 * on standard output, like the result that there is not.
 * @param {unknown} error with an `exitCode` and perhaps a `hint` when the user can fix it
 * @param {boolean} [verbose]
 * @param {boolean} [json]
 * @returns {number} the exit code that it asks for
 */
export function printError(error, verbose = false, json = false) {
  const {
    message = String(error),
    stack,
    exitCode,
    kind = "bug",
    hint,
  } = /** @type {Partial<UserError>} */ (error ?? {});
  const lines = (exitCode === undefined ? `internal error: ${message}` : message).split("\n");
  const advice = exitCode === undefined && !verbose ? "Run it again with --verbose and report the output." : hint;
  const text = [...lines.map((line) => `error: ${line}`), ...(advice === undefined ? [] : [`  -> ${advice}`])];
  const trace = verbose && stack !== undefined ? `\n${stack}` : "";
  process.stderr.write(`${forTerminal(asTyped(text.join("\n")), process.stderr)}${trace}\n`);
  if (json) {
    const document = { error: { code: kind, message, hint, exitCode: exitCode ?? INTERNAL_ERROR } };
    process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  }
  return exitCode ?? INTERNAL_ERROR;
}

/** @typedef {Error & { exitCode: number, kind: string, hint: string | undefined }} UserError */

/**
 * Before the settings are known.
 * @param {readonly string[]} argv
 */
export function wantsStack(argv) {
  return argv.includes("--verbose") || /^(true|1|yes)$/i.test(process.env.VERBOSE ?? "");
}

/**
 * Before the settings are known.
 * @param {readonly string[]} argv
 */
export function wantsJson(argv) {
  return argv.includes("--json") || /^(true|1|yes)$/i.test(process.env.JSON_OUTPUT ?? "");
}
