/** Asks the target's own `/health` every few seconds while a run goes on. */

import { type Health, parseHealth } from "../../base/health.ts";
import { send } from "../../target/http.ts";

const INTERVAL_MS = 3000;
const TIMEOUT_MS = 3000;
/** A health page is small; more is somebody's web page. */
const MOST_BYTES = 256 * 1024;

export interface HealthWatch {
  readonly now: Health;
  stop(): void;
}

/** @param onHealth called after each answer; no answer at all is unknown: the load itself tells more about that */
export function watchHealth(baseUrl: string, onHealth: (health: Health) => void): HealthWatch {
  let now: Health = { kind: "unknown", text: "not asked yet" };
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const ask = async (): Promise<void> => {
    now = await askHealth(baseUrl);
    if (stopped) return;
    onHealth(now);
    timer = setTimeout(ask, INTERVAL_MS);
    timer.unref();
  };
  void ask();
  return {
    get now() {
      return now;
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

async function askHealth(baseUrl: string): Promise<Health> {
  try {
    const url = `${baseUrl.replace(/\/+$/, "")}/health`;
    const answer = await send({ method: "GET", url, timeoutMs: TIMEOUT_MS, maxBytes: MOST_BYTES, attempts: 1 });
    return parseHealth(answer.status, answer.text);
  } catch {
    return { kind: "unknown", text: "/health does not answer" };
  }
}
