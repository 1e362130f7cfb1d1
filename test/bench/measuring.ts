/**
 * One small request per iteration, and what a candidate for measuring does with its latency: `npm run bench -- measuring`
 * compares them. CANDIDATE is one of those in scripts/bench/measuring.ts.
 */

import exec from "k6/execution";
import http from "k6/http";
import { Counter, Rate, Trend } from "k6/metrics";
import type { Options } from "k6/options";
import { binOf } from "../../src/lib/measure/latency-bins.ts";

const RESOURCES = 20;
const OPS = ["create", "read", "query", "update", "delete"];
const FLUSH_MS = 1000;

const calls = Array.from({ length: RESOURCES * OPS.length }, (_, index) => {
  const resource = `resource${index % RESOURCES}`;
  const op = OPS[Math.floor(index / RESOURCES)] as string;
  const tags = { resource, op };
  const name = `${op} ${resource}`;
  return { tags, outcome: { ...tags, outcome: "done", name: `${name} done` }, call: { ...tags, name }, only: { name } };
});
type Call = (typeof calls)[number];

const candidate = __ENV.CANDIDATE as string;
const usesMetrics = candidate === "metrics";
const usesTrend = candidate === "prometheus" || candidate === "otlp";
const outcomes = usesMetrics ? new Counter("dms_outcomes") : undefined;
const failures = usesMetrics ? new Rate("dms_item_failures") : undefined;
const latency = usesTrend ? new Trend("operation_duration", true) : undefined;

export const options: Options = {
  scenarios: {
    measure: {
      exec: "measure",
      executor: "shared-iterations",
      vus: Number(__ENV.VUS),
      iterations: Number(__ENV.REQUESTS),
      maxDuration: "10m",
    },
  },
  summaryTrendStats: ["avg", "min", "med", "max", "p(90)", "p(95)", "p(99)"],
  thresholds: usesMetrics ? thresholds() : {},
};

function thresholds(): Record<string, string[]> {
  const all: Record<string, string[]> = {};
  for (const { tags } of calls) {
    const suffix = `resource:${tags.resource},op:${tags.op}`;
    all[`http_req_duration{${suffix},expected_response:true}`] = ["p(95)<60000"];
    all[`dms_item_failures{${suffix}}`] = ["rate<=0"];
  }
  return all;
}

/** What one VU counted since its last flush: per call, how often each bin. */
let counts: Record<number, number>[] = calls.map(() => ({}));
let flushedMs = Date.now();

function flush(nowMs: number): void {
  const texts = counts.flatMap((bins, index) => {
    const text = Object.entries(bins).map(([bin, count]) => `${bin}:${count}`);
    return text.length === 0 ? [] : [`${index} ${text.join(" ")}`];
  });
  console.log(`b ${texts.join(";")}`);
  counts = calls.map(() => ({}));
  flushedMs = nowMs;
}

const RECORDERS: Record<string, (call: Call, index: number, ms: number) => void> = {
  metrics: ({ outcome, tags }) => {
    outcomes?.add(1, outcome);
    failures?.add(false, tags);
  },
  lines: ({ tags }, index, ms) => console.log(`w ${scenario?.iterationInTest} ${index} ${tags.op} ${binOf(ms)}`),
  batches: (_call, index, ms) => {
    const bins = counts[index] as Record<number, number>;
    const bin = binOf(ms);
    bins[bin] = (bins[bin] ?? 0) + 1;
    const nowMs = Date.now();
    if (nowMs - flushedMs >= FLUSH_MS) flush(nowMs);
  },
  prometheus: ({ tags }, _index, ms) => latency?.add(ms, tags),
  otlp: ({ tags }, _index, ms) => latency?.add(ms, tags),
};
const recorder = RECORDERS[candidate];
/** As in the bundles: k6 makes `exec.scenario` anew at each access. */
let scenario: typeof exec.scenario | undefined;

export function measure(): void {
  scenario ??= exec.scenario;
  const index = scenario.iterationInTest % calls.length;
  const call = calls[index] as Call;
  const response = http.get(__ENV.DATA_URL as string, { tags: usesMetrics ? call.call : call.only });
  recorder?.(call, index, response.timings.duration);
}
