/** Shows exceptions in the script during the run, each kind once, and counts them. */

import { ScriptExceptions } from "../../results/script-exceptions.ts";
import type { Run, RunListener } from "../run.ts";

export class ExceptionsListener implements RunListener {
  readonly exceptions = new ScriptExceptions();
  readonly #run: Run;

  constructor(run: Run) {
    this.#run = run;
  }

  engineOutput(text: string): void {
    for (const exception of this.exceptions.add(text)) this.#run.warn(`exception in the script: ${exception}`);
  }
}
