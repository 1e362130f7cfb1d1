// What somebody would write by hand for the requests of the readwrite phase: `npm run bench -- readwrite` measures
// dist/readwrite.js against it. Bodies come from a file; a new key is put in with `replaceAll`.

import { check } from "k6";
import { SharedArray } from "k6/data";
import http from "k6/http";

const load = (member) => new SharedArray(member, () => JSON.parse(open(__ENV.WORK_FILE))[member]);
const reads = load("reads");
const updates = load("updates");
const chains = load("chains");
const [weights] = new SharedArray("weights", () => [JSON.parse(open(__ENV.WORK_FILE)).weights]);
const total = weights.read + weights.create + weights.update + weights.delete;

export const options = {
  scenarios: {
    readwrite: {
      exec: "readwrite",
      executor: "constant-vus",
      vus: Number(__ENV.VUS),
      duration: __ENV.DURATION,
      gracefulStop: "60s",
    },
  },
  thresholds: { checks: ["rate==1"] },
};

const base = `${__ENV.DATA_URL}/ed-fi/`;
const headers = { Authorization: `Bearer ${__ENV.TOKEN}`, "Content-Type": "application/json" };
const run = Date.now();

let key = "";
let step = 0;
let chain = [];
let made = [];
const deletable = [];

export function readwrite() {
  let chance = Math.random() * total;
  if (chance < weights.read) return read();
  chance -= weights.read;
  if (chance < weights.create) return create();
  chance -= weights.create;
  if (chance < weights.update) return update();
  return remove();
}

function pick(list) {
  return list[Math.floor(Math.random() * list.length)];
}

function read() {
  const { path, name } = pick(reads);
  const response = http.get(base + path, { headers, tags: { name } });
  check(response, { "read is 200": (r) => r.status === 200 });
}

function create() {
  if (step === chain.length) {
    for (const location of made.reverse()) deletable.push(location);
    made = [];
    chain = pick(chains);
    step = 0;
    key = `m${run}-${__VU}-${__ITER}`;
  }
  const { endpoint, text } = chain[step++];
  const response = http.post(base + endpoint, text.replaceAll("@", key), {
    headers,
    tags: { name: `create ${endpoint}` },
  });
  check(response, { "create is 201": (r) => r.status === 201 });
  made.push({ endpoint, url: response.headers.Location });
}

function update() {
  const { endpoint, id, property, isText } = pick(updates);
  const url = `${base}${endpoint}/${id}`;
  const response = http.get(url, { headers, tags: { name: `read ${endpoint}` } });
  check(response, { "read is 200": (r) => r.status === 200 });
  const body = response.json();
  body[property] = isText ? `Change ${Date.now()}` : !body[property];
  const changed = http.put(url, JSON.stringify(body), { headers, tags: { name: `update ${endpoint}` } });
  check(changed, { "update is 204": (r) => r.status === 204 });
}

function remove() {
  const item = deletable.shift();
  if (item === undefined) return create();
  const response = http.del(item.url, null, { headers, tags: { name: `delete ${item.endpoint}` } });
  check(response, { "delete is 204": (r) => r.status === 204 });
}
