/** Warnings about the target during a run: each once, with the time of the run. Pure. */

import { clock, formatMs, formatShare } from "../../base/figures.ts";
import type { LiveState } from "./live-state.ts";

const FAILURE_LIMIT = 0.05;
const FEWEST_ITEMS = 20;
const SLOWER = 3;
/** Below this a response is not slow, and small numbers vary. */
const SLOW_MS = 1000;
/** By then the figures of the whole run are worth a comparison. */
const SETTLED_SECONDS = 30;

export class TargetConditions {
  readonly #warned = new Set<string>();

  /** New warnings only. */
  observe(state: LiveState): string[] {
    return crossings(state).flatMap(([kind, text]) => {
      if (this.#warned.has(kind)) return [];
      this.#warned.add(kind);
      return [`${clock(state.second)} ${text}`];
    });
  }
}

function crossings({ second, progress, outcomes, latency, tokens, health }: LiveState): (readonly [string, string])[] {
  const found: (readonly [string, string])[] = [];
  // A search asks for too much on purpose.
  const isSearch = progress.pace?.soFar !== undefined;
  const { items, failed } = outcomes.now;
  if (!isSearch && items >= FEWEST_ITEMS && failed > FAILURE_LIMIT * items) {
    found.push(["failures", `${formatShare(failed / items)} of the last 10 s failed`]);
  }
  const p95 = latency.now.p95 ?? 0;
  const usual = latency.all?.p95 ?? 0;
  if (!isSearch && second >= SETTLED_SECONDS && p95 > SLOW_MS && p95 > SLOWER * usual) {
    found.push(["slow", `p95 of the last 10 s is ${formatMs(p95)}, of the whole run ${formatMs(usual)}`]);
  }
  if (tokens.refused > 0) found.push(["token", "the OAuth server refused a token request"]);
  if (tokens.held > 0) found.push(["held", "the target sent Retry-After"]);
  if (/unhealthy|degraded/i.test(health)) found.push(["health", `health of the target: ${health}`]);
  return found;
}
