/** Facts in the guides that the code defines. Tables between markers are generated instead (generate-docs.ts). */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, test } from "vitest";
import { BROKEN_IN_A_ROW, LOST_IN_A_ROW } from "../src/k6/load/patience.ts";
import { FIELD_GROUPS } from "../src/lib/config/fields.ts";
import { formatDuration } from "../src/lib/config/value.ts";
import { writeBrokerKey } from "../src/lib/contracts/broker.ts";
import { createDataset } from "../src/lib/data/create-dataset.ts";
import { DATASET_VERSION } from "../src/lib/data/dataset.ts";
import { BIN_ERROR } from "../src/lib/measure/latency-bins.ts";
import { BLOCK } from "../src/lib/mix/choice.ts";
import { parentOf } from "../src/lib/mix/new-entity.ts";
import { FIRST_SMOKE_DATASET } from "../src/lib/plan/smoke-selection.ts";
import { K6_VERSION } from "../src/machine/k6/k6-version.ts";
import { LEAST_BEYOND, LEAST_BLOCKS, LEAST_SECONDS } from "../src/results/compare/compare-operation.ts";
import { LEAST_DRAWS } from "../src/results/compare/compare-runs.ts";
import { FINDING_WORDS } from "../src/results/compare/comparison-table.ts";
import { LEAST_BASE_WINDOWS, LEAST_WINDOWS, WINDOW_SECONDS } from "../src/results/compare/episodes.ts";
import { ALPHA } from "../src/results/compare/findings.ts";
import { IDLE, LEAST_SESSIONS, RISE } from "../src/results/findings/thresholds.ts";
import { GARBAGE_PERCENT, MEMORY_SHARE } from "../src/results/health/garbage-collection.ts";
import { CPU_LIMIT, CPU_SECONDS, SWAP_LIMIT_BYTES } from "../src/results/health/generator-health.ts";
import { NOTICE_EVENTS, parseEvents } from "../src/results/notify/event.ts";
import { finalPoints, infoPoint, livePoints, VERDICT_VALUES } from "../src/results/prometheus/run-points.ts";
import { SURE_SAMPLE } from "../src/results/sample.ts";
import { MOST_BLOCKS } from "../src/results/stats/blocks.ts";
import { LARGEST_UNASKED } from "../src/run/confirm-target.ts";
import { DELIVERY_LIMITS } from "../src/run/notify/deliver.ts";
import { LARGEST_ATTACHMENT } from "../src/run/notify/end-delivery.ts";
import { parseClaimSet } from "../src/sandbox/claims/claim-set.ts";
import { SYSTEM_CLAIM_SETS } from "../src/sandbox/claims/grants.ts";
import { FAILURE_RATIO, MINIMUM_CALLS, OPEN_MS, SLICE_MS, SLICES } from "../src/sandbox/limits/circuit-breaker.ts";
import { parseRateLimit } from "../src/sandbox/limits/rate-limit.ts";
import { loadDataStandard } from "../src/sandbox/model/data-standard.ts";
import { PROJECT_ROOT } from "../src/settings/root.ts";
import { SKEW_WARNING_MS } from "../src/target/preflight/target-checks.ts";
import { TOLERANCE } from "../src/workload/mix/achieved.ts";
import { MIX_KINDS } from "../src/workload/mix/kinds.ts";
import { answersOf } from "../test/fakes/periods.ts";
import {
  CAPACITY_SUMMARY,
  CLIMB_SUMMARY,
  LOAD_SUMMARY,
  READWRITE_SUMMARY,
  SMOKE_SUMMARY,
  SOAK_SUMMARY,
  SPIKE_SUMMARY,
} from "../test/golden/sample-run.ts";

const settings = new Map(FIELD_GROUPS.flatMap(({ fields }) => fields).map((field) => [field.env, field]));
const number = (value: number | undefined): string => (value ?? Number.NaN).toLocaleString("en-US");
const percent = (share: number): string => `${number(100 * share)} %`;
const read = (file: string): string => readFileSync(join(PROJECT_ROOT, file), "utf8");

/** Code spans in the first cells of the first table after a text. */
function firstCells(file: string, after: string): string[] {
  const [table = ""] = /(?:^\|.*\n)+/m.exec(read(file).split(after)[1] ?? "") ?? [];
  const rows = table.split("\n").slice(2);
  return rows.flatMap((row) => row.split(" |")[0]?.match(/(?<=`)[^`]+(?=`(?:[,;\s]|$))/g) ?? []);
}

/** What a setting is by default, as a guide shows it with its flag: `--max-p50 +25%`. */
function flagWithDefault(env: string): string {
  const { flag, default: value } = settings.get(env) ?? {};
  return `\`--${flag} ${value}\``;
}

const node = (JSON.parse(read("package.json")) as { engines: { node: string } }).engines.node.replace(">=", "");
const rate = parseRateLimit(settings.get("SANDBOX_RATE_LIMIT")?.default ?? "");

const { resources } = loadDataStandard();
const claims = parseClaimSet("", SYSTEM_CLAIM_SETS["E2E-NoFurtherAuthRequiredClaimSet"] ?? "").grants.size;

const FACTS: readonly (readonly [file: string, text: string])[] = [
  ["README.md", `- Node ${node} or later.`],
  ["README.md", `- k6 ${K6_VERSION}.`],
  ["docs/troubleshooting.md", `k6 ${K6_VERSION} is not available`],
  ["docs/dataset.md", `(\`DATASET_VERSION\`, now ${DATASET_VERSION})`],
  ["docs/dataset.md", `**dataset ID** (1 to ${number(settings.get("DATASET_ID")?.max)})`],
  ["docs/dataset.md", `IDs from ${number(FIRST_SMOKE_DATASET)} are reserved for the smoke phase`],
  ["docs/dataset.md", `${claims} claims of \`E2E-NoFurtherAuthRequiredClaimSet\``],
  ["docs/troubleshooting.md", `covers ${claims} claims`],
  ["docs/architecture.md", `${resources.filter(({ isDescriptor }) => !isDescriptor).length} resources and`],
  ["docs/architecture.md", `${resources.filter(({ isDescriptor }) => isDescriptor).length} descriptor types`],
  ["docs/architecture.md", `\`${writeBrokerKey("token", 0)}\`, \`${writeBrokerKey("token", 1)}\``],
  ["docs/configuration.md", `At least ${SURE_SAMPLE} in a large load`],
  ["docs/configuration.md", `up to ${LARGEST_ATTACHMENT / 1e6} MB`],
  ["docs/configuration.md", `more than ${percent(CPU_LIMIT)} of them`],
  ["docs/mixes.md", `every block of ${BLOCK} iterations`],
  ["docs/mixes.md", `differ by more than ${100 * TOLERANCE} percentage points`],
  ...["P50", "P95", "P99", "SPELL", "FAILURES"].map(
    (name) => ["docs/comparison.md", flagWithDefault(`COMPARE_MAX_${name}`)] as const,
  ),
  ["docs/comparison.md", flagWithDefault("COMPARE_MIN_RATE")],
  ["docs/comparison.md", flagWithDefault("COMPARE_NOISE_FLOOR")],
  ["docs/comparison.md", `Fewer than ${LEAST_SECONDS} s, fewer than ${LEAST_BLOCKS} blocks`],
  ["docs/comparison.md", `fewer than ${LEAST_BEYOND} requests beyond the percentile`],
  ["docs/comparison.md", `${number(LEAST_BEYOND / 0.05)} requests for p95 and ${number(LEAST_BEYOND / 0.01)} for p99`],
  ["docs/comparison.md", `at most ${MOST_BLOCKS} blocks`],
  ["docs/comparison.md", `at least ${number(LEAST_DRAWS)} times`],
  ["docs/comparison.md", `any false alarm below ${percent(ALPHA)}`],
  ["docs/comparison.md", `at most ${Math.ceil(1000 * BIN_ERROR) / 10} %`],
  ["docs/comparison.md", `if ${["", "one", "two", "three"][LEAST_WINDOWS]} consecutive ${WINDOW_SECONDS} s windows`],
  ["docs/comparison.md", `The baseline needs ${LEAST_BASE_WINDOWS} windows`],
  ["docs/notices.md", `up to ${["", "one", "two", "three"][DELIVERY_LIMITS.tries]} times`],
  ["docs/notices.md", `within ${DELIVERY_LIMITS.budgetMs / 1000} seconds in total`],
  ["docs/notices.md", `up to ${LARGEST_ATTACHMENT / 1e6} MB`],
  ["docs/observability.md", `(${settings.get("PROMETHEUS_INTERVAL")?.default})`],
  [
    "docs/observability.md",
    `at the end: ${Object.entries(VERDICT_VALUES)
      .map(([verdict, value]) => `${value} ${verdict}`)
      .join(", ")}`,
  ],
  ["docs/performance-tuning.md", `more than ${percent(CPU_LIMIT)} of these cores for ${CPU_SECONDS} s`],
  ["docs/performance-tuning.md", `\`GOGC=${GARBAGE_PERCENT}\``],
  ["docs/troubleshooting.md", `k6 used more than ${percent(CPU_LIMIT)} of its`],
  ["docs/troubleshooting.md", `for ${CPU_SECONDS} s*`],
  ["docs/troubleshooting.md", `more than ${SWAP_LIMIT_BYTES / 2 ** 20} MiB of k6`],
  ["docs/troubleshooting.md", `more than ${SKEW_WARNING_MS / 1000} s)`],
  ["docs/troubleshooting.md", `no usable response for ${LOST_IN_A_ROW} items in a row`],
  ["docs/troubleshooting.md", `a 500 for ${BROKEN_IN_A_ROW} items in a row`],
  [
    "docs/troubleshooting.md",
    `${number(rate?.permits)} requests per ${formatDuration(rate?.windowMs ?? 0).replace("s", " s")}`,
  ],
  ["docs/troubleshooting.md", `more than ${percent(FAILURE_RATIO)} of at least ${MINIMUM_CALLS} database calls`],
  ["docs/troubleshooting.md", `within ${(SLICES * SLICE_MS) / 1000} s failed`],
  ["docs/troubleshooting.md", `\`Retry-After: ${OPEN_MS / 1000}\``],
  ["docs/findings.md", `at least ${Math.round(100 * (RISE - 1))} % higher than in the slowest step that held`],
  ["docs/findings.md", `With fewer than ${LEAST_SESSIONS} active sessions`],
  ["docs/findings.md", `CPU and disk are below ${percent(IDLE.share)} and fewer than ${IDLE.sessions} sessions`],
];

test.each(FACTS)("%s: %s", (file, text) => {
  expect(read(file).replace(/\s+/g, " ")).toContain(text);
});

it("names half of the memory where the collector's limit is half of it", () => {
  expect(MEMORY_SHARE).toBe(0.5);
  expect(read("docs/performance-tuning.md")).toMatch(/`GOMEMLIMIT` to half of the memory/);
});

it("asks for confirmation above the size of profile dev, as README and the guide say", () => {
  const dev = read("profiles/dev.env");
  expect(dev).toMatch(new RegExp(`^SCHOOL_COUNT=${LARGEST_UNASKED.schools}$`, "m"));
  expect(dev).toMatch(new RegExp(`^STUDENT_COUNT=${LARGEST_UNASKED.students}$`, "m"));
});

it("lists the kinds of operations, the load models, the findings and the events", () => {
  expect(firstCells("docs/mixes.md", "Each operation has a `kind`")).toEqual(MIX_KINDS);
  expect(firstCells("docs/mixes.md", "## Load models")).toEqual(settings.get("MODEL")?.choices);
  expect(firstCells("docs/comparison.md", "The possible findings:").sort()).toEqual(
    Object.values(FINDING_WORDS).sort(),
  );
  expect(firstCells("docs/notices.md", "## Events")).toEqual(NOTICE_EVENTS);
  const defaults = parseEvents(settings.get("NOTIFY_ON")?.default ?? "").events;
  expect([...defaults]).toEqual(NOTICE_EVENTS.filter((event) => event !== "start"));
});

it("lists the resources that a mix can create", () => {
  const listed = firstCells("docs/mixes.md", "## New items");
  const sizes = { schools: 1, students: 1, staff: 1, coursesPerSchool: 1, sectionsPerCourse: 1 };
  const { endpoints } = createDataset({ seed: 1, datasetId: 1, schoolYear: 2026, ...sizes });
  expect(listed.sort()).toEqual(endpoints.filter((endpoint) => parentOf(endpoint) !== undefined).sort());
  const types = endpoints.filter((endpoint) => !endpoint.endsWith("Descriptors")).length;
  expect(read("CHANGELOG.md")).toContain(`${types} resource types`);
  expect(read("docs/observability.md")).toContain(`(${endpoints.length} types of resources and descriptors)`);
});

it("lists the series that the runner writes", () => {
  const state = {
    ...{ phase: "load" as const, profile: "dev", target: "", second: 1, secondsLeft: 1, vus: 1, perSecond: 1 },
    progress: {
      done: 1,
      total: 2,
      unit: "items" as const,
      level: { now: 1, of: 2 },
      pace: { perSecond: 1 },
      resources: [{ resource: "a", done: 1, planned: 2 }],
    },
    requests: { perSecond: 1, all: 1 },
    latency: { now: { p50: 1, p95: 1, p99: 1 }, all: undefined },
    outcomes: { now: { items: 1, failed: 0 }, all: { created: 1 } },
    operations: [{ op: "create", ...answersOf([1], { created: 1 }) }],
    calls: [{ resource: "a", op: "create", ...answersOf([1], { created: 1 }) }],
    tokens: { issued: 1, refused: 0, held: 0 },
    health: "",
    recent: [{ op: "create", perSecond: 1, p95: 1 }],
    repeats: { create: 1 },
    generator: { cpuShare: 1, memoryBytes: 1, memoryLimitBytes: 2, cores: 1, runnerCpuShare: 1 },
    warnings: [],
    dashboard: undefined,
  };
  const summaries = [
    ...[LOAD_SUMMARY, SMOKE_SUMMARY, READWRITE_SUMMARY],
    ...[CAPACITY_SUMMARY, CLIMB_SUMMARY, SOAK_SUMMARY, SPIKE_SUMMARY],
  ];
  const points = summaries.flatMap((summary) => finalPoints(summary, 0));
  const written = [...points, infoPoint({}), ...livePoints(state, true, "stop rule p95>1s/1s: p95 was 2 s")];
  const section = read("docs/observability.md").split("**The runner's series**")[1]?.split("\n## ")[0] ?? "";
  const documented = [...section.matchAll(/`(?:dms_run)?(_\w+)/g)].map(([, name]) => `dms_run${name}`);
  const names = new Set(written.map(({ name }) => name));
  expect([...new Set(documented)].sort()).toEqual([...names].sort());
});

test("the number of the dataset's resources", () => {
  const dataset = createDataset({
    seed: 1,
    datasetId: 1,
    schools: 2,
    students: 2,
    staff: 2,
    coursesPerSchool: 6,
    sectionsPerCourse: 1,
    schoolYear: 2026,
  });
  const texts = ["README.md", "docs/load-test-guide.md", "docs/compatibility.md"].map(read).join("\n");
  const shown = [...texts.matchAll(/of the (?:dataset's )?(\d+) resources/g)].map(([, count]) => Number(count));
  expect(shown).toEqual([dataset.endpoints.length, dataset.endpoints.length]);
});
