/** Progress of a phase that runs for a time. */

import type { Progress } from "../results/live/live-state.ts";

/** Of a start of k6, or of several: from now on. @returns what `EngineTask.progress` asks for */
export function timeProgress(totalMs: number): () => Progress {
  const startedMs = performance.now();
  return () => ({ done: Math.min(totalMs, Math.round(performance.now() - startedMs)), total: totalMs, unit: "ms" });
}
