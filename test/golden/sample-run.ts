/** Runs with fixed figures, for tests of everything that is made from summary.json. */

import type { TargetReport } from "../../src/results/figures/target-report.ts";
import type { PageAssets } from "../../src/results/report/page-frame.ts";
import type { RunReport } from "../../src/results/report/run-report.ts";
import type { LatenciesOverTime, RunSeries } from "../../src/results/report/series.ts";
import type { OperationRow, RunSummary } from "../../src/results/run-summary.ts";
import { histogramOf } from "../fakes/periods.ts";

const LATENCY = { min: 0.41, mean: 12.34, p50: 9.87, p90: 21.5, p95: 33.3, p99: 1049.6, max: 2345.6 };

function row(resource: string, op: string, requests: number, rest: Partial<OperationRow> = {}): OperationRow {
  const outcomes = { [op === "create" ? "created" : "read"]: requests };
  return { resource, op, requests, perSecond: requests / 60, latencyMs: LATENCY, outcomes, failures: 0, ...rest };
}

/** A load that failed for two causes. */
export const LOAD_SUMMARY: RunSummary = {
  schema: 1,
  run: "20261123T041500Z-dev-load",
  phase: "load",
  profile: "dev",
  verdict: "fail",
  reasons: ["incomplete: 3 of 1210 items are missing (3 failed); --resume continues", "responses were too slow"],
  startedAt: "2026-11-23T04:15:00.123Z",
  durationMs: 60_000,
  warmUpMs: 5000,
  labels: { build: "8.1.0-rc2" },
  target: { kind: "target", baseUrl: "https://dms.example.org", version: "8.0.0" },
  requests: 1213,
  requestsPerSecond: 20.2,
  latencyMs: LATENCY,
  outcomes: { created: 1200, updated: 7, rejected: 2, "unresolved-reference": 1 },
  failures: 3,
  operations: [
    row("students", "create", 1200),
    row("schools", "create", 10, { outcomes: { created: 8, rejected: 2 }, failures: 2 }),
    row("studentSchoolAssociations", "create", 3, {
      outcomes: { created: 2, "unresolved-reference": 1 },
      failures: 1,
      latencyMs: { ...LATENCY, p95: 45.6 },
    }),
  ],
  thresholds: [
    { metric: "dms_item_failures", rule: "rate<=0.05", ok: true },
    { metric: "http_req_duration{op:create}", rule: "p(95)<30", ok: false },
  ],
  causes: [
    {
      resource: "schools",
      operation: "create",
      outcome: "rejected",
      status: 400,
      message: "Data Validation Failed: $.nameOfInstitution: nameOfInstitution is required.",
      recorded: 2,
      firstItem: 3,
      firstKey: '{"schoolId":255901001}',
    },
    {
      resource: "studentSchoolAssociations",
      operation: "create",
      outcome: "unresolved-reference",
      status: 409,
      message: "The referenced School item(s) do not exist.",
      recorded: 1,
      firstItem: 1209,
      firstKey: '{"schoolId":255901001,"studentUniqueId":"S1"}',
    },
  ],
  tokens: { issued: 2, refused: 1, held: 1 },
  repeats: {
    count: 122,
    share: 122 / 1213,
    heldBack: 40,
    heldMs: 6000,
    tokenWaitMs: 2500,
    rows: [
      {
        resource: "students",
        operation: "create",
        status: 503,
        outcome: "unavailable",
        heldBack: false,
        count: 120,
        message: "The service is down for a moment.",
      },
      {
        resource: "students",
        operation: "create",
        status: 429,
        outcome: "throttled",
        heldBack: true,
        count: 40,
        message: "",
      },
      {
        resource: "schools",
        operation: "create",
        status: 0,
        outcome: "cut-off",
        heldBack: false,
        count: 2,
        message: "connection reset by peer",
      },
    ],
  },
  notes: ["the sandbox ran on the same cores as k6: the figures are of both together"],
  generator: {
    cpuShareMean: 0.412,
    cpuSharePeak: 0.87,
    memoryPeakBytes: 91_234_567,
    cores: 2,
    coresFrom: "machine",
    vusMax: 10,
    droppedIterations: 0,
    engineCpuSeconds: 9.31,
    runnerCpuSeconds: 0.42,
    warnings: ["0:42 CPU above 80 % for 10 s"],
  },
  load: {
    fingerprint: "5f2c1a",
    planned: 1210,
    created: 1200,
    present: 7,
    missing: 3,
    repeats: 3,
    resources: {
      schools: { planned: 10, created: 8, present: 0, missing: 2 },
      students: { planned: 1197, created: 1190, present: 7, missing: 0 },
      studentSchoolAssociations: { planned: 3, created: 2, present: 0, missing: 1 },
    },
    verified: true,
  },
};

/** A smoke run that passed. */
export const SMOKE_SUMMARY: RunSummary = {
  schema: 1,
  run: "20261123T041000Z-smoke-smoke",
  phase: "smoke",
  profile: "smoke",
  verdict: "pass",
  reasons: [],
  startedAt: "2026-11-23T04:10:00.000Z",
  durationMs: 734,
  warmUpMs: 0,
  labels: {},
  target: { kind: "sandbox", baseUrl: "http://127.0.0.1:38345", version: "8.0.0" },
  requests: 4,
  requestsPerSecond: 5.45,
  latencyMs: LATENCY,
  outcomes: { created: 2, read: 2 },
  failures: 0,
  operations: [row("schools", "create", 1), row("schools", "read", 1), row("students", "create", 1)],
  thresholds: [{ metric: "checks", rule: "rate==1", ok: true }],
  causes: [],
  tokens: { issued: 1, refused: 0, held: 1 },
  checks: { passed: 12, failed: 0 },
};

/** A readwrite run that was ended by a stop rule. */
export const READWRITE_SUMMARY: RunSummary = {
  ...SMOKE_SUMMARY,
  run: "20261123T042000Z-dev-readwrite",
  phase: "readwrite",
  verdict: "aborted",
  reasons: ["stopped at 0:42: failure-rate>5%/30s"],
  mix: {
    name: "school-day",
    rows: [
      { op: "read", wanted: 0.7, achieved: 0.7042 },
      { op: "create", wanted: 0.3, achieved: 0.2958 },
    ],
  },
};

type SummaryWith<Member extends keyof RunSummary> = RunSummary & Required<Pick<RunSummary, Member>>;

const STEP = { seconds: 10, failed: 0, held: true, state: "held" };

/** A capacity run that found a knee. */
export const CAPACITY_SUMMARY: SummaryWith<"capacity"> = {
  ...SMOKE_SUMMARY,
  run: "20261123T043000Z-dev-capacity",
  phase: "capacity",
  capacity: {
    answer: "knee",
    text: "takes 142 operations/s (131 to 150)",
    perSecond: 142,
    low: 131,
    high: 150,
    broke: "goodput",
    needPerSecond: 120,
    steps: [
      { ...STEP, askedPerSecond: 142, donePerSecond: 141.5, p95Ms: 80 },
      { ...STEP, askedPerSecond: 160, donePerSecond: 0, p95Ms: Number.NaN, failed: 7, held: false, state: "too slow" },
    ],
  },
};

const estimate = (value: number) => ({ value, low: value, high: value });

/** A climb by users, whose steps follow the scalability law. */
export const CLIMB_SUMMARY: SummaryWith<"capacity"> = {
  ...CAPACITY_SUMMARY,
  capacity: {
    ...CAPACITY_SUMMARY.capacity,
    by: "users",
    users: 8,
    steps: [{ ...STEP, askedPerSecond: 142, donePerSecond: 141.5, p95Ms: 80, users: 8 }],
    scalability: {
      ...{ perUser: estimate(20), contention: estimate(0.1), coherency: estimate(0.01) },
      ...{ peakUsers: estimate(9.5), peakPerSecond: estimate(145), rSquared: 0.99, isFollowed: true, curve: [] },
    },
  },
};

/** A soak in which one figure drifted, and one had too few points. */
export const SOAK_SUMMARY: SummaryWith<"soak"> = {
  ...SMOKE_SUMMARY,
  run: "20261123T044000Z-dev-soak",
  phase: "soak",
  verdict: "fail",
  reasons: ["mean read rose at a constant rate"],
  soak: {
    ...{ perSecond: 40, seconds: 600, asked: 24_000, done: 23_940, failed: 60, starts: 1 },
    drift: {
      ...{ fromSeconds: 60, toSeconds: 600, stepSeconds: 200 },
      series: [
        {
          ...{ name: "mean read", unit: "ms", state: "drifts", kind: "slope", sinceSeconds: 60 },
          ...{ before: 10, change: 5, perHour: 33, values: [10, null, 15] },
        },
        { name: "failures", unit: "share", state: "steady" },
        { name: "p95", unit: "ms", state: "too-short" },
      ],
    },
  },
};

const PART = { perSecond: 30, seconds: 20, asked: 600, done: 600, failed: 0, missed: 0, p95Ms: 25 };

/** A spike that the target got over. */
export const SPIKE_SUMMARY: SummaryWith<"spike"> = {
  ...SMOKE_SUMMARY,
  run: "20261123T045000Z-dev-spike",
  phase: "spike",
  spike: {
    before: PART,
    spike: { ...PART, perSecond: 90, asked: 1800, done: 1500, failed: 100, missed: 200, p95Ms: 900 },
    after: PART,
    recoveredAfterSeconds: 4,
  },
};

const COLUMN = histogramOf([9, 10, 11, 30, 99]);

const LATENCIES: LatenciesOverTime = {
  columnSeconds: 1,
  requests: [18, 22.5, null, 20.25],
  groups: [
    {
      op: "",
      done: histogramOf([9, 10, 11, 30, 99, 9, 10, 11, 30, 99, 10, 11, 30]),
      failed: histogramOf([2, 3]),
      columns: [COLUMN, COLUMN, histogramOf([]), COLUMN],
      rates: { done: [5, 4, null, 4], failed: [0, 1, null, 1] },
    },
  ],
};

export const SERIES: RunSeries = {
  startMs: Date.parse(LOAD_SUMMARY.startedAt),
  seconds: [1, 2, 3, 4],
  requests: [18, 22.5, null, 20.25],
  byOperation: { create: [18, 20, null, 20], read: [0, 2.5, null, 0.25] },
  failedRequests: [0, 1, null, 0],
  failedShare: [0, 4.4444, null, 0],
  failedItems: [0, 0.5, null, 0],
  p50: [9, 10, null, 11],
  p90: [28, 30, null, 33],
  p95: [30, 33, null, 36.6666],
  p99: [99, 1049, null, 101],
  max: [99, 1049, null, 101],
  min: [2, 2, null, 3],
  p25: [5, 6, null, 7],
  p75: [20, 21, null, 22],
  mean: [12, 35, null, 14],
  vus: [10, 10, null, 10],
  startedVus: [10, 0, null, 10],
  endedOperations: [18, 21, null, 20],
  lateOperations: [0, 0, null, 0],
  restarts: [],
  delayMs: [1, 2, null, 1],
  latencies: LATENCIES,
  timings: [],
  resources: [
    { resource: "schools", op: "create", from: 0, to: 2, requests: 10 },
    { resource: "students", op: "create", from: 1, to: 4, requests: 1200 },
  ],
};

export const MANIFEST = {
  phase: "load",
  startedAt: "2026-11-23T04:15:00.123Z",
  versions: { tool: "0.1.0", k6: "2.2.0", node: "20.20.2" },
  machine: { cores: 2, memoryBytes: 25_276_510_208 },
  settings: { CLIENT_SECRET: { value: "***", from: ".env.load-test" }, SEED: { value: "1", from: "default" } },
};

export const LOAD_REPORT: RunReport = {
  summary: LOAD_SUMMARY,
  series: SERIES,
  samples: [],
  target: undefined,
  generator: [],
  errors: [],
  levels: { schools: 1, students: 2 },
  manifest: MANIFEST,
};

/** Stands for the built script and style, so that a golden page changes only when the page does. */
export const ASSETS: PageAssets = { script: "/* page.js */", style: "/* page.css */", scriptHash: "sha256-of-page.js" };

/** What a server or a user might put where text is expected. */
export const HOSTILE_TEXTS: readonly string[] = [
  "</script><script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  "<!--<script>",
  ']]></failure><testcase name="forged"/>',
  "line\nbreak\r\nand\ttab",
  "nul \u0000 bell \u0007 escape \u001b[31m delete \u007f c1 \u0085",
  "separators \u2028 and \u2029, turned \u202e round \u2066",
  "halves \ud800 of \udc00 characters, not a character \uffff",
  "emoji \u{1f468}\u200d\u{1f469}\u200d\u{1f467} and \u{1f1e9}\u{1f1ea}",
  "| table | cell |\n# heading\n- [link](https://evil.example) ![image](https://evil.example/x.png) `code` @someone",
  "<https://evil.example> www.evil.example https://evil.example &lt;b&gt; \\| ~~x~~",
  "x".repeat(1_000_000),
  "\u{1f4a5}".repeat(300_000),
];

/** Codes of control characters (line ends and tabs are none) and of marks that turn the direction of text. */
export function unprintableIn(text: string): number[] {
  return [...text]
    .map((character) => character.codePointAt(0) ?? 0)
    .filter(
      (code) =>
        (code < 0x20 && ![0x09, 0x0a, 0x0d].includes(code)) ||
        (code >= 0x7f && code <= 0x9f) ||
        (code >= 0x202a && code <= 0x202e) ||
        (code >= 0x2066 && code <= 0x2069),
    );
}

/** A run in which every text from outside is `text`. */
export function hostileSummary(text: string): RunSummary {
  const cause = { ...LOAD_SUMMARY.causes[0], resource: text, operation: text, message: text, firstKey: text };
  return {
    ...LOAD_SUMMARY,
    profile: text,
    run: text,
    reasons: [text, text],
    labels: { [text]: text },
    target: { kind: "target", baseUrl: text, version: text },
    operations: [{ ...row("students", "create", 1), resource: text, op: text }],
    thresholds: [{ metric: text, rule: text, ok: false }],
    causes: [cause as RunSummary["causes"][number]],
    repeats: {
      ...(LOAD_SUMMARY.repeats as NonNullable<RunSummary["repeats"]>),
      rows: [{ resource: text, operation: text, status: 0, outcome: text, heldBack: false, count: 1, message: text }],
    },
    generator: { ...(LOAD_SUMMARY.generator as NonNullable<RunSummary["generator"]>), warnings: [text] },
    load: {
      ...(LOAD_SUMMARY.load as NonNullable<RunSummary["load"]>),
      resources: { [text]: { planned: 2, created: 1, present: 0, missing: 1 } },
    },
    mix: { name: text, rows: [{ op: text, wanted: 0.5, achieved: 0.5 }] },
  };
}

/** The same of its target. */
export function hostileTarget(text: string): TargetReport {
  const statement = { id: text, calls: 1, totalMs: 1, meanMs: 1, rows: 1, blocksHit: 1, blocksRead: 0, tempBlocks: 0 };
  return {
    problems: [text],
    database: {
      version: text,
      missing: [text],
      texts: { [text]: text },
      run: { fromMs: 0, toMs: 1, calls: 1, totalMs: 1, statements: [statement] },
      steps: [],
      plans: [],
      blockers: [],
      tables: [],
      indexes: [],
      settings: { [text]: text },
    },
  };
}
