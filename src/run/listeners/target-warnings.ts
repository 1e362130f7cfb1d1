/** Warnings about the target during a run. */

import type { LiveState } from "../../results/live/live-state.ts";
import { TargetConditions } from "../../results/live/target-conditions.ts";
import type { Run, RunListener } from "../run.ts";

export class TargetWarnings implements RunListener {
  readonly #run: Run;
  readonly #conditions = new TargetConditions();

  constructor(run: Run) {
    this.#run = run;
  }

  tick(state: LiveState): void {
    for (const text of this.#conditions.observe(state)) this.#run.warn(text);
  }
}
