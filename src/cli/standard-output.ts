/** Standard output may be a pipe whose reader has read enough, or a file on a full disk. */

import { EXIT_CODES, messageOf } from "../base/errors.ts";
import { notWritten, storageError } from "../base/storage-error.ts";
import { printError } from "./print-error.mjs";
import { forTerminal } from "./terminal.mjs";
import { asTyped } from "./typed.mjs";

let isGuarded = false;

/**
 * From now on, a closed pipe (`| head`) is no failure: the rest of the output is dropped, and the command ends as it would
 * have. Any other failure is one line on standard error; a command that would have passed ends with exit code 5.
 */
export function guardStandardOutput(): void {
  if (isGuarded) return;
  isGuarded = true;
  let isLost = false;
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (isLost || error.code === "EPIPE") return;
    isLost = true;
    const reason = storageError(error)?.message.replace(/^.*: /, "") ?? messageOf(error);
    printError(notWritten("Standard output", reason));
    process.once("exit", () => {
      if (!process.exitCode) process.exitCode = EXIT_CODES.results.code;
    });
  });
  // There is no other stream for the message.
  process.stderr.on("error", () => {});
}

/** A text for people, such as help. */
export function printText(text: string): void {
  guardStandardOutput();
  process.stdout.write(`${forTerminal(asTyped(text), process.stdout)}\n`);
}
