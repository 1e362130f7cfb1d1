/** What the live view shows of a load, for tests. */

import type { LiveState } from "../../src/results/live/live-state.ts";

export const LIVE_STATE: LiveState = {
  phase: "load",
  profile: "dev",
  target: "http://127.0.0.1:4000 (Ed-Fi DMS 1.0)",
  second: 42,
  progress: {
    done: 3_620,
    total: 10_000,
    unit: "items",
    level: { now: 7, of: 14 },
    resource: "students",
    resources: [
      { resource: "schools", done: 10, planned: 10 },
      { resource: "students", done: 60, planned: 100 },
      { resource: "grades", done: 0, planned: 2_000 },
    ],
  },
  perSecond: 812.4,
  secondsLeft: 27,
  requests: { perSecond: 820, all: 12_420 },
  latency: {
    now: { p50: 3.2, p95: 9.1, p99: 15 },
    all: { min: 1, mean: 4, p50: 3.1, p90: 7, p95: 8.8, p99: 14, max: 90 },
  },
  outcomes: { now: { items: 8_200, failed: 41 }, all: { created: 12_000, rejected: 20, conflict: 30 } },
  operations: [],
  recent: [],
  repeats: {},
  calls: [],
  vus: 10,
  tokens: { issued: 1, refused: 0, held: 0 },
  health: "Healthy",
  generator: {
    cpuShare: 0.34,
    cores: 2,
    memoryBytes: 120_000_000,
    memoryLimitBytes: 8_000_000_000,
    runnerCpuShare: 0.02,
  },
  warnings: ["0:31 one thing", "0:40 another"],
  dashboard: undefined,
};
