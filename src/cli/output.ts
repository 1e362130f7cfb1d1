/** Where a command writes: progress to standard error, results to standard output; with --json one document there. */

import { writeError } from "./standard-error.ts";
import { guardStandardOutput } from "./standard-output.ts";
import { forTerminal } from "./terminal.mjs";
import { asTyped } from "./typed.mjs";

export interface Output {
  /** One line of progress, for people. */
  progress(line: string): void;
  /** A line of progress that a command prints only once. @param key identifies the line */
  progressOnce(key: string, line: string): void;
  /** Lines of the result, for people; nothing under --json. */
  result(text: string): void;
  /** The result for machines; nothing without --json. */
  document(value: unknown): void;
}

export function createOutput(json: boolean): Output {
  const printed = new Set<string>();
  guardStandardOutput();
  const shown = (stream: NodeJS.WriteStream, text: string): string => `${forTerminal(asTyped(text), stream)}\n`;
  const progress = (line: string): void => writeError(shown(process.stderr, line));
  return {
    progress,
    progressOnce: (key, line) => {
      if (!printed.has(key)) progress(line);
      printed.add(key);
    },
    result: (text) => void (json || process.stdout.write(shown(process.stdout, text))),
    document: (value) => void (json && process.stdout.write(`${JSON.stringify(value, null, 2)}\n`)),
  };
}
