/**
 * The measured window of a run: from the first planned moment to the last one. All rates of a run are over it. What
 * began in it counts, even where its answer came later: the time until then, the overrun, is apart. Pure.
 */

/** One start of k6; epoch milliseconds. */
export interface MeasuredPart {
  /** When the measured scenario began; undefined where its script does not say. */
  readonly startMs: number | undefined;
  /** The last line of the journal. */
  readonly lastMs: number;
  /** How long the scenario was to last; undefined: until all work is done. */
  readonly plannedMs: number | undefined;
  readonly ranToEnd: boolean;
}

export interface MeasuredWindow {
  readonly windowMs: number;
  readonly overrunMs: number;
}

/** Of all starts of k6 together; undefined where nothing was measured, or where nobody says when it began. */
export function windowOf(parts: readonly MeasuredPart[]): MeasuredWindow | undefined {
  const windows = parts.flatMap((part) => windowOfPart(part) ?? []);
  if (windows.length === 0) return undefined;
  return {
    windowMs: windows.reduce((sum, { windowMs }) => sum + windowMs, 0),
    overrunMs: windows.reduce((sum, { overrunMs }) => sum + overrunMs, 0),
  };
}

function windowOfPart({ startMs, lastMs, plannedMs, ranToEnd }: MeasuredPart): MeasuredWindow | undefined {
  if (startMs === undefined) return undefined;
  const tookMs = Math.max(1, lastMs - startMs);
  if (plannedMs === undefined) return { windowMs: tookMs, overrunMs: 0 };
  const windowMs = ranToEnd ? plannedMs : Math.min(plannedMs, tookMs);
  return { windowMs, overrunMs: Math.max(0, tookMs - windowMs) };
}
