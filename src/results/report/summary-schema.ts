/**
 * JSON Schema of summary.json, published as docs/summary.schema.json. It says the same as the type RunSummary: the last
 * lines of this file do not compile otherwise. Pure.
 */

import type { RunSummary } from "../run-summary.ts";
import type { FromSchema, Schema } from "./schema.ts";

const text = (description: string) => ({ type: "string", description }) as const;
const number = (description: string) => ({ type: "number", description }) as const;
const count = (description: string) => ({ type: "integer", minimum: 0, description }) as const;
const share = (description: string) => ({ type: "number", minimum: 0, description }) as const;

const LATENCY = {
  type: "object",
  description: "Milliseconds over all requests of the row.",
  properties: {
    min: share("Fastest."),
    mean: share("Mean."),
    p50: share("Median."),
    p90: share("90th percentile."),
    p95: share("95th percentile."),
    p99: share("99th percentile."),
    max: share("Slowest."),
  },
  required: ["min", "mean", "p50", "p90", "p95", "p99", "max"],
} as const;

const OUTCOMES = {
  type: "object",
  description: "Items or calls by what became of them in the end.",
  additionalProperties: count("How many."),
  propertyNames: {
    enum: [
      "created",
      "updated",
      "unchanged",
      "read",
      "deleted",
      "not-found",
      "mismatched",
      "unresolved-reference",
      "conflict",
      "precondition-failed",
      "rejected",
      "unauthorized",
      "forbidden",
      "throttled",
      "unavailable",
      "timed-out",
      "cut-off",
    ],
  },
} as const;

const OPERATION = {
  type: "object",
  properties: {
    resource: text("Resource, as in its address."),
    op: text("Operation: create, read, query, update, delete or changes."),
    requests: count("HTTP requests, repeats included."),
    perSecond: share("Requests per second."),
    latencyMs: LATENCY,
    outcomes: OUTCOMES,
    failures: count("Of the outcomes, those that were not as wanted."),
  },
  required: ["resource", "op", "requests", "perSecond", "latencyMs", "outcomes", "failures"],
} as const;

const CAUSE = {
  type: "object",
  description: "Failures of one kind.",
  properties: {
    resource: text("Resource."),
    operation: text("Operation."),
    outcome: text("What became of the items."),
    status: count("HTTP status; 0 when there was no answer."),
    message: text("The server's message on the first of them, one line."),
    recorded: count("Lines that were recorded."),
    firstItem: number("Lowest item number."),
    firstKey: text("Natural key of the first, as JSON."),
  },
  required: ["resource", "operation", "outcome", "status", "message", "recorded", "firstItem", "firstKey"],
} as const;

const GENERATOR = {
  type: "object",
  description: "How the machine that made the load was doing; absent where it could not be measured.",
  properties: {
    cpuShareMean: share("Mean CPU use; 1 is all that the generator may use."),
    cpuSharePeak: share("Highest CPU use."),
    memoryPeakBytes: share("Highest memory use in bytes."),
    cores: share("Cores that the generator may use."),
    coresFrom: {
      type: "string",
      enum: ["machine", "container", "GOMAXPROCS", "generator-cpus"],
      description: "What sets that number: cores of the machine, quota of the container, or a setting.",
    },
    vusMax: count("Most virtual users."),
    droppedIterations: count("Iterations that could not be started in time."),
    engineCpuSeconds: share("CPU time of k6."),
    runnerCpuSeconds: share("CPU time of the runner beside it."),
    warnings: { type: "array", items: text("In plain words, with the time of the run."), description: "Warnings." },
  },
  required: [
    "cpuShareMean",
    "cpuSharePeak",
    "memoryPeakBytes",
    "cores",
    "vusMax",
    "droppedIterations",
    "engineCpuSeconds",
    "runnerCpuSeconds",
    "warnings",
  ],
} as const;

const COMPLETENESS = {
  planned: count("Items of the plan."),
  created: count("Created by this run."),
  present: count("Were at the target before."),
  missing: count("planned - created - present."),
} as const;

const LOAD = {
  type: "object",
  description: "Completeness; only in the load phase.",
  properties: {
    fingerprint: text("Of the plan: the same text means the same items with the same bytes."),
    ...COMPLETENESS,
    repeats: count("Requests repeated for something that was not there yet, or after a transient failure."),
    resources: {
      type: "object",
      description: "By resource, in plan order.",
      additionalProperties: {
        type: "object",
        properties: COMPLETENESS,
        required: ["planned", "created", "present", "missing"],
      },
    },
    verified: { type: "boolean", description: "Whether the target holds it; absent when that was not asked." },
  },
  required: ["fingerprint", "planned", "created", "present", "missing", "repeats", "resources"],
} as const;

const MIX = {
  type: "object",
  description: "Shares of operations; only in the readwrite phase.",
  properties: {
    name: text("Name of the mix."),
    rows: {
      type: "array",
      description: "By operation.",
      items: {
        type: "object",
        properties: { op: text("Operation."), wanted: share("Share wanted."), achieved: share("Share achieved.") },
        required: ["op", "wanted", "achieved"],
      },
    },
  },
  required: ["name", "rows"],
} as const;

export const SUMMARY_SCHEMA = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "summary.json of a run folder",
  type: "object",
  properties: {
    schema: { const: 1, description: "Version of this shape." },
    run: text("Name of the run folder."),
    phase: text("Name of the phase."),
    profile: text("Profile."),
    verdict: { type: "string", enum: ["pass", "fail", "invalid", "aborted"], description: "Verdict." },
    reasons: {
      type: "array",
      items: text("In plain words."),
      description: "Why, the most important first; none for a pass.",
    },
    findings: {
      type: "array",
      description: "The reasons for programs; absent in summaries of older versions.",
      items: {
        type: "object",
        properties: {
          code: text("What kind of reason."),
          text: text("The reason in plain words."),
        },
        required: ["code", "text"],
      },
    },
    startedAt: text("ISO 8601, UTC."),
    durationMs: share("Milliseconds, warm-up included."),
    warmUpMs: share("Milliseconds at the start that are left out of every figure."),
    labels: { type: "object", additionalProperties: text("Value."), description: "What the user noted with --label." },
    target: {
      type: "object",
      description: "What was put under load.",
      properties: {
        kind: { type: "string", enum: ["sandbox", "target"], description: "The embedded sandbox, or an installation." },
        baseUrl: text("Root address."),
        version: text("Version in its discovery document."),
      },
      required: ["kind", "baseUrl", "version"],
    },
    requests: count("HTTP requests, repeats included."),
    requestsPerSecond: share("Requests per second."),
    latencyMs: LATENCY,
    outcomes: OUTCOMES,
    failures: count("Items or calls that were not as wanted."),
    operations: { type: "array", items: OPERATION, description: "By resource and operation." },
    thresholds: {
      type: "array",
      description: "Rules for the whole run.",
      items: {
        type: "object",
        properties: {
          metric: text("Metric of k6."),
          rule: text("Rule."),
          ok: { type: "boolean", description: "Whether it holds." },
        },
        required: ["metric", "rule", "ok"],
      },
    },
    causes: { type: "array", items: CAUSE, description: "Failures grouped by cause, roots before consequences." },
    tokens: {
      type: "object",
      description: "Access tokens.",
      properties: {
        issued: count("Asked for and given."),
        refused: count("Asked for and refused."),
        held: count("Held at the end."),
      },
      required: ["issued", "refused", "held"],
    },
    notes: {
      type: "array",
      items: text("In plain words."),
      description: "Worth knowing beside the figures, but no fault.",
    },
    generator: GENERATOR,
    checks: {
      type: "object",
      description: "Named checks; only in the smoke phase.",
      properties: { passed: count("Passed."), failed: count("Failed.") },
      required: ["passed", "failed"],
    },
    load: LOAD,
    mix: MIX,
  },
  required: [
    "schema",
    "run",
    "phase",
    "profile",
    "verdict",
    "reasons",
    "startedAt",
    "durationMs",
    "warmUpMs",
    "labels",
    "target",
    "requests",
    "requestsPerSecond",
    "latencyMs",
    "outcomes",
    "failures",
    "operations",
    "thresholds",
    "causes",
    "tokens",
  ],
} as const satisfies Schema & Readonly<Record<string, unknown>>;

/** docs/summary.schema.json. */
export function summarySchemaText(): string {
  return `${JSON.stringify(SUMMARY_SCHEMA, null, 2)}\n`;
}

type FromSummarySchema = FromSchema<typeof SUMMARY_SCHEMA>;
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
type SameMembers<A, B> = Same<keyof A, keyof B> extends true ? Same<A, B> : false;

/** Does not compile when the schema and RunSummary differ. */
export const SCHEMA_IS_THE_TYPE: SameMembers<Omit<FromSummarySchema, "findings">, Omit<RunSummary, "findings">> = true;
