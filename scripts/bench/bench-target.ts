/** A sandbox without limits, and loads of dist/load.js against it as the runner starts them. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createCleanupStack } from "../../src/cli/cleanup-stack.ts";
import { writeWork } from "../../src/lib/contracts/load-work.ts";
import { WORK_FILE } from "../../src/lib/contracts/run-files.ts";
import { createDataset } from "../../src/lib/data/create-dataset.ts";
import type { Dataset } from "../../src/lib/data/dataset.ts";
import { parseDependencyRows } from "../../src/lib/edfi/dependency-rows.ts";
import { buildLoadPlan, type LoadPlan } from "../../src/lib/plan/load-plan.ts";
import { rangesLeft } from "../../src/lib/plan/ranges.ts";
import { JournalTail } from "../../src/phases/load/journal-tail.ts";
import { type EngineStart, runEngine } from "../../src/run/engine/engine.ts";
import { createRunToken } from "../../src/run/engine/run-token.ts";
import { readEnvFile } from "../../src/settings/env-file/env-file.ts";
import { PROJECT_ROOT } from "../../src/settings/root.ts";
import { nextJournalName } from "../../src/store/journal/journal-files.ts";
import { createRunFolder, type RunFolder } from "../../src/store/run-folder.ts";
import { discoverTarget } from "../../src/target/discover-target.ts";
import { type SandboxProcess, startSandbox } from "../../src/target/sandbox-process.ts";

export interface Sizes {
  readonly schools: number;
  readonly students: number;
  readonly staff: number;
  readonly coursesPerSchool: number;
  readonly sectionsPerCourse: number;
}

export const DEV: Sizes = { schools: 10, students: 100, staff: 20, coursesPerSchool: 8, sectionsPerCourse: 1 };
export const PROD: Sizes = {
  schools: 130,
  students: 75_000,
  staff: 12_000,
  coursesPerSchool: 40,
  sectionsPerCourse: 4,
};

export interface BenchPlan {
  readonly sizes: Sizes;
  readonly dataset: Dataset;
  readonly plan: LoadPlan;
}

export interface BenchLoad {
  readonly exitCode: number;
  readonly durationMs: number;
  /** Path of the journal. */
  readonly journal: string;
}

export interface BenchTarget {
  readonly dataUrl: string;
  planFor(sizes: Sizes): BenchPlan;
  token(): Promise<string>;
  /** Of the newest load. */
  lastFolder(): string;
  /** Tokens that the run's broker asked for. */
  tokensIssued(): number;
  /** One start of k6. @param more of the environment, such as a duration */
  load(plan: BenchPlan, vus: number, more?: Readonly<Record<string, string>>): Promise<BenchLoad>;
  close(): Promise<void>;
}

export async function startBenchTarget(k6Path: string): Promise<BenchTarget> {
  const directory = mkdtempSync(join(tmpdir(), "bench-"));
  const sandbox = await startSandbox({
    cliPath: join(PROJECT_ROOT, "dist/cli/sandbox.js"),
    storeDirectory: join(directory, "store"),
    args: ["--claim-set", "SeedLoader", "--rate-limit", "off"],
  });
  const cleanup = createCleanupStack();
  const { discovery } = await discoverTarget(sandbox.baseUrl);
  const token = createRunToken(await installationOf(sandbox, discovery.urls.oauth), cleanup);
  await token.get(discovery.urls.oauth);
  const answer = await fetch(discovery.urls.dependencies);
  const rows = parseDependencyRows(await answer.text()) ?? [];
  let lastFolder = "";
  return {
    lastFolder: () => lastFolder,
    dataUrl: discovery.urls.dataManagementApi,
    planFor: (sizes) => {
      const dataset = createDataset({ seed: 1, datasetId: 1, schoolYear: 2026, ...sizes });
      const everything = { canCreate: () => true, isPresent: () => false, isKnown: () => true };
      return { sizes, dataset, plan: buildLoadPlan(dataset, rows, everything) };
    },
    token: () => token.broker().tokens.current(),
    tokensIssued: () => token.broker().statistics().issued,
    load: ({ sizes, plan }, vus, more = {}) => {
      const folder = createRunFolder(directory, "bench", "load", new Date());
      lastFolder = folder.path;
      const own = { API_BASE_URL: sandbox.baseUrl, VUS_LOAD_PHASE: String(vus) };
      const environment = { ...environmentOf(sizes), ...own, ...more };
      return loadOnce(folder, plan, { k6Path, environment, broker: token.broker(), cleanup });
    },
    close: async () => {
      await cleanup.run();
      await sandbox.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function installationOf(sandbox: SandboxProcess, tokenUrl: string) {
  const client = await readEnvFile(sandbox.clientEnvFile);
  return {
    kind: "sandbox" as const,
    baseUrl: sandbox.baseUrl,
    tokenUrl,
    clientId: client.CLIENT_ID ?? "",
    clientSecret: client.CLIENT_SECRET ?? "",
    adminUrl: sandbox.adminUrl,
  };
}

async function loadOnce(
  folder: RunFolder,
  plan: LoadPlan,
  start: Omit<EngineStart, "script" | "verbose">,
): Promise<BenchLoad> {
  const ranges = rangesLeft(plan.items, () => false);
  folder.write(WORK_FILE, writeWork({ ...plan, ranges }));
  const journal = nextJournalName(folder.path);
  const tail = new JournalTail(folder.file(journal), plan.segments, ranges);
  start.broker.useBarrier((level) => tail.waitForLevel(level));
  const host = { folder, journal, engineOptions: async () => [], started() {}, engineOutput() {}, onAbort() {} };
  const startedMs = Date.now();
  const exitCode = await runEngine(host, { ...start, script: join(PROJECT_ROOT, "dist/load.js"), verbose: false });
  tail.stop();
  return { exitCode, durationMs: Date.now() - startedMs, journal: folder.file(journal) };
}

function environmentOf(sizes: Sizes): Record<string, string> {
  return {
    SEED: "1",
    DATASET_ID: "1",
    SCHOOL_YEAR: "2026",
    SCHOOL_COUNT: String(sizes.schools),
    STUDENT_COUNT: String(sizes.students),
    STAFF_COUNT: String(sizes.staff),
    COURSES_PER_SCHOOL: String(sizes.coursesPerSchool),
    SECTIONS_PER_COURSE: String(sizes.sectionsPerCourse),
  };
}

/** Every body of the plan, in its order. */
export function itemsOf({ dataset, plan }: BenchPlan): { endpoint: string; body: string }[] {
  const usable = new Set(plan.usable);
  const vocabulary = { canUse: (endpoint: string) => usable.has(endpoint) };
  return plan.segments.flatMap(({ endpoint, count }) =>
    Array.from({ length: count }, (_, index) => ({
      endpoint,
      body: JSON.stringify(dataset.body(endpoint, index, vocabulary)),
    })),
  );
}
