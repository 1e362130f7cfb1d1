/** When each operation was done on each resource: from its first to its last request. Pure. */

import type { CallFigures } from "../measurements/figures.ts";
import type { ResourceTime } from "./series.ts";

export class ResourceTimes {
  readonly #times = new Map<string, ResourceTime>();

  /** Calls between two moments, in seconds since the start of the run. */
  add(from: number, to: number, calls: readonly CallFigures[]): void {
    for (const { resource, op, requests } of calls) {
      if (requests === 0) continue;
      const key = `${resource} ${op}`;
      const known = this.#times.get(key);
      this.#times.set(key, {
        resource,
        op,
        from: known?.from ?? from,
        to,
        requests: (known?.requests ?? 0) + requests,
      });
    }
  }

  result(): ResourceTime[] {
    return [...this.#times.values()];
  }
}
