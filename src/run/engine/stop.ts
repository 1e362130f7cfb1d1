/** Ends a k6 run through its REST address: iterations under way are cut off, the exit code is 103. */

const TIMEOUT_MS = 2000;

/** @returns false when k6 did not take it */
export async function stopThroughRest(address: string): Promise<boolean> {
  try {
    const answer = await fetch(`http://${address}/v1/status`, {
      method: "PATCH",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ data: { type: "status", id: "default", attributes: { stopped: true } } }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await answer.body?.cancel();
    return answer.status === 200;
  } catch {
    return false;
  }
}
