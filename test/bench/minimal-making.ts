/** The same as minimal-ready.js, but it makes its bodies, with the project's own generator: all that a load does beyond that is overhead. */

import { check } from "k6";
import exec from "k6/execution";
import http from "k6/http";
import type { Options } from "k6/options";
import { createDataset } from "../../src/lib/data/create-dataset.ts";
import { locateItem, type PlanSegment } from "../../src/lib/plan/load-plan.ts";

interface Plan {
  readonly segments: readonly PlanSegment[];
  readonly usable: readonly string[];
  readonly items: number;
  readonly dataset: Parameters<typeof createDataset>[0];
}

const plan = JSON.parse(open(__ENV.PLAN_FILE as string)) as Plan;
const usable = new Set(plan.usable);
const vocabulary = { canUse: (endpoint: string) => usable.has(endpoint) };
const dataset = createDataset(plan.dataset);

export const options: Options = {
  scenarios: {
    load: {
      exec: "load",
      executor: "shared-iterations",
      vus: Number(__ENV.VUS),
      iterations: plan.items,
      maxDuration: "10m",
    },
  },
  thresholds: { checks: ["rate==1"] },
};

const headers = { Authorization: `Bearer ${__ENV.TOKEN}`, "Content-Type": "application/json" };

export function load(): void {
  const { segment, index } = locateItem(plan.segments, exec.scenario.iterationInTest);
  const { endpoint } = segment;
  const body = JSON.stringify(dataset.body(endpoint, index, vocabulary));
  const response = http.post(`${__ENV.DATA_URL}/ed-fi/${endpoint}`, body, { headers, tags: { name: endpoint } });
  check(response, { "created or there": (r) => r.status === 201 || r.status === 200 });
}
