/** Writes lines for the runner into k6's console file. */

let log: typeof console.log | undefined;

/**
 * k6 makes the function anew at each access of `console.log`. Not in the init context, which has a console of its own
 * that writes elsewhere.
 */
export function writeLine(line: string): void {
  log ??= console.log;
  log(line);
}
