/** A question on the terminal. */

import { once } from "node:events";
import { setImmediate } from "node:timers/promises";

/** False when the answer is not yes, or without a terminal to ask on. */
export async function isConfirmed(what: string): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return false;
  const { question } = await import("zx");
  const answer = question(`${what} Type yes: `, { output: process.stderr });
  // Ctrl-C closes the question without an answer.
  const closed = once(process.stdin, "pause").then(() => setImmediate(""));
  return /^y(es)?$/i.test((await Promise.race([answer, closed])).trim());
}
