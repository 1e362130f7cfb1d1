/** What the readwrite phase costs beside a plain script that sends the same kinds of requests. */

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { formatCount, formatNumber } from "../../src/base/figures.ts";
import { writePlan } from "../../src/phases/readwrite/write-plan.ts";
import { MeasurementReader } from "../../src/run/measurements/journal-lines.ts";
import { PROJECT_ROOT } from "../../src/settings/root.ts";
import { nextJournalName } from "../../src/store/journal/journal-files.ts";
import { DEV } from "./bench-plan.ts";
import { type BenchTarget, withTarget } from "./bench-target.ts";
import type { Figure } from "./figure.ts";
import { costOf, ended, median } from "./process-cost.ts";
import { loadedItems, minimalWork, readwritePlan } from "./readwrite-work.ts";

const FOLDER = join(PROJECT_ROOT, "dist/bench");
/** The runner's; the same on both sides. */
const GOGC = "200";
const SIZES = { ...DEV, students: 400, staff: 60 };

interface Sample {
  /** CPU of the k6 process per request. */
  readonly microseconds: number;
  readonly bytes: number;
}

/** VUS, SECONDS and ROUNDS in the environment replace the usual ones: `VUS=10,100`. */
export function readwriteCost(k6Path: string): Promise<Figure[]> {
  const { VUS = "10,100,1000", SECONDS = "15", ROUNDS = "3" } = process.env;
  return withTarget(k6Path, async (target) => {
    const bench = target.planFor(SIZES);
    const items = loadedItems(bench, (await target.load(bench, 20)).journal);
    const figures: Figure[] = [];
    for (const vus of VUS.split(",").map(Number)) {
      const plan = readwritePlan(bench, items, vus, Number(SECONDS));
      const file = join(FOLDER, "readwrite-work.json");
      mkdirSync(FOLDER, { recursive: true });
      writeFileSync(file, JSON.stringify(minimalWork(bench, items, plan)));
      const sides = {
        ours: () => sample(() => runReadwrite(target, plan)),
        plain: () => sample(() => runMinimal(k6Path, target, { WORK_FILE: file, VUS: String(vus), SECONDS })),
      };
      figures.push(...(await comparePairs(sides, Number(ROUNDS), vus)));
    }
    return figures;
  });
}

/** @param run gives the number of requests */
async function sample(run: () => Promise<number>): Promise<Sample> {
  const { result, cpuSeconds, peakBytes } = await costOf(run);
  return { microseconds: (cpuSeconds * 1e6) / result, bytes: peakBytes };
}

async function runReadwrite(target: BenchTarget, plan: ReturnType<typeof readwritePlan>): Promise<number> {
  const folder = target.createFolder("readwrite");
  writePlan(folder, { ...plan, startedMs: Date.now() });
  const journal = nextJournalName(folder.path);
  const exitCode = await target.runK6({ folder, journal, script: "readwrite.js", options: [], environment: { GOGC } });
  if (exitCode !== 0) throw new Error(`k6 ended with ${exitCode}: ${readFileSync(folder.file("k6.log"), "utf8")}`);
  const reader = new MeasurementReader();
  const lines = readFileSync(folder.file(journal), "utf8").split("\n");
  return lines.reduce((sum, line) => sum + (reader.read(line)?.measurement.requests ?? 0), 0);
}

async function runMinimal(
  k6Path: string,
  target: BenchTarget,
  environment: Readonly<Record<string, string>>,
): Promise<number> {
  const SUMMARY_FILE = join(FOLDER, "readwrite-summary.json");
  const script = join(PROJECT_ROOT, "test/bench/minimal-readwrite.js");
  const own = { SUMMARY_FILE, DATA_URL: target.dataUrl, TOKEN: await target.token(), GOGC };
  await ended(k6Path, ["run", "--no-usage-report", "--no-color", script], { ...environment, ...own });
  const { requests, failed } = JSON.parse(readFileSync(SUMMARY_FILE, "utf8")) as Record<"requests" | "failed", number>;
  if (failed > 0) throw new Error(`${failed} checks of ${script} failed`);
  return requests;
}

async function comparePairs(
  { ours, plain }: Readonly<Record<"ours" | "plain", () => Promise<Sample>>>,
  rounds: number,
  vus: number,
): Promise<Figure[]> {
  const pairs: (readonly [Sample, Sample])[] = [];
  for (let round = 0; round < rounds; round++) {
    // The order alternates, against drift.
    const first = round % 2 === 0 ? await ours() : undefined;
    const base = await plain();
    pairs.push([first ?? (await ours()), base]);
  }
  const figure = (what: string, of: (one: Sample) => number, limit: number, unit: string): Figure => {
    const ratios = pairs.map(([one, other]) => of(one) / of(other));
    const middle = (side: 0 | 1): string => `${formatCount(median(pairs.map((pair) => of(pair[side]))))} ${unit}`;
    const spread = `${formatNumber(Math.min(...ratios))} to ${formatNumber(Math.max(...ratios))}`;
    return {
      name: `${what} of readwrite with ${vus} VUs, compared with a plain script`,
      value: median(ratios),
      unit: "x",
      limit,
      note: `median of ${rounds} pairs (${spread}): ${middle(0)} and ${middle(1)}`,
    };
  };
  return [
    figure("CPU per request", ({ microseconds }) => microseconds, 1.3, "us"),
    figure("Memory", ({ bytes }) => bytes / 1e6, 1.5, "MB"),
  ];
}
