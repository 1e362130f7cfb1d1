/** Writes journal lines for the runner, to k6's console output file. */

let log: typeof console.log | undefined;

/**
 * Caches `console.log`, which k6 creates anew at each access. Not to be called in the init context, which has another
 * console that writes elsewhere.
 */
export function writeLine(line: string): void {
  log ??= console.log;
  log(line);
}
