/** The parts of a run as k6 writes them: equal execution segments. Pure. */

/** `0,1/3,2/3,1` */
export function segmentSequence(instances: number): string {
  return Array.from({ length: instances + 1 }, (_, at) => border(at, instances)).join();
}

/** @param number of the instance, from 1 */
export function segmentOf(number: number, instances: number): string {
  return `${border(number - 1, instances)}:${border(number, instances)}`;
}

function border(at: number, of: number): string {
  if (at === 0) return "0";
  return at === of ? "1" : `${at}/${of}`;
}
