/** Where a command writes: progress on standard error, results on standard output; with --json exactly one document there. */

export interface Output {
  /** One line of progress, for people. */
  progress(line: string): void;
  /** Lines of the result, for people; nothing under --json. */
  result(text: string): void;
  /** The result for machines; nothing without --json. */
  document(value: unknown): void;
}

export function createOutput(json: boolean): Output {
  return {
    progress: (line) => void process.stderr.write(`${line}\n`),
    result: (text) => void (json || process.stdout.write(`${text}\n`)),
    document: (value) => void (json && process.stdout.write(`${JSON.stringify(value, null, 2)}\n`)),
  };
}
