/** Warnings about the target while a run goes on. */

import { Bands } from "../../results/live/bands.ts";
import type { LiveState } from "../../results/live/live-state.ts";
import type { Run, RunListener } from "../run.ts";

export class TargetWarnings implements RunListener {
  readonly #run: Run;
  readonly #bands = new Bands();

  constructor(run: Run) {
    this.#run = run;
  }

  tick(state: LiveState): void {
    for (const text of this.#bands.observe(state)) this.#run.warn(text);
  }
}
