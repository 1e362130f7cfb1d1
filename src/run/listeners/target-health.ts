/** Calls the target's `/health` every few seconds during a run. */

import { type Health, isOfGateway, parseHealth } from "../../base/health.ts";
import { send } from "../../target/http.ts";
import type { Run, RunListener } from "../run.ts";

const INTERVAL_MS = 3000;
const TIMEOUT_MS = 3000;
/** A health page is small; a longer body is another web page. */
const MOST_BYTES = 256 * 1024;

/**
 * Called after each answer; no answer at all is unknown: the load itself shows more about that.
 * @param isGateway see `isOfGateway`
 */
type OnHealth = (health: Health, isGateway: boolean) => void;

export class TargetHealth implements RunListener {
  readonly #run: Run;
  readonly #onHealth: OnHealth;
  #timer: NodeJS.Timeout | undefined;
  #isRunning = false;

  constructor(run: Run, onHealth: OnHealth) {
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
    const { health, isGateway } = await askHealth(this.#run.target.installation.baseUrl);
    if (!this.#isRunning) return;
    this.#run.show({ health: health.text });
    this.#onHealth(health, isGateway);
    this.#timer = setTimeout(() => void this.#ask(), INTERVAL_MS);
    this.#timer.unref();
  }
}

async function askHealth(baseUrl: string): Promise<{ readonly health: Health; readonly isGateway: boolean }> {
  try {
    const url = `${baseUrl.replace(/\/+$/, "")}/health`;
    const answer = await send({ method: "GET", url, timeoutMs: TIMEOUT_MS, maxBytes: MOST_BYTES, attempts: 1 });
    const { status, text } = answer;
    return { health: parseHealth(status, text), isGateway: isOfGateway(status, text) };
  } catch {
    return { health: { kind: "unknown", text: "/health does not answer" }, isGateway: false };
  }
}
