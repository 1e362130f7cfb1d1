/**
 * Runs that write to a real Prometheus and send notices, and every query of every dashboard asked there: each has an answer of the
 * right size, totals are those of summary.json, each run was told when it began and when it ended, and nothing has a secret in it.
 */
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callOf, readLatencies } from "../../scripts/bench/csv.ts";
import { COUNTED } from "../../scripts/dashboards/queries.ts";
import type { OperationRow, RunSummary } from "../../src/results/run-summary.ts";
import type { FaultRule } from "../../src/sandbox/faults/rules.ts";
import { type Clone, createClone } from "./support/clone.ts";
import { annotationQueries, filled, type PanelQuery, panelQueries, variables } from "./support/dashboards.ts";
import { EVERYTHING } from "./support/load.ts";
import { CHANNEL_SECRETS, type NoticeChannels, startNoticeChannels } from "./support/notice-channels.ts";
import { runCommand } from "./support/program.ts";
import { missingPrometheus, type Prometheus, type Series, startPrometheus } from "./support/prometheus.ts";
import { readJson, runFolders } from "./support/run-folder.ts";
import { startTestSandbox, type TestSandbox } from "./support/sandbox.ts";

const missing = missingPrometheus();

interface Run {
  /** Value of the label `run`. */
  readonly name: string;
  readonly summary: RunSummary;
  /** Of its native histograms. */
  readonly native: boolean;
}

let clone: Clone;
let sandbox: TestSandbox;
let prometheus: Prometheus;
let channels: NoticeChannels;
const STEERED_PHASES = ["capacity", "soak", "spike"] as const;
const runs: Record<"load" | "native" | "readwrite" | "stopped" | (typeof STEERED_PHASES)[number], Run> = {} as never;
/** Every sample of the run with native histograms. */
const NATIVE_CSV = "native.csv";
/** How much wider than the one before each bucket of k6's native histograms is. */
const BUCKET_RATIO = 2 ** (1 / 8);
/** Prometheus does not ask for it; other receivers do, and so a run may have one. */
const TOKEN = "PrometheusToken-1234-xyz";
/** Seconds since 1970: what the dashboards show. */
let from = 0;
let to = 0;

const SIZES = ["--schools", "1", "--students", "20", "--staff", "2"];
/**
 * Makes a resource of 80 items last for three writes of k6, on any machine: a counter has a rate from its second point
 * on.
 */
const LASTING: FaultRule = { route: "/data/ed-fi/grades", method: "POST", delayMs: 400 };

/** @param code undefined: any verdict */
async function run(command: string, args: readonly string[], code: number | undefined, native = false): Promise<Run> {
  const shape = ["--prometheus-histograms", native ? "native" : "stats"];
  const series = { PROMETHEUS_URL: prometheus.url, PROMETHEUS_TOKEN: TOKEN, PROMETHEUS_INTERVAL: "1s" };
  const environment = { ...sandbox.environment, ...series, ...channels.settings };
  const ended = await runCommand(clone, command, [...args, ...shape, "--label", "build=17"], environment);
  if (code !== undefined) expect(ended.code, ended.output).toBe(code);
  expect(ended.stderr).not.toMatch(/^warning.*(Prometheus|notice)/m);
  const folder = runFolders(clone.file("results")).at(-1) ?? "";
  const summary = readJson<RunSummary>(folder, "summary.json");
  expect(command, ended.output).toContain(`run-${summary.phase}`);
  return { name: summary.run, summary, native };
}

beforeAll(async () => {
  if (missing !== undefined) return;
  clone = createClone();
  prometheus = await startPrometheus();
  channels = await startNoticeChannels();
  sandbox = await startTestSandbox(clone, EVERYTHING);
  from = Date.now() / 1000 - 5;
  await sandbox.setFaults([LASTING]);
  runs.load = await run("run-load-phase", SIZES, 0);
  await sandbox.setFaults([]);
  runs.readwrite = await run("run-readwrite-phase", ["--duration", "10s", "--vus", "4", "--think-time", "20ms"], 0);
  // What they find depends on how busy this machine is. Few VUs: each creates an item before the rate begins.
  runs.capacity = await run("run-capacity", ["--budget", "45s", "--max-rate", "20", "--vus", "20"], undefined);
  runs.soak = await run("run-soak", ["--rate", "10/s", "--duration", "20s"], undefined);
  const spike = ["--rate", "10/s", "--times", "2", "--before", "10s", "--duration", "2s", "--after", "10s"];
  runs.spike = await run("run-spike", [...spike, "--vus", "20"], undefined);
  await sandbox.setFaults([LASTING]);
  const csv = ["--out", `csv=${clone.file(NATIVE_CSV)}`];
  runs.native = await run("run-load-phase", [...SIZES, "--dataset-id", "77", ...csv], 0, true);
  await sandbox.setFaults([{ route: "/data/**", method: "POST", delayMs: 500 }]);
  const stop = ["--stop-on", "p95>300ms/2s", "--dataset-id", "78", "--no-verify"];
  runs.stopped = await run("run-load-phase", [...SIZES, ...stop], 10);
  to = Date.now() / 1000 + 1;
});

afterAll(async () => {
  await sandbox?.stop();
  await prometheus?.stop();
  await channels?.close();
  clone?.remove();
});

type Values = Readonly<Record<string, string>>;

function ask({ expr, instant }: Pick<PanelQuery, "expr" | "instant">, values: Values): Promise<Series[]> {
  const range = `${Math.ceil(to - from)}s`;
  const query = filled(expr, { __range: range, __rate_interval: "10s", ...values });
  return instant ? prometheus.query(query, to) : prometheus.queryRange(query, from, to, 1);
}

function distinct(rows: readonly OperationRow[], key: "op" | "resource"): number {
  return new Set(rows.map((row) => row[key])).size;
}

/**
 * A histogram knows the bucket of each value: its quantile is within the buckets of the samples to both sides of that place.
 *
 * @param sorted milliseconds
 */
function expectInBuckets(seconds: number | undefined, sorted: readonly number[], q: number, about: string): void {
  // Of k6's CSV, and of products.
  const rounding = 1e-6;
  const at = (place: number): number => sorted[place - 1] ?? Number.NaN;
  const least = at(Math.max(1, Math.ceil(q * sorted.length - rounding)));
  const most = at(Math.min(sorted.length, Math.floor(q * sorted.length + rounding) + 1));
  expect(1000 * (seconds ?? 0), about).toBeGreaterThanOrEqual(least / BUCKET_RATIO - rounding);
  expect(1000 * (seconds ?? 0), about).toBeLessThanOrEqual(most * BUCKET_RATIO + rounding);
}

function ratio(seconds: number | undefined, milliseconds: number): number {
  return (seconds ?? 0) / (milliseconds / 1000);
}

/** How many series each panel must have; [least, most] where a counter needs two points to have a rate. */
type Size = number | readonly [number, number];
type Sizes = Readonly<Record<string, (run: RunSummary, expr: string) => Size>>;

const OVERVIEW: Sizes = {
  "Requests by operation": ({ operations }) => distinct(operations, "op"),
  "Response time": () => 3,
  Outcomes: ({ outcomes }) => [1, Object.keys(outcomes).length],
  "HTTP status": () => [1, 8],
};

const BY_OPERATION: Sizes = {
  Operations: ({ operations }) => operations.length,
  Slowest: ({ operations }) => Math.min(15, operations.length),
  "Most requests": ({ operations }) => Math.min(15, operations.length),
  // Many resources of a small load are done between two writes of k6.
  Requests: ({ phase }) => (phase === "load" ? [1, 10] : 10),
  "Response time, p95": ({ phase }) => (phase === "load" ? [1, 10] : 10),
};

const LOAD_PROGRESS: Sizes = {
  Resources: ({ load }) => Object.keys(load?.resources ?? {}).length,
};

const COMPARE: Sizes = {
  // The second load found the descriptors of the first one there.
  Operations: ({ operations }, expr) => {
    if (!expr.includes("$run")) return runs.load.summary.operations.length;
    return expr.includes("$base") ? operations.filter(isOfBase).length : operations.length;
  },
  "Slower than the baseline": () => 15,
};

/** What a run of another phase found is not there. */
const STEERED: Sizes = {
  Takes: ({ capacity }, expr) => {
    if (expr.includes("_low_")) return capacity?.low === undefined ? 0 : 1;
    if (expr.includes("_high_")) return capacity?.high === undefined ? 0 : 1;
    return capacity === undefined ? 0 : 1;
  },
  // A soak of twenty seconds has too few points for a test.
  "Figures that drifted": () => 0,
  Drift: () => 0,
  Recovery: ({ spike }) => (spike?.recoveredAfterSeconds === undefined ? 0 : 1),
  "Response time": () => 3,
  Steps: ({ capacity }) => capacity?.steps.length ?? 0,
  Spike: ({ spike }) => (spike === undefined ? 0 : 3),
};

function doneIn({ before, spike, after }: NonNullable<RunSummary["spike"]>): number {
  return before.done + spike.done + after.done;
}

function isOfBase({ resource, op }: OperationRow): boolean {
  return runs.load.summary.operations.some((row) => row.resource === resource && row.op === op);
}

const ONE: (run: RunSummary, expr: string) => Size = () => 1;
const QUERIES = panelQueries();

async function expectSizes(dashboard: string, sizes: Sizes, run: Run, values: Values): Promise<void> {
  const queries = QUERIES.filter((query) => query.dashboard === dashboard);
  expect(queries.length).toBeGreaterThan(3);
  for (const query of queries) {
    const found = await ask(query, values);
    const size = (sizes[query.panel] ?? ONE)(run.summary, query.expr);
    const [least, most] = typeof size === "number" ? [size, size] : size;
    const about = `${dashboard}, ${query.panel}: ${query.expr}`;
    expect(found.length, about).toBeGreaterThanOrEqual(least);
    expect(found.length, about).toBeLessThanOrEqual(most);
    for (const { values: points } of found) {
      expect(points.length, about).toBeGreaterThan(0);
      for (const [, value] of points) expect(Number(value), about).toBeGreaterThanOrEqual(-1);
    }
  }
}

/** Sum over the series of one of the dashboards' own queries. */
async function sumOf(dashboard: string, panel: string, values: Values, which = 0): Promise<number> {
  const query = QUERIES.filter((one) => one.dashboard === dashboard && one.panel === panel)[which];
  if (query === undefined) throw new Error(`no such panel: ${dashboard}, ${panel}`);
  return (await ask(query, values)).reduce((sum, { values: [point] }) => sum + Number(point?.[1]), 0);
}

describe.skipIf(missing !== undefined)(`with Prometheus${missing === undefined ? "" : ` (${missing})`}`, () => {
  test("every dashboard and panel is looked at", () => {
    const names = [...new Set(QUERIES.map(({ dashboard }) => dashboard))].sort();
    expect(names).toEqual(["by-operation", "compare-runs", "load-progress", "run-overview", "steered-runs"]);
  });

  test.each(["load", "native", "readwrite"] as const)("the overview of a run answers: %s", async (which) => {
    await expectSizes("run-overview", OVERVIEW, runs[which], { run: runs[which].name });
  });

  test.each(["load", "native", "readwrite"] as const)("a run by operation answers: %s", async (which) => {
    await expectSizes("by-operation", BY_OPERATION, runs[which], { run: runs[which].name });
  });

  test("the progress of a load answers", async () => {
    await expectSizes("load-progress", LOAD_PROGRESS, runs.load, { run: runs.load.name });
  });

  test("two runs side by side answer, with histograms on one side only", async () => {
    const values = { base: runs.load.name, run: runs.native.name, phase: "load" };
    await expectSizes("compare-runs", COMPARE, runs.native, values);
  });

  test.each(STEERED_PHASES)("what a run that sets the rate found answers: %s", async (phase) => {
    const { name, summary } = runs[phase];
    await expectSizes("steered-runs", STEERED, runs[phase], { run: name });
    const { capacity, spike } = summary;
    if (capacity !== undefined) expect(await sumOf("steered-runs", "Takes", { run: name })).toBe(capacity.perSecond);
    if (spike !== undefined) expect(await sumOf("steered-runs", "Spike", { run: name }, 1)).toBe(doneIn(spike));
  });

  test("variables offer the runs, phases, resources and operations that there are", async () => {
    for (const { label, match } of variables()) {
      const filledMatch = filled(match, { run: runs.readwrite.name, base: runs.load.name });
      const found = await prometheus.labelValues(
        label,
        filledMatch.includes("{") ? filledMatch : `{__name__="${filledMatch}"}`,
      );
      expect(found.length, match).toBeGreaterThan(0);
      if (label === "run") expect(found).toEqual(expect.arrayContaining(Object.values(runs).map(({ name }) => name)));
      if (label === "op") expect(found).toHaveLength(distinct(runs.readwrite.summary.operations, "op"));
      if (label === "resource") expect(found).toHaveLength(distinct(runs.readwrite.summary.operations, "resource"));
    }
  });

  test("phases are annotated for as long as they ran, and the stop rule where it fired", async () => {
    const annotations = annotationQueries();
    for (const query of annotations.filter(({ panel }) => panel === "Phases")) {
      const [phase, ...more] = await ask(query, { run: runs.readwrite.name });
      expect(more).toEqual([]);
      expect(phase?.metric.phase).toBe("readwrite");
      expect(phase?.values.length).toBeGreaterThanOrEqual(9);
      expect(phase?.values.length).toBeLessThan(20);
    }
    for (const query of annotations.filter(({ panel }) => panel === "Stop rules")) {
      const found = await ask(query, { run: runs.stopped.name });
      expect(found.map(({ metric }) => metric.rule)).toEqual(["p95>300ms/2s"]);
      expect(await ask(query, { run: runs.load.name })).toEqual([]);
    }
  });

  test.each(["load", "native", "readwrite"] as const)("totals agree with summary.json: %s", async (which) => {
    const { name, summary } = runs[which];
    const values = { run: name };
    expect(await sumOf("run-overview", "Requests", values)).toBe(summary.requests);
    expect(await sumOf("run-overview", "Verdict", values)).toBe(0);
    expect(await sumOf("run-overview", "Failures", values)).toBe(summary.failures);
    expect(await sumOf("run-overview", "Tokens", values)).toBe(summary.tokens.issued);
    expect(await sumOf("run-overview", "Response time, p95", values)).toBeCloseTo(summary.latencyMs.p95 / 1000, 6);
    const all = { expr: `sum(last_over_time(k6_http_reqs_total{run="$run", ${COUNTED}}[$__range]))`, instant: true };
    expect(Number((await ask(all, values))[0]?.values[0]?.[1])).toBe(summary.requests);
    if (summary.load === undefined) return;
    expect(await sumOf("load-progress", "Items", values, 0)).toBe(summary.load.planned);
    expect(await sumOf("load-progress", "Items", values, 1)).toBe(summary.load.created + summary.load.present);
    expect(await sumOf("load-progress", "Missing", values)).toBe(summary.load.missing);
    expect(await sumOf("load-progress", "Retries", values)).toBe(summary.load.repeats);
  });

  test.each(["load", "native", "readwrite"] as const)("so do the figures of each operation: %s", async (which) => {
    const { name, summary, native } = runs[which];
    const columns = QUERIES.filter(({ dashboard, panel }) => dashboard === "by-operation" && panel === "Operations");
    const [requests, failures, median, p95] = await Promise.all(
      columns.map(async (query) => {
        const found = await ask(query, { run: name });
        return new Map(
          found.map(({ metric, values: [point] }) => [`${metric.op} ${metric.resource}`, Number(point?.[1])]),
        );
      }),
    );
    const statuses = {
      expr: 'count by (resource, op) (last_over_time(k6_http_reqs_total{run="$run"}[$__range]))',
      instant: true,
    };
    const single = new Set(
      (await ask(statuses, { run: name }))
        .filter(({ values: [point] }) => point?.[1] === "1")
        .map(({ metric }) => `${metric.op} ${metric.resource}`),
    );
    const samples = new Map<string, number[]>();
    if (native) {
      await readLatencies(clone.file(NATIVE_CSV), ({ ms, name }) => {
        const { op, resource } = callOf(name) ?? {};
        const key = `${op} ${resource}`;
        samples.set(key, [...(samples.get(key) ?? []), ms]);
      });
    }
    for (const row of summary.operations) {
      const key = `${row.op} ${row.resource}`;
      expect(requests?.get(key), key).toBe(row.requests);
      expect(failures?.get(key), key).toBe(row.failures);
      if (!single.has(key)) continue;
      if (native) {
        const sorted = (samples.get(key) ?? []).sort((a, b) => a - b);
        expect(sorted, key).toHaveLength(row.requests);
        expectInBuckets(median?.get(key), sorted, 0.5, `${key}, median`);
        expectInBuckets(p95?.get(key), sorted, 0.95, `${key}, p95`);
        continue;
      }
      // Ours are at most 0.7 % off.
      const tolerance = 0.01;
      expect(ratio(median?.get(key), row.latencyMs.p50), key).toBeCloseTo(1, -Math.log10(2 * tolerance));
      expect(ratio(p95?.get(key), row.latencyMs.p95), key).toBeCloseTo(1, -Math.log10(2 * tolerance));
    }
  });

  test("a run that was aborted says so", async () => {
    expect(await sumOf("run-overview", "Verdict", { run: runs.stopped.name })).toBe(3);
  });

  test("each run sends one notice at its start and one at its end", () => {
    const titles = channels.titles().map((title) => title.replace(/^Ed-Fi load test: |, profile smoke$/g, ""));
    const passed = (phase: string) => [`STARTED: ${phase}`, expect.stringMatching(`^PASS( with warnings)?: ${phase}$`)];
    const stopped = ["STARTED: load", "ABORTED: load"];
    const steered = STEERED_PHASES.flatMap((phase) => [
      `STARTED: ${phase}`,
      expect.stringMatching(`^[A-Z]+( with warnings)?: ${phase}$`),
    ]);
    expect(titles).toEqual([...passed("load"), ...passed("readwrite"), ...steered, ...passed("load"), ...stopped]);
    expect(channels.mails()).toBe(titles.length);
  });

  test("no notice and no series has a secret or a token in it", async () => {
    const all = await Promise.all(
      Object.values(runs).map(({ name }) => prometheus.query(`last_over_time({run="${name}"}[1h])`, to)),
    );
    const told = [...channels.texts(), JSON.stringify(all.map((found) => found.map(({ metric }) => metric)))];
    expect(all.every((found) => found.length > 100)).toBe(true);
    for (const secret of [...CHANNEL_SECRETS, TOKEN, sandbox.clientSecret, "Bearer ", "eyJ"]) {
      for (const text of told) expect(text).not.toContain(secret);
    }
  });

  test("labels are few: those of the run, the user's, and no address", async () => {
    const found = await prometheus.query(`last_over_time(k6_http_reqs_total{run="${runs.load.name}"}[1h])`, to);
    const labels = new Set(found.flatMap(({ metric }) => Object.keys(metric)));
    const expected = "__name__ label_build name op phase profile resource run scenario status";
    expect([...labels].sort().join(" ")).toBe(expected);
    expect(found.every(({ metric }) => metric.label_build === "17" && metric.profile === "smoke")).toBe(true);
  });

  test("the folder of a run holds no series and no address of Prometheus but in its settings", () => {
    const folder = join(clone.root, "results", runs.load.name);
    const manifest = readJson<{ settings: Record<string, { value: string }> }>(folder, "manifest.json");
    expect(manifest.settings.PROMETHEUS_URL?.value).toBe(prometheus.url);
  });
});
