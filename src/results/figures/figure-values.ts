/**
 * Figures of the target, collected beside the requests. Pure.
 *
 * A name is a source, a dot and what it is: `database.commits`, `machine.cpu`, `metrics.NAME`. Names with a part that the
 * target gives end in it, after a colon: `database.wait:LWLock:WALWrite`, `machine.container.cpu:dms`.
 */

/** By name; a figure that is unknown is left out, never 0. */
export type FigureValues = Readonly<Record<string, number>>;

/** Sessions of the database by what they wait for. */
export const WAIT = "database.wait:";

/** A wait that is not in a sample had no sessions. Of other figures, a sample without them says nothing. */
export function valueIn(values: FigureValues, name: string): number | undefined {
  return values[name] ?? (name.startsWith(WAIT) && values["database.active"] !== undefined ? 0 : undefined);
}

/** All figures of one moment: one line of `target-figures.ndjson` in the run folder. */
export interface FigureSample {
  /** Milliseconds since 1970. */
  readonly atMs: number;
  readonly values: FigureValues;
}
