/**
 * The first planned moment of a run, in a journal: the start of the measured scenario, written by its first iteration.
 *
 *     t <epoch milliseconds>
 */

export function writeStartLine(startMs: number): string {
  return `t ${Math.round(startMs)}`;
}

/** Undefined for any other line. */
export function readStartLine(text: string): number | undefined {
  const match = /^t (\d{13})$/.exec(text);
  return match === null ? undefined : Number(match[1]);
}
