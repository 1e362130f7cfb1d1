/** The series of the generator's memory: a process that starts takes memory until it is warm, which is no drift. Pure. */

import type { SoakMeter } from "./soak-meter.ts";

export const GENERATOR_MEMORY = "generator memory";

/** After each start of k6, in which heaps reach their size and code is compiled. */
const WARM_UP_MS = 180_000;

/** @param ageMs since this k6 was started */
export function measureMemory(meter: Pick<SoakMeter, "gauge">, bytes: number, ageMs: number): void {
  meter.gauge(GENERATOR_MEMORY, "bytes", ageMs < WARM_UP_MS ? Number.NaN : bytes);
}
