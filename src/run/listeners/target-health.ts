/** Calls the target's `/health` every few seconds during a run. */

import { type Health, parseHealth } from "../../base/health.ts";
import { send } from "../../target/http.ts";
import type { Run, RunListener } from "../run.ts";

const INTERVAL_MS = 3000;
const TIMEOUT_MS = 3000;
/** A health page is small; a longer body is another web page. */
const MOST_BYTES = 256 * 1024;

export class TargetHealth implements RunListener {
  readonly #run: Run;
  readonly #onHealth: (health: Health) => void;
  #timer: NodeJS.Timeout | undefined;
  #isRunning = false;

  /** @param onHealth called after each answer; no answer at all is unknown: the load itself shows more about that */
  constructor(run: Run, onHealth: (health: Health) => void) {
    this.#run = run;
    this.#onHealth = onHealth;
  }

  started(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    void this.#ask();
  }

  engineEnded(): void {
    this.#isRunning = false;
    clearTimeout(this.#timer);
  }

  async #ask(): Promise<void> {
    const health = await askHealth(this.#run.target.installation.baseUrl);
    if (!this.#isRunning) return;
    this.#run.show({ health: health.text });
    this.#onHealth(health);
    this.#timer = setTimeout(() => void this.#ask(), INTERVAL_MS);
    this.#timer.unref();
  }
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
