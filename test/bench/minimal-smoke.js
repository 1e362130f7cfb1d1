// What somebody would write by hand for the requests of the smoke phase: `npm run bench -- smoke` measures dist/smoke.js
// against it. Bodies come from a file; answers are checked by their status only.

import { check } from "k6";
import { SharedArray } from "k6/data";
import exec from "k6/execution";
import http from "k6/http";

const rounds = new SharedArray("rounds", () => JSON.parse(open(__ENV.WORK_FILE)).rounds);

export const options = {
  scenarios: {
    smoke: { exec: "smoke", executor: "per-vu-iterations", vus: Number(__ENV.VUS), iterations: 1, maxDuration: "10m" },
  },
  thresholds: { checks: ["rate==1"] },
};

const base = `${__ENV.DATA_URL}/ed-fi/`;
const headers = { Authorization: `Bearer ${__ENV.TOKEN}`, "Content-Type": "application/json" };
const gone = http.expectedStatuses(404);

export function smoke() {
  const items = rounds[exec.vu.idInTest - 1];
  const made = items.map(create);
  items.forEach((item, at) => {
    if (item.isRead) roundTrip(item, made[at]);
  });
  for (let at = items.length - 1; at >= 0; at--) remove(items[at], made[at]);
}

function send(method, url, body, name, status, more = {}) {
  const response = http.request(method, url, body, { headers, tags: { name }, ...more });
  check(response, { [`${name} is ${status}`]: (r) => r.status === status });
  return response;
}

function create({ endpoint, query, body }) {
  send("GET", base + endpoint + query, null, `query ${endpoint}`, 200);
  return send("POST", base + endpoint, body, `create ${endpoint}`, 201).headers.Location;
}

function roundTrip({ endpoint, query, body }, url) {
  const read = () => send("GET", url, null, `read ${endpoint}`, 200);
  const { id } = read().json();
  send("GET", `${base}${endpoint}${query}&totalCount=true`, null, `query ${endpoint}`, 200);
  send("PUT", url, JSON.stringify({ id, ...JSON.parse(body) }), `update ${endpoint}`, 204);
  read();
  send("POST", base + endpoint, body, `create ${endpoint}`, 200);
  read();
}

function remove({ endpoint, isRead }, url) {
  send("DELETE", url, null, `delete ${endpoint}`, 204);
  if (isRead) send("GET", url, null, `gone ${endpoint}`, 404, { responseCallback: gone });
}
