/**
 * `summary.json` of a run folder: all results of a run in one document, for every phase. Report, comparison,
 * JUnit and notices read only this and the record. The schema is also docs/summary.schema.json. Pure.
 */

import * as v from "valibot";
import {
  described,
  expected,
  flag,
  type Immutable,
  knownName,
  list,
  number,
  object,
  oneOf,
  optional,
  record,
  text,
  wholeNumber,
} from "../base/schema.ts";
import { OUTCOMES } from "../lib/http/outcome.ts";
import { BOUNDS, DOUBTS } from "./capacity/search.ts";
import { RULES } from "./capacity/step.ts";
import { SCALABILITY } from "./capacity/usl/scalability-result.ts";
import { CORE_BOUNDS } from "./health/generator-cores.ts";
import { VERDICTS } from "./reason.ts";
import { TIMINGS } from "./response-timings.ts";
import { SLOWEST } from "./slowest-requests.ts";
import { SOAK } from "./soak/soak-result.ts";
import { SPIKE } from "./spike/spike-result.ts";

const line = (description: string) => described(text(), description);
const lines = (description: string) => described(list(text()), description);
const count = (description: string) => described(wholeNumber(), description);
const figure = (description: string) => described(number(), description);

/** NaN where there was no request: a time of 0 ms would be one that was measured. JSON has null for it. */
const latency = (description: string) =>
  described(
    v.pipe(
      v.nullable(number()),
      v.transform((ms) => ms ?? Number.NaN),
    ),
    `${description} Null: there was no request.`,
  );

const FINDINGS = described(
  list(
    object({
      code: line("Kind of reason."),
      text: line("The reason in plain words."),
      facts: described(
        record(v.string(), v.union([text(), v.number()], expected("a string or a number"))),
        "Its figures.",
      ),
    }),
  ),
  "The reasons for programs; absent in summaries of older versions.",
);

const LATENCY = described(
  object({
    min: latency("Fastest."),
    mean: latency("Mean."),
    p50: latency("Median."),
    p90: latency("90th percentile."),
    p95: latency("95th percentile."),
    p99: latency("99th percentile."),
    max: latency("Slowest."),
  }),
  "Milliseconds of the answers that did the work, at most 0.7 % off. Percentiles are of all of them, never averages.",
);

const OUTCOME_COUNTS = described(
  record(knownName(OUTCOMES), count("How many.")),
  "Items or calls by their final outcome; repeats are not counted separately.",
);

const RANGES = object({
  under800: count("Answers that did the work in less than 800 ms."),
  under1200: count("Answers that did the work in 800 ms or more, and less than 1,200 ms."),
  from1200: count("Answers that did the work in 1,200 ms or more."),
  failed: count("Answers that did no work, those after which a request was repeated included."),
});

const OPERATION = object({
  resource: line("Resource, as in its address."),
  op: line("Operation: create, read, query, page, update, delete or changes."),
  requests: count("HTTP requests, repeats included."),
  perSecond: figure("Requests per second."),
  latencyMs: LATENCY,
  ranges: optional(RANGES, "Answers by fixed ranges of their response time; absent in summaries of older versions."),
  outcomes: OUTCOME_COUNTS,
  failures: count("Outcomes that are failures."),
});

const CAUSE = described(
  object({
    resource: line("Resource."),
    operation: line("Operation."),
    outcome: line("Final outcome of the items."),
    status: count("HTTP status; 0 if there was no response."),
    message: line("The server's message on the first of them, one line."),
    recorded: count("How many failed for it."),
    firstItem: described(v.number(expected("a number")), "Lowest item number."),
    firstKey: line("Natural key of the first, as JSON."),
  }),
  "Failures of one kind.",
);

const REPEATS = described(
  object({
    count: count("Requests that were sent again after an answer that did no work, without those that were held back."),
    share: figure("Of all requests, 0 to 1."),
    heldBack: count(
      "Requests sent again because the target asked for it: 429 with Retry-After, 401 for an expired token.",
    ),
    heldMs: count("Milliseconds during which all virtual users paused together because the target sent Retry-After."),
    tokenWaitMs: count("Milliseconds without a token, because the identity provider failed or was slow."),
    rows: list(
      object({
        resource: line("Resource, as in its address."),
        operation: line("Operation."),
        status: count("HTTP status; 0 if there was no response."),
        outcome: line("Outcome of the answer."),
        heldBack: described(flag(), "Whether the target asked for the repeat."),
        count: count("How many."),
        message: line("The server's message on the first of them, one line."),
      }),
    ),
  }),
  "Answers that were not final, by what they were; absent in summaries of older versions.",
);

const GENERATOR = described(
  object({
    cpuShareMean: figure("Mean CPU use; 1 is all the CPU that the generator may use."),
    cpuSharePeak: figure("Highest CPU use."),
    memoryPeakBytes: figure("Highest memory use in bytes."),
    memoryLimitBytes: optional(number(), "Memory that the generator may use, in bytes; absent in older versions."),
    delayLimitMs: optional(number(), "Delay of its virtual users above which it is too slow, in milliseconds."),
    cores: figure("Cores that the generator may use."),
    coresFrom: v.exactOptional(
      described(oneOf(CORE_BOUNDS), "What limits the cores: the machine, the quota of the container, or a setting."),
    ),
    vusMax: count("Most virtual users."),
    droppedIterations: count("Iterations that could not be started in time."),
    engineCpuSeconds: figure("CPU time of k6."),
    runnerCpuSeconds: figure("CPU time of the runner."),
    instances: v.exactOptional(
      described(
        list(
          object({
            instance: count("Its number, from 1."),
            host: line("Name of its machine."),
            cores: figure("Cores that it may use."),
            cpuShareMean: figure("Mean CPU use."),
            cpuSharePeak: figure("Highest CPU use."),
            memoryPeakBytes: figure("Highest memory use in bytes."),
            delayPeakMs: figure(
              "Worst second of its virtual users: 99th percentile of how late they ran, in milliseconds.",
            ),
            clockOffsetMs: described(
              number("a number", { least: -1e12 }),
              "How much its clock was ahead of the runner's, in milliseconds.",
            ),
          }),
        ),
        "Each k6 process of a run that several did together.",
      ),
    ),
    warnings: lines("Each once, with the time of the run: `0:42 CPU above 80 % for 10 s`."),
  }),
  "Health of the machine that generated the load; absent where it could not be measured.",
);

const COMPLETENESS = {
  planned: count("Items of the plan."),
  created: count("Created by this run."),
  present: count("Already at the target."),
  missing: count("planned - created - present."),
};

const LOAD = described(
  object({
    fingerprint: line("Of the plan: equal fingerprints mean the same items with the same bytes."),
    ...COMPLETENESS,
    repeats: count("Requests repeated after a missing reference or a transient failure."),
    resources: described(record(v.string(), object(COMPLETENESS)), "By resource, in plan order."),
    verified: v.exactOptional(described(flag(), "Whether the target contains the data; absent without verification.")),
  }),
  "Completeness; only in the load phase.",
);

const MIX = described(
  object({
    name: line("Name of the mix."),
    preparing: v.exactOptional(
      count("Requests that only prepare operations, such as the GET before each PUT; in no other figure."),
    ),
    rows: described(
      list(
        object({
          op: line("Operation."),
          wanted: figure("Wanted share, 0 to 1."),
          achieved: figure("Achieved share, 0 to 1."),
        }),
      ),
      "By operation.",
    ),
  }),
  "Shares of operations; only in the readwrite phase.",
);

const READ_BACK = described(
  object({
    soon: count("Writes read back while the run went on, apart from the mix."),
    atEnd: count("Writes read back after the run."),
    late: count("Of both: visible only after a wait."),
    lost: count("Acknowledged writes that are not at the target."),
  }),
  "Proof of the writes; only in the readwrite phase.",
);

const OPEN_MODEL = described(
  object({
    askedPerSecond: figure("Operations per second that should have started."),
    donePerSecond: figure("Operations per second that were done."),
    asked: count("Iterations that should have started."),
    dropped: count("Iterations that did not start in time."),
    vus: count("VUs at the end."),
    addedVus: count("VUs that k6 added while running."),
    operationMs: figure("Mean duration of an operation in milliseconds."),
    unloadedMs: v.exactOptional(figure("The same with one VU before the run; absent where it was not measured.")),
  }),
  "How an open model reached its rate; only in the readwrite phase.",
);

const STEP = object({
  askedPerSecond: figure(
    "Requested operations per second. By users: those that ended, or what fewer users certainly did.",
  ),
  users: optional(wholeNumber(), "Users that did one operation after the other; only by users."),
  donePerSecond: figure("Operations per second that succeeded."),
  fromMs: v.exactOptional(figure("Start of the measured part, in milliseconds since 1970; absent in older versions.")),
  margin: optional(number(), "Half of the 95 % interval of donePerSecond; only by users."),
  seconds: figure("Measured seconds."),
  failed: count("Operations that failed."),
  p95Ms: latency("95th percentile in milliseconds, from when operations were due; by users, from when they began."),
  held: described(flag(), "Whether the target sustained the rate."),
  state: line("Held, or why not."),
  latencies: optional(
    text(),
    "Histogram of the latencies of operations that succeeded, as in the record; absent in older versions.",
  ),
});

const LIMIT = object({
  code: line("Name of the rule; see docs/findings.md."),
  text: line("The hypothesis in plain words, with its main figures."),
  advice: line("What to do about it."),
  confidence: described(oneOf(["likely", "possible"]), "How sure it is."),
  evidence: described(
    list(
      object({
        figure: line("Name of the figure."),
        value: figure("Its mean during the step."),
        step: count("Step, counted from 1: the first that was too much, or the last before it that held."),
      }),
    ),
    "The figures that it rests on.",
  ),
});

/** The answer of a search, without how it was found. */
const ANSWER = {
  answer: described(
    oneOf(["knee", "at-least", "at-most"]),
    "Knee: the highest rate that held is known. At least: no step was too much. At most: no step held.",
  ),
  text: line("The answer in plain words."),
  by: optional(oneOf(["users"]), "The climb was by users, who do one operation after the other; absent: by rates."),
  users: optional(wholeNumber(), "Users with the highest throughput that held; only by users."),
  perSecond: figure("Operations per second: the knee, or the bound."),
  low: v.exactOptional(figure("Highest rate that surely held; only of a knee.")),
  high: v.exactOptional(figure("Lowest rate that surely did not; only of a knee.")),
  broke: v.exactOptional(described(oneOf(RULES), "The rule that broke first above it.")),
  operation: v.exactOptional(line("The operation in which it broke; absent where all did alike.")),
  objectiveMs: v.exactOptional(figure("The objective of this operation alone that was missed, in milliseconds.")),
  limitedBy: v.exactOptional(described(oneOf(BOUNDS), "Why there was no higher step; only of at least.")),
  stoppedInStep: optional(wholeNumber(), "Step in which the target stopped responding; perSecond is what held before."),
  retrograde: v.exactOptional(described(flag(), "Beyond the knee, more load gives fewer operations.")),
  confirmed: v.exactOptional(described(flag(), "Both bounds were confirmed by a further step.")),
  doubt: v.exactOptional(
    described(
      oneOf(DOUBTS),
      "Why they were not: the time budget ran out, steps at the same rate disagreed, or the run was stopped.",
    ),
  ),
  p95LimitMs: v.exactOptional(figure("Limit of p95 in milliseconds; absent: none.")),
  untested: optional(list(text()), "Operations whose own objective was not tested at that rate: too few answers."),
};

const CAPACITY = described(
  object({
    ...ANSWER,
    scalability: optional(SCALABILITY, "The Universal Scalability Law fitted to the steps; only by users."),
    todayPerSecond: v.exactOptional(figure("The rate of today that the user named.")),
    needPerSecond: v.exactOptional(figure("The rate that the user needs.")),
    needText: optional(text(), "The need in words, such as the items of a profile within a time."),
    steps: described(list(STEP), "In the order in which they were done."),
    findings: v.exactOptional(
      described(list(LIMIT), "What limits the target, the most likely first; none where no figure tells."),
    ),
  }),
  "How much the target takes; only in the capacity phase.",
);

const MIXES = list(
  object({
    mix: line("Name of the mix."),
    run: line("Name of the run folder."),
    ...ANSWER,
  }),
);

export const RUN_SUMMARY = object({
  schema: described(v.literal(1, expected("1")), "Version of this shape."),
  run: line("Name of the run folder."),
  phase: line("Name of the phase, such as smoke, load or readwrite."),
  profile: line("Profile."),
  verdict: described(oneOf(VERDICTS), "Verdict."),
  reasons: lines("Why, the most important first; none for a pass."),
  findings: v.exactOptional(FINDINGS),
  resume: v.exactOptional(line("Command that continues the run; absent: it passed, or has to be run again.")),
  startedAt: line("ISO 8601, UTC."),
  durationMs: figure("Milliseconds of all starts of k6, warm-up included."),
  windowMs: v.exactOptional(
    figure("Milliseconds from the first planned moment to the last one; all rates are over it. Absent in smoke runs."),
  ),
  overrunMs: v.exactOptional(figure("Milliseconds from then to the last answer.")),
  warmUpMs: figure("Milliseconds at the start that are excluded from every figure."),
  labels: described(record(v.string(), line("Value.")), "Set by the user with --label."),
  target: described(
    object({
      kind: described(oneOf(["sandbox", "target"]), "The embedded sandbox, or an installation."),
      baseUrl: line("Root address."),
      version: line("Version in its discovery document."),
      proxy: v.exactOptional(line("Proxy through which it was reached, without user and password; absent: none.")),
    }),
    "The system under test.",
  ),
  requests: count("HTTP requests, repeats included."),
  requestsPerSecond: figure("Requests per second."),
  latencyMs: LATENCY,
  outcomes: OUTCOME_COUNTS,
  failures: count("Items or calls that failed."),
  operations: described(list(OPERATION), "By resource and operation."),
  slowest: optional(SLOWEST, "Single operations of a mix that took longest."),
  timings: optional(TIMINGS, "Where the time of answers went, by operation."),
  thresholds: described(
    list(
      object({
        metric: line("Metric of k6."),
        rule: line("Rule."),
        ok: described(flag(), "Whether it was met."),
        value: optional(number(), "What was measured, times in milliseconds. Absent: nothing."),
      }),
    ),
    "Thresholds for the whole run.",
  ),
  causes: described(list(CAUSE), "Failures grouped by cause, roots before consequences."),
  failuresBefore: v.exactOptional(
    count("Failures before the measured part of a run of a mix: in errors.ndjson, in no other figure."),
  ),
  tokens: described(
    object({
      issued: count("Token requests that the OAuth server granted."),
      refused: count("Token requests that it refused."),
      held: count("Pauses that all virtual users kept together because the target sent Retry-After."),
    }),
    "Access tokens, and pauses that the target requested.",
  ),
  repeats: v.exactOptional(REPEATS),
  notes: v.exactOptional(lines("Worth knowing beside the figures, but not a failure.")),
  generator: v.exactOptional(GENERATOR),
  checks: v.exactOptional(
    described(object({ passed: count("Passed."), failed: count("Failed.") }), "Named checks; only in the smoke phase."),
  ),
  leftOut: v.exactOptional(
    described(
      list(object({ what: line("Resource, or operation or check on one."), reason: line("Why.") })),
      "What the run did not do, because the client, the target or its data does not allow it.",
    ),
  ),
  adapted: v.exactOptional(
    described(
      list(object({ what: line("Resource."), change: line("What was changed in its bodies.") })),
      "How the dataset was changed to fit the data standard of the target.",
    ),
  ),
  load: v.exactOptional(LOAD),
  mix: v.exactOptional(MIX),
  readBack: v.exactOptional(READ_BACK),
  openModel: v.exactOptional(OPEN_MODEL),
  capacity: v.exactOptional(CAPACITY),
  mixes: optional(MIXES, "The answers for all mixes of one command; only of a capacity run with several."),
  soak: optional(SOAK, "How a rate was held; only in the soak phase."),
  spike: optional(SPIKE, "What a spike did to the target; only in the spike phase."),
});

export type RunSummary = Immutable<v.InferOutput<typeof RUN_SUMMARY>>;
export type Latency = RunSummary["latencyMs"];
export type OutcomeCounts = RunSummary["outcomes"];
export type OperationRow = RunSummary["operations"][number];
export type ThresholdRow = RunSummary["thresholds"][number];
export type CapacityResult = NonNullable<RunSummary["capacity"]>;
export type MixAnswer = NonNullable<RunSummary["mixes"]>[number];
export type GeneratorHealth = NonNullable<RunSummary["generator"]>;
