// What somebody would write by hand to POST bodies that a file holds: one of the two that `npm run bench` measures dist/load.js against.

import { check } from "k6";
import { SharedArray } from "k6/data";
import exec from "k6/execution";
import http from "k6/http";

const items = new SharedArray("items", () => JSON.parse(open(__ENV.ITEMS_FILE)));

export const options = {
  scenarios: {
    load: {
      exec: "load",
      executor: "shared-iterations",
      vus: Number(__ENV.VUS),
      iterations: items.length,
      maxDuration: "10m",
    },
  },
  thresholds: { checks: ["rate==1"] },
};

const headers = { Authorization: `Bearer ${__ENV.TOKEN}`, "Content-Type": "application/json" };

export function load() {
  const { endpoint, body } = items[exec.scenario.iterationInTest];
  const response = http.post(`${__ENV.DATA_URL}/ed-fi/${endpoint}`, body, { headers, tags: { name: endpoint } });
  check(response, { "created or there": (r) => r.status === 201 || r.status === 200 });
}
