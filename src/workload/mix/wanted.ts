/** The permissions that a mix needs. Pure. */

import type { Operation } from "../../lib/edfi/token-info.ts";
import { touchedBy } from "../../lib/mix/touched.ts";
import type { WantedResource } from "../../target/preflight/claims-check.ts";
import { KINDS } from "./kinds.ts";
import type { Mix } from "./mix.ts";

/** Every resource that a mix names, with what is done to it. */
export function wantedOf(mix: Mix): WantedResource[] {
  const wanted = new Map<string, Set<Operation>>();
  for (const operation of mix.operations) {
    for (const resource of Object.keys(operation.resources ?? mix.resources)) {
      for (const name of touchedBy(resource, operation.kind)) {
        const operations = wanted.get(name) ?? new Set();
        for (const needed of KINDS[operation.kind].needs) operations.add(needed);
        wanted.set(name, operations);
      }
    }
  }
  return [...wanted].map(([resource, operations]) => ({ resource, operations: [...operations] }));
}
