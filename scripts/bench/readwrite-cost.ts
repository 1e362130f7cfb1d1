/** What the readwrite phase costs beside a plain script that sends the same kinds of requests. */

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { formatNumber } from "../../src/base/figures.ts";
import { ENGINE_LOG_FILE } from "../../src/lib/contracts/run-files.ts";
import { createItems } from "../../src/lib/data/create-dataset.ts";
import type { MixKind } from "../../src/lib/mix/mix.ts";
import { quantileOf } from "../../src/results/stats/percentile.ts";
import { METRICS_ENVIRONMENT } from "../../src/run/prometheus/outputs.ts";
import { nextJournalName } from "../../src/store/journal/journal-files.ts";
import type { RunFolder } from "../../src/store/run-folder.ts";
import { writePlan } from "../../src/workload/write-plan.ts";
import { BENCH_FOLDER, type BenchPlan, DEV } from "./bench-plan.ts";
import { type BenchStart, type BenchTarget, withTarget } from "./bench-target.ts";
import type { BenchOptions, Figure, Measured } from "./figure.ts";
import { cpuPerRequest, describeRequests, measurePairs, megabytes, type Pair, ratioFigure } from "./pairs.ts";
import { type Items, loadedItems, minimalWork, onlyKinds, readwritePlan } from "./readwrite-work.ts";

const SIZES = { ...DEV, students: 400, staff: 60 };
const LOAD_VUS = 20;
/** Requests of each VU before the measured part: starting a thousand VUs must not decide the cost of a request. */
const WARM_UP_PER_VU = 3;
/** Operations of the mix that are measured alone. A VU deletes only what it created. */
const ALONE: Readonly<Record<string, readonly MixKind[]>> = {
  "read by ID": ["get"],
  "query and page": ["query", "page"],
  create: ["create"],
  update: ["update"],
  "create and delete": ["create", "delete"],
};
const ALONE_VUS = 10;
const ALONE_SECONDS = 8;

export type Plan = ReturnType<typeof readwritePlan>;

export interface Loaded {
  readonly target: BenchTarget;
  readonly bench: BenchPlan;
  readonly items: Items;
}

/** Gives a target that holds a small load to some work. */
export function withLoadedTarget<T>(k6Path: string, work: (loaded: Loaded) => Promise<T>): Promise<T> {
  return withTarget(k6Path, async (target) => {
    const bench = target.planFor(SIZES);
    const items = loadedItems(bench, (await target.load(bench, LOAD_VUS)).journal);
    return work({ target, bench, items });
  });
}

export function readwriteCost(k6Path: string, options: BenchOptions): Promise<Measured> {
  const { vus: list = [10, 100, 1000], seconds = 15, rounds = 3 } = options;
  return withLoadedTarget(k6Path, async (loaded) => {
    const figures: Figure[] = [];
    for (const vus of list) {
      const pairs = await pairsOf(loaded, readwritePlan(loaded.bench, loaded.items, vus, seconds), rounds);
      const name = `CPU per request of readwrite with ${vus} VUs, compared with a plain script`;
      const more = `; start of k6 and its VUs apart: ${startOf(pairs, 0)} and ${startOf(pairs, 1)}`;
      figures.push(ratioFigure(name, pairs, cpuPerRequest, { unit: "us", limit: 1.3, more }), memoryFigure(vus, pairs));
    }
    for (const [name, kinds] of Object.entries(ALONE)) {
      const whole = readwritePlan(loaded.bench, loaded.items, ALONE_VUS, Math.min(seconds, ALONE_SECONDS));
      const pairs = await pairsOf(loaded, onlyKinds(whole, kinds), rounds);
      const more = `; ${describeRequests(pairs)}`;
      figures.push(
        ratioFigure(`The same of ${name} alone, ${ALONE_VUS} VUs`, pairs, cpuPerRequest, { unit: "us", more }),
      );
    }
    return { figures };
  });
}

function startOf(pairs: readonly Pair[], side: 0 | 1): string {
  const seconds = pairs.map((pair) => pair[side].startSeconds);
  return `${formatNumber(quantileOf(seconds, 0.5))} s`;
}

/** With many VUs, what a VU needs decides; with few, what the process needs. */
function memoryFigure(vus: number, pairs: readonly Pair[]): Figure {
  const name = `Memory of readwrite with ${vus} VUs, compared with a plain script`;
  if (vus < 1000) return ratioFigure(name, pairs, megabytes, { unit: "MB", limit: vus === 100 ? 1.5 : undefined });
  const more = pairs.map(([ours, plain]) => (megabytes(ours) - megabytes(plain)) / vus);
  const value = quantileOf(more, 0.5);
  return { name: `${name}: more per VU`, value, unit: "MB", limit: 0.8, note: `${pairs.length} pairs` };
}

function pairsOf(loaded: Loaded, plan: Plan, rounds: number): Promise<Pair[]> {
  const { target } = loaded;
  const { vus, duration } = plan.scenarios.readwrite as { readonly vus: number; readonly duration: string };
  const environment = { WORK_FILE: writeMinimalWork(loaded, plan), VUS: String(vus), DURATION: duration };
  return measurePairs(
    () => target.measure(() => runReadwrite(target, plan), WARM_UP_PER_VU * vus),
    () => target.measure(() => target.runPlain("minimal-readwrite.js", environment), WARM_UP_PER_VU * vus),
    rounds,
  );
}

/** @returns the path of the file */
export function writeMinimalWork({ bench, items }: Loaded, plan: Plan): string {
  const path = join(BENCH_FOLDER, "readwrite-work.json");
  mkdirSync(BENCH_FOLDER, { recursive: true });
  writeFileSync(path, JSON.stringify(minimalWork(bench, items, plan)));
  return path;
}

interface More {
  readonly started?: BenchStart["started"];
  /** Names of further outputs of k6, as `--out` takes them. */
  readonly outputs?: (folder: RunFolder) => readonly string[];
}

/** @returns the path of the journal */
export async function runReadwrite(
  target: BenchTarget,
  plan: Plan,
  { started, outputs = () => [] }: More = {},
): Promise<string> {
  const folder = target.createFolder("readwrite");
  writePlan(folder, createItems(plan.dataset), { ...plan, startedMs: Date.now() });
  const journal = nextJournalName(folder.path);
  const wanted = outputs(folder);
  const environment = wanted.length > 0 ? METRICS_ENVIRONMENT : {};
  const options = [{ outputs: wanted, environment }];
  const start = { folder, journal, script: "readwrite.js", options, environment: {} };
  const exitCode = await target.runK6({ ...start, ...(started === undefined ? {} : { started }) });
  if (exitCode !== 0 && exitCode !== STOPPED) {
    throw new Error(`k6 ended with ${exitCode}: ${readFileSync(folder.file(ENGINE_LOG_FILE), "utf8")}`);
  }
  return folder.file(journal);
}

/** By a signal. */
const STOPPED = 105;
