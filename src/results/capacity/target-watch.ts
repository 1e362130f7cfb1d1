/** How the target responds during a search: whether it falls silent, refuses operations or has outages. Pure. */

import type { EndedOperation } from "./answer-tally.ts";
import { Outages } from "./outages.ts";
import { Refused } from "./refused.ts";
import { Silence } from "./silence.ts";

/** For searches by rate and by users alike. */
export class TargetWatch {
  readonly silence = new Silence();
  readonly refused = new Refused();
  readonly outages = new Outages();

  add(operation: EndedOperation): void {
    this.silence.add(operation);
    this.outages.add(operation);
    if (operation.failure === undefined) this.refused.succeeded();
  }

  /** @param step number of the current step, from 1 */
  tick(ms: number, step: number): void {
    this.silence.tick(ms, step);
    this.refused.tick(ms);
    this.outages.tick(ms);
  }
}
