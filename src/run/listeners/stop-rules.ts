/** Applies the stop rules of the settings to a run, period by period. */

import type { Health } from "../../base/health.ts";
import { StopRules } from "../../results/health/stop-rules.ts";
import type { Period } from "../../results/measurements/figures.ts";
import type { Run, RunListener } from "../run.ts";
import { stopRulesOf } from "../run-settings.ts";

export class StopRulesListener implements RunListener {
  readonly #run: Run;
  readonly #rules: StopRules;

  /** @param withoutDefault the default rules are off, but not those that the user sets */
  constructor(run: Run, withoutDefault: boolean) {
    const { settings } = run.context;
    const isDefault = (settings.origins.stopOn ?? "default") === "default";
    this.#run = run;
    this.#rules = new StopRules(withoutDefault && isDefault ? [] : stopRulesOf(settings));
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
