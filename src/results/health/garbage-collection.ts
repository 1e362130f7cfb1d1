/** The default setting of k6's garbage collector. Pure. */

/** Share of the memory there is that k6 fills before its collector works as often as it must to stay below. */
export const MEMORY_SHARE = 0.5;
/** Garbage per live data, in percent, at which a collection begins; Go's own figure is 100. */
export const GARBAGE_PERCENT = 200;

/**
 * A k6 that sends small requests makes garbage all the time and keeps little: collecting it half as often saves about a
 * tenth of its CPU (`npm run bench -- cpu`) for about half as much memory again. The limit keeps that from many VUs,
 * which live data fills anyway.
 * @param memoryBytes what the machine or the container has
 * @param given the user's own `GOGC` or `GOMEMLIMIT` stands, both (package runtime of Go)
 * @returns environment variables for k6
 */
export function collectorSettings(
  memoryBytes: number,
  given: { readonly GOGC?: string | undefined; readonly GOMEMLIMIT?: string | undefined },
): Readonly<Record<string, string>> {
  if ((given.GOGC ?? "") !== "" || (given.GOMEMLIMIT ?? "") !== "") return {};
  return { GOGC: String(GARBAGE_PERCENT), GOMEMLIMIT: `${Math.floor((memoryBytes * MEMORY_SHARE) / 2 ** 20)}MiB` };
}
