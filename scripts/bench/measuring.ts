/** Candidates for measuring in k6, compared: what each costs, how exact it is, and what a killed k6 loses. */

import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { formatCount, formatNumber, formatShare } from "../../src/base/figures.ts";
import { markdownTable } from "../../src/base/table.ts";
import { BIN_ERROR, binOf, msOfBin } from "../../src/lib/measure/latency-bins.ts";
import { quantileOf } from "../../src/results/stats/percentile.ts";
import { BENCH_FOLDER } from "./bench-plan.ts";
import { GOGC } from "./bench-target.ts";
import { bundle } from "./bundle.ts";
import { readLatencies } from "./csv.ts";
import type { BenchOptions, Measured } from "./figure.ts";
import { costOf, memoryOf, start } from "./process-cost.ts";
import { METRICS_PATH, type Responder, startResponder } from "./responder.ts";

const VUS = 10;
const QUANTILES = [0.5, 0.95, 0.99];
/** The first look at memory is at this share of the requests. */
const FIRST_SHARE = 0.1;
const LOOK_MS = 10;

const CSV = join(BENCH_FOLDER, "measuring.csv");
const LINES = join(BENCH_FOLDER, "measuring.log");
const RECORD = join(BENCH_FOLDER, "measuring.ndjson");
const FLAT = ["--summary-mode=disabled", "--no-thresholds"];

interface Scale {
  /** What stands for a latency. */
  readonly round: (ms: number) => number;
  /** Largest relative error of it. */
  readonly error: number;
}

const EXACT: Scale = { round: (ms) => ms, error: 0 };
const OUR_BINS: Scale = { round: (ms) => msOfBin(binOf(ms)), error: BIN_ERROR };
/** Eight bins for each doubling: the native histograms of k6's remote write (factor 1.1), and OTLP's 160 bins. */
const NATIVE_BINS: Scale = {
  round: (ms) => 2 ** ((Math.floor(8 * Math.log2(ms)) + 0.5) / 8),
  error: 2 ** (1 / 16) - 1,
};

interface Candidate {
  readonly name: string;
  readonly what: string;
  readonly arguments: readonly string[];
  readonly environment?: (url: string) => Record<string, string>;
  /** It sends metrics to the responder. */
  readonly pushes?: boolean;
  readonly scale?: Scale;
  /** Counts the requests that its file holds after k6 was killed. */
  readonly kept?: () => Promise<number>;
  /** What a killed k6 loses, where no file tells. */
  readonly loses?: string;
}

const CANDIDATES: readonly Candidate[] = [
  { name: "bare", what: "nothing: the script without any measuring", arguments: FLAT },
  {
    name: "metrics",
    what: "k6's metrics: 2 of our own for each operation, 200 thresholds by tag, summary, web dashboard with tags",
    arguments: ["--out", "web-dashboard"],
    environment: () => ({
      K6_WEB_DASHBOARD_HOST: "127.0.0.1",
      K6_WEB_DASHBOARD_PORT: "0",
      K6_WEB_DASHBOARD_PERIOD: "1s",
      K6_WEB_DASHBOARD_TAGS: "name,outcome",
      K6_WEB_DASHBOARD_RECORD: RECORD,
    }),
    scale: EXACT,
    loses: "everything but the record: percentiles of each second, by a single tag",
  },
  {
    name: "lines",
    what: "a journal line for each operation, with the bin of its latency (chosen)",
    arguments: [...FLAT, `--console-output=${LINES}`],
    scale: OUR_BINS,
    kept: async () => journalLines().filter((line) => /^w \d+ \d+ \w+ \d+$/.test(line)).length,
  },
  {
    name: "batches",
    what: "a line for each VU and second, with all its bins",
    arguments: [...FLAT, `--console-output=${LINES}`],
    scale: OUR_BINS,
    kept: async () => journalLines().reduce((sum, line) => sum + countOfBatch(line), 0),
  },
  {
    name: "prometheus",
    what: "a trend by resource and operation, k6's remote write with native histograms each second",
    arguments: [...FLAT, "--out", "experimental-prometheus-rw"],
    environment: (url) => ({
      K6_PROMETHEUS_RW_SERVER_URL: url,
      K6_PROMETHEUS_RW_TREND_AS_NATIVE_HISTOGRAM: "true",
      K6_PROMETHEUS_RW_PUSH_INTERVAL: "1s",
    }),
    pushes: true,
    scale: NATIVE_BINS,
    loses: "what came after the last push (1 s)",
  },
  {
    name: "otlp",
    what: "the same trend, k6's OpenTelemetry output each second",
    arguments: [...FLAT, "--out", "opentelemetry"],
    environment: (url) => ({
      K6_OTEL_EXPORTER_PROTOCOL: "http/protobuf",
      K6_OTEL_HTTP_EXPORTER_INSECURE: "true",
      K6_OTEL_HTTP_EXPORTER_ENDPOINT: new URL(url).host,
      K6_OTEL_HTTP_EXPORTER_URL_PATH: METRICS_PATH,
      K6_OTEL_EXPORT_INTERVAL: "1s",
      OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION: "base2_exponential_bucket_histogram",
    }),
    pushes: true,
    scale: NATIVE_BINS,
    loses: "what came after the last export (1 s)",
  },
  {
    name: "csv",
    what: "k6's CSV output: a line for each sample, about ten for each request",
    arguments: [...FLAT, "--out", `csv=${CSV}`],
    environment: () => ({ K6_CSV_SAVE_INTERVAL: "1s" }),
    scale: EXACT,
    kept: async () => (await latencies()).length,
  },
];

interface Sample {
  readonly microseconds: number;
  readonly firstBytes: number;
  readonly lastBytes: number;
}

export async function compareMeasuring(k6Path: string, options: BenchOptions): Promise<Measured> {
  const { requests = 100_000, rounds = 2 } = options;
  mkdirSync(BENCH_FOLDER, { recursive: true });
  const responder = await startResponder();
  const bench = { k6Path, script: await bundle("measuring"), responder, requests };
  const samples = new Map<Candidate, Sample[]>(CANDIDATES.map((candidate) => [candidate, []]));
  try {
    for (let round = 0; round < rounds; round++) {
      for (const candidate of CANDIDATES) samples.get(candidate)?.push(await measure(bench, candidate));
    }
    const exact = await latencies();
    const rows: string[][] = [];
    for (const candidate of CANDIDATES) rows.push(await rowOf(bench, candidate, samples, exact));
    return { figures: [], text: tableOf(rows, requests, rounds) };
  } finally {
    responder.close();
    for (const file of [CSV, LINES, RECORD]) rmSync(file, { force: true });
  }
}

interface Bench {
  readonly k6Path: string;
  readonly script: string;
  readonly responder: Responder;
  readonly requests: number;
}

function startCandidate({ k6Path, script, responder, requests }: Bench, candidate: Candidate) {
  for (const file of [CSV, LINES, RECORD]) rmSync(file, { force: true });
  responder.reset();
  const { name: CANDIDATE, environment = () => ({}) } = candidate;
  const run = { CANDIDATE, DATA_URL: responder.url, REQUESTS: String(requests), VUS: String(VUS), GOGC };
  const args = ["run", "--no-usage-report", "--no-color", "--log-format=raw", ...candidate.arguments, script];
  return start(k6Path, args, { ...run, ...environment(responder.url + METRICS_PATH) });
}

async function measure(bench: Bench, candidate: Candidate): Promise<Sample> {
  let [firstBytes, lastBytes] = [0, 0];
  const { cpuSeconds } = await costOf(async () => {
    const { child, ended } = startCandidate(bench, candidate);
    const timer = setInterval(() => {
      lastBytes = Math.max(lastBytes, memoryOf(child.pid ?? 0).peakBytes);
      if (bench.responder.count < FIRST_SHARE * bench.requests) firstBytes = lastBytes;
    }, LOOK_MS);
    const { code, output } = await ended;
    clearInterval(timer);
    if (code !== 0) throw new Error(`${candidate.name}: k6 ended with ${code}: ${output}`);
    if (candidate.pushes === true && bench.responder.pushes === 0) throw new Error(`no metrics came: ${output}`);
  });
  return { microseconds: (cpuSeconds * 1e6) / bench.requests, firstBytes, lastBytes };
}

/** Kills k6 in the middle. @returns how many of the requests that were answered its file does not hold */
async function lostWhenKilled(bench: Bench, candidate: Candidate): Promise<string> {
  if (candidate.kept === undefined) return candidate.loses ?? "-";
  const { child, ended } = startCandidate(bench, candidate);
  while (bench.responder.count < bench.requests / 2 && child.exitCode === null) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  child.kill("SIGKILL");
  await ended;
  const { count } = bench.responder;
  return `${formatCount(count - (await candidate.kept()))} of ${formatCount(count)} requests`;
}

async function rowOf(
  bench: Bench,
  candidate: Candidate,
  all: ReadonlyMap<Candidate, readonly Sample[]>,
  exact: readonly number[],
): Promise<string[]> {
  const samples = all.get(candidate) ?? [];
  const base = all.get(CANDIDATES[0] as Candidate) ?? [];
  const ratios = samples.map(({ microseconds }, round) => microseconds / (base[round]?.microseconds ?? Number.NaN));
  const spread = `${formatNumber(Math.min(...ratios))} to ${formatNumber(Math.max(...ratios))}`;
  const middle = (of: (sample: Sample) => number): number => quantileOf(samples.map(of), 0.5);
  const [first, last] = [middle(({ firstBytes }) => firstBytes), middle(({ lastBytes }) => lastBytes)];
  const growth = (last - first) / ((1 - FIRST_SHARE) * bench.requests);
  return [
    candidate.what,
    `${formatCount(middle(({ microseconds }) => microseconds))} us`,
    `${formatNumber(quantileOf(ratios, 0.5))} x (${spread})`,
    `${formatCount(first / 1e6)} and ${formatCount(last / 1e6)} MB, ${formatCount(growth)} bytes a request`,
    ...errorsOf(candidate.scale, exact),
    await lostWhenKilled(bench, candidate),
  ];
}

/** Here, and at worst. */
function errorsOf(scale: Scale | undefined, exact: readonly number[]): string[] {
  if (scale === undefined) return ["-", "-"];
  const rounded = exact.map(scale.round);
  const errors = QUANTILES.map((q) => Math.abs(quantileOf(rounded, q) / quantileOf(exact, q) - 1));
  return [errors.map(formatShare).join(", "), formatShare(scale.error)];
}

function tableOf(rows: readonly string[][], requests: number, rounds: number): string {
  const [first, last] = [formatCount(FIRST_SHARE * requests), formatCount(requests)];
  const heads = [
    "what is written",
    "CPU per request",
    "compared with nothing",
    `peak memory after ${first} and ${last} requests`,
    "error of p50, p95, p99 here",
    "at worst",
    "lost when k6 is killed",
  ];
  const how =
    `Medians of ${rounds} rounds, ${VUS} VUs, GOGC=${GOGC} for all, 100 pairs of resource and operation, against a\n` +
    "responder on loopback. Errors are against the exact values of every sample, which the CSV output wrote.";
  return `${markdownTable(heads, rows)}\n\n${how}`;
}

function journalLines(): string[] {
  return existsSync(LINES) ? readFileSync(LINES, "latin1").split("\n") : [];
}

/** `b 17 400:2 401:1;18 399:1` holds four requests. */
function countOfBatch(line: string): number {
  return [...line.matchAll(/:(\d+)/g)].reduce((sum, [, count]) => sum + Number(count), 0);
}

async function latencies(): Promise<number[]> {
  const all: number[] = [];
  if (existsSync(CSV)) await readLatencies(CSV, ({ ms }) => all.push(ms));
  return all;
}
