/** What k6's heap holds: other than resident memory, it does not depend on when Go collects garbage. */

/**
 * Right after a collection.
 * @param address of k6 that was started with `--profiling-enabled`
 */
export async function liveHeapAt(address: string): Promise<number> {
  let bytes = Number.NaN;
  // Twice: what has a finalizer is freed by the second collection.
  for (let look = 0; look < 2; look++) {
    const answer = await fetch(`http://${address}/debug/pprof/heap?gc=1&debug=1`);
    bytes = Number(/^# HeapAlloc = (\d+)$/m.exec(await answer.text())?.[1]);
  }
  return bytes;
}
