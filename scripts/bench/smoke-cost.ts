/** What the smoke phase costs beside a plain script that sends the same requests. */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SMOKE_JOURNAL_FILE, SMOKE_ROUNDS_FILE, SMOKE_WORK_FILE } from "../../src/lib/contracts/run-files.ts";
import { writeSmokeWork } from "../../src/lib/contracts/smoke-work.ts";
import { createDataset } from "../../src/lib/data/create-dataset.ts";
import type { Dataset } from "../../src/lib/data/dataset.ts";
import { queryString } from "../../src/lib/edfi/query-string.ts";
import { smokeRoundOf } from "../../src/lib/plan/smoke-round.ts";
import { makeSmokeRounds } from "../../src/lib/plan/smoke-rounds.ts";
import { ROUND_TRIPS_PER_ENDPOINT, smokeDatasetSettings, smokeEndpoints } from "../../src/lib/plan/smoke-selection.ts";
import { BENCH_FOLDER, DEV } from "./bench-plan.ts";
import { type BenchTarget, withTarget } from "./bench-target.ts";
import type { BenchOptions, Measured } from "./figure.ts";
import { cpuPerRequest, describeRequests, measurePairs, megabytes, ratioFigure } from "./pairs.ts";

const SEED = 1;
const YEAR = 2026;

/** Many VUs, each with its own round: the round of one VU lasts no longer than the start of k6. */
export function smokeCost(k6Path: string, { vus: [vus] = [50], rounds = 3 }: BenchOptions): Promise<Measured> {
  return withTarget(k6Path, async (target) => {
    const WORK_FILE = join(BENCH_FOLDER, "smoke-work.json");
    mkdirSync(BENCH_FOLDER, { recursive: true });
    writeFileSync(WORK_FILE, JSON.stringify({ rounds: roundsOf(vus as number) }));
    // Descriptors are there already then, for both.
    await target.load(target.planFor(DEV), 20);
    const environment = { WORK_FILE, VUS: String(vus) };
    const pairs = await measurePairs(
      () => target.measure(() => runSmoke(target, vus as number)),
      () => target.measure(() => target.runPlain("minimal-smoke.js", environment)),
      rounds,
    );
    const name = `of smoke with ${vus} VUs, compared with a plain script`;
    const more = `; ${describeRequests(pairs)}`;
    return {
      figures: [
        ratioFigure(`CPU per request ${name}`, pairs, cpuPerRequest, { unit: "us", more }),
        ratioFigure(`Memory ${name}`, pairs, megabytes, { unit: "MB" }),
      ],
    };
  });
}

const datasetFor = (vu: number): Dataset => createDataset(smokeDatasetSettings(vu, SEED, YEAR));

/** What each VU creates, in order. */
function roundsOf(vus: number): unknown[] {
  return Array.from({ length: vus }, (_, vu) => {
    const dataset = datasetFor(vu + 1);
    const { items } = smokeRoundOf(dataset, new Set(smokeEndpoints(dataset)), false);
    return items.map(({ endpoint, index, body, key }) => ({
      endpoint,
      body: JSON.stringify(body),
      query: queryString(key),
      isRead: index < ROUND_TRIPS_PER_ENDPOINT,
    }));
  });
}

async function runSmoke(target: BenchTarget, vus: number): Promise<void> {
  const folder = target.createFolder("smoke");
  folder.write(SMOKE_WORK_FILE, writeSmokeWork({ byRelationships: [] }));
  folder.write(SMOKE_ROUNDS_FILE, makeSmokeRounds({ vus, datasetFor, more: [], leftOut: [] }));
  const environment = { VUS_SMOKE_PHASE: String(vus), SEED: String(SEED), SCHOOL_YEAR: String(YEAR) };
  const start = { folder, journal: SMOKE_JOURNAL_FILE, script: "smoke.js", options: [], environment };
  const exitCode = await target.runK6(start);
  if (exitCode !== 0) throw new Error(`k6 ended with ${exitCode}, see ${folder.path}`);
}
