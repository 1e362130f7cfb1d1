/** Adds lost writes to the figures of a run: they are found apart from the operations, which were acknowledged. Pure. */

import type { RunFigures } from "../../results/measurements/run-figures.ts";

export function withLost(figures: RunFigures, lost: number): RunFigures {
  const counted = figures.outcomes["lost-write"] ?? 0;
  if (lost <= counted) return figures;
  const outcomes = { ...figures.outcomes, "lost-write": lost };
  return { ...figures, outcomes, failures: figures.failures + lost - counted };
}
