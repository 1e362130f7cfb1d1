/** Applies the stop rules of the settings to a run, period by period. */

import type { Health } from "../../base/health.ts";
import { StopRules } from "../../results/health/stop-rules.ts";
import type { Period } from "../../results/measurements/figures.ts";
import type { Run, RunListener } from "../run.ts";
import { stopRulesOf } from "../run-settings.ts";

export class StopRulesListener implements RunListener {
  readonly #run: Run;
  readonly #rules: StopRules;

  constructor(run: Run) {
    this.#run = run;
    this.#rules = new StopRules(stopRulesOf(run.context.settings));
  }

  measured(period: Period): void {
    this.#abortFor(this.#rules.observe(period));
  }

  observeHealth(health: Health): void {
    this.#abortFor(this.#rules.observeHealth(this.#run.second, health));
  }

  #abortFor(reason: string | undefined): void {
    if (reason !== undefined) this.#run.abort(reason);
  }
}
