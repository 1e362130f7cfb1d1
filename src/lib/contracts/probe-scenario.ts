/** The k6 scenario of the probe, which measures how late k6 runs its VUs. Pure. */

/**
 * One iteration of the exported function `probe`, which decides itself when it ends.
 * @param maxDuration as k6 writes it
 * @param vus one for each k6 instance: k6 gives each its share
 */
export function probeScenario(maxDuration: string, vus = 1) {
  const executor = { executor: "per-vu-iterations", vus, iterations: 1, maxDuration } as const;
  return { exec: "probe", gracefulStop: "0s", ...executor };
}
