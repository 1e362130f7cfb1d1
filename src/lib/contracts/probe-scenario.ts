/** The k6 scenario beside those of a phase that measures how late k6 runs its VUs. Pure. */

/**
 * One iteration of the function `probe` that the bundle exports; it ends by itself.
 * @param maxDuration as k6 writes it
 * @param vus one for each k6 instance: k6 gives each its share
 */
export function probeScenario(maxDuration: string, vus = 1) {
  const executor = { executor: "per-vu-iterations", vus, iterations: 1, maxDuration } as const;
  return { exec: "probe", gracefulStop: "0s", ...executor };
}
