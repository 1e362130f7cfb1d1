/** Which figures of the target a soak tests for drift: what grows when something is not given back. Pure. */

import type { FigureValues } from "../figures/figure-values.ts";

const SIZE = "database.bytes";
const MEMORY = "machine.container.memory:";

/** @returns bytes by the name of the series */
export function targetGauges(values: FigureValues): ReadonlyMap<string, number> {
  const gauges = new Map<string, number>();
  for (const [figure, bytes] of Object.entries(values)) {
    if (figure === SIZE) gauges.set("database size", bytes);
    if (figure.startsWith(MEMORY)) gauges.set(`memory of ${figure.slice(MEMORY.length)}`, bytes);
  }
  return gauges;
}
