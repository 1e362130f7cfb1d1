/** A load of one item of each resource, and a target where one of the resources is gone. */

import { createDataset } from "../../src/lib/data/create-dataset.ts";
import type { DataClient } from "../../src/target/data-client.ts";
import { LOAD_PHASE_DATA } from "./load-phase-data.ts";

const dataset = createDataset(LOAD_PHASE_DATA.dataset);
export const LOADED_ENDPOINTS = dataset.endpoints.filter((endpoint) => dataset.count(endpoint) > 0);

const row = { level: 0, planned: 1, created: 1, present: 0, missing: 0 };
const rows = LOADED_ENDPOINTS.map((endpoint) => [endpoint, { ...row, ids: [[0, "a".repeat(32)]] }]);
export const ONE_OF_EACH = { ...LOAD_PHASE_DATA, resources: Object.fromEntries(rows) as Record<string, unknown> };

export function targetWithout(gone: string): DataClient {
  return {
    call: async (_method, path) => {
      const endpoint = LOADED_ENDPOINTS.find((name) => path.includes(`/${name}/`)) ?? "";
      const isThere = endpoint !== gone;
      const text = isThere ? JSON.stringify(dataset.body(endpoint, 0, { canUse: () => true })) : "";
      const answer = isThere
        ? ({ outcome: "read", status: 200 } as const)
        : ({ outcome: "not-found", status: 404 } as const);
      return { ...answer, text, repeats: 0, header: () => undefined, operation: "read", retryAfterMs: undefined };
    },
    close: () => {},
  };
}
