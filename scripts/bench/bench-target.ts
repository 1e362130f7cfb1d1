/** A sandbox without limits, in a process of its own, and k6 with our bundles as the runner starts them. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createCleanupStack } from "../../src/cli/cleanup-stack.ts";
import { addressesOf, writeAddresses } from "../../src/lib/contracts/addresses.ts";
import { writeWork } from "../../src/lib/contracts/load-work.ts";
import { WORK_FILE } from "../../src/lib/contracts/run-files.ts";
import { type DependencyRow, parseDependencyRows } from "../../src/lib/edfi/dependency-rows.ts";
import type { LoadPlan } from "../../src/lib/plan/load-plan.ts";
import { rangesLeft } from "../../src/lib/plan/ranges.ts";
import { givenWork } from "../../src/phases/load/given-work.ts";
import { JournalTail } from "../../src/phases/load/journal-tail.ts";
import { type EngineHost, runEngine } from "../../src/run/engine/engine.ts";
import type { EngineOptions } from "../../src/run/engine/engine-options.ts";
import type { LevelBarrier } from "../../src/run/engine/level-gate.ts";
import { createRunToken } from "../../src/run/engine/run-token.ts";
import type { LedgerReport, RequestRow } from "../../src/sandbox/ledger/ledger.ts";
import { readEnvFile } from "../../src/settings/env-file/env-file.ts";
import { PROJECT_ROOT } from "../../src/settings/root.ts";
import { nextJournalName } from "../../src/store/journal/journal-files.ts";
import { createRunFolder, type RunFolder } from "../../src/store/run-folder.ts";
import { discoverTarget } from "../../src/target/discover-target.ts";
import { type SandboxProcess, startSandbox } from "../../src/target/sandbox-process.ts";
import { type BenchPlan, environmentOf, planOf, type Sizes } from "./bench-plan.ts";
import { benchSettings } from "./bench-settings.ts";
import type { Sample } from "./pairs.ts";
import { costOf, start } from "./process-cost.ts";

export interface BenchLoad {
  readonly exitCode: number;
  readonly durationMs: number;
  /** Path of the journal. */
  readonly journal: string;
}

/** The runner's setting of Go's garbage collection, the same for all scripts that are compared. */
export const GOGC = "200";

export interface BenchStart {
  readonly folder: RunFolder;
  /** Name of the file in the folder. */
  readonly journal: string;
  /** In dist/run. */
  readonly script: string;
  readonly options: readonly EngineOptions[];
  readonly environment: Readonly<Record<string, string>>;
  readonly started?: (pid: number) => void;
}

/** At the last border between dependency levels, where all VUs wait. */
export interface Pause {
  /** Of k6's command line. */
  readonly args: readonly string[];
  readonly work: () => Promise<void>;
}

export interface BenchTarget {
  readonly dataUrl: string;
  /** Of its dependencies. */
  readonly rows: readonly DependencyRow[];
  /** @param targetData what documents of the target add */
  planFor(sizes: Sizes, targetData?: string): BenchPlan;
  token(): Promise<string>;
  /** Of the newest load. */
  lastFolder(): string;
  /** Tokens that the run's broker asked for. */
  tokensIssued(): number;
  /** One start of k6. @param more of the environment, such as a duration */
  load(plan: BenchPlan, vus: number, more?: Readonly<Record<string, string>>, pause?: Pause): Promise<BenchLoad>;
  createFolder(phase: string): RunFolder;
  /** @returns k6's exit code */
  runK6(start: BenchStart): Promise<number>;
  /** Runs a plain script. @param file of test/bench, or an absolute path */
  runPlain(file: string, environment: Readonly<Record<string, string>>): Promise<void>;
  /** Requests to resources since `resetLedger`. */
  ledger(): Promise<readonly RequestRow[]>;
  resetLedger(): Promise<void>;
  /** What `run` costs k6. @param warmUp requests after which the measured part begins */
  measure(run: () => Promise<unknown>, warmUp?: number): Promise<Sample>;
  close(): Promise<void>;
}

async function startBenchTarget(k6Path: string): Promise<BenchTarget> {
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
  const createFolder = (phase: string): RunFolder => createRunFolder(directory, "bench", phase, new Date());
  const broker = token.broker();
  const addresses = writeAddresses(addressesOf(discovery.urls, ""));
  const settingsOf = (values: BenchStart["environment"]) => benchSettings({ API_BASE_URL: sandbox.baseUrl, ...values });
  const runK6 = ({ script, environment, ...start }: BenchStart): Promise<number> =>
    runEngine(hostOf(start), {
      k6Path,
      environment: { GOGC, ...addresses, ...environment, ...settingsOf(environment) },
      broker,
      cleanup,
      script: join(PROJECT_ROOT, "dist/run", script),
      verbose: false,
    });
  return {
    createFolder,
    runK6,
    ...createMeter(sandbox.adminUrl),
    runPlain: plainRunner(k6Path, discovery.urls.dataManagementApi, () => broker.tokens.current()),
    lastFolder: () => lastFolder,
    dataUrl: discovery.urls.dataManagementApi,
    rows,
    planFor: (sizes, targetData) => planOf(sizes, rows, targetData),
    token: () => broker.tokens.current(),
    tokensIssued: () => broker.statistics().issued,
    load: async ({ sizes, dataset, plan }, vus, more = {}, pause) => {
      const folder = createFolder("load");
      lastFolder = folder.path;
      const ranges = rangesLeft(plan.items, () => false);
      folder.write(WORK_FILE, writeWork(givenWork(dataset, plan, ranges)));
      const journal = nextJournalName(folder.path);
      const tail = new JournalTail(folder.file(journal), plan.segments, ranges);
      broker.useBarrier(barrierOf(plan, tail, pause));
      const environment = { ...environmentOf(sizes), VUS_LOAD_PHASE: String(vus), ...more };
      const startedMs = Date.now();
      const exitCode = await runK6({
        folder,
        journal,
        script: "load.js",
        options: [{ arguments: pause?.args ?? [] }],
        environment,
      });
      tail.stop();
      return { exitCode, durationMs: Date.now() - startedMs, journal: folder.file(journal) };
    },
    close: async () => {
      await cleanup.run();
      await sandbox.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function hostOf({ folder, journal, options, started }: Omit<BenchStart, "script" | "environment">): EngineHost {
  return {
    folder,
    journal,
    engineOptions: async () => options,
    started: started ?? (() => undefined),
    engineOutput() {},
    storageFailed: (reason) => console.error(reason),
    onAbort() {},
  };
}

function barrierOf({ segments }: LoadPlan, tail: JournalTail, pause: Pause | undefined): LevelBarrier {
  return async (level) => {
    const missing = await tail.waitForLevel(level);
    if (level === segments.at(-1)?.level) await pause?.work();
    return missing;
  };
}

function plainRunner(k6Path: string, DATA_URL: string, token: () => Promise<string>): BenchTarget["runPlain"] {
  return async (file, environment) => {
    const script = resolve(PROJECT_ROOT, "test/bench", file);
    const args = ["run", "--no-usage-report", "--no-color", script];
    const { code, output } = await start(k6Path, args, { DATA_URL, TOKEN: await token(), GOGC, ...environment }).ended;
    if (code !== 0) throw new Error(`${script}: k6 ended with ${code}: ${output}`);
  };
}

function createMeter(adminUrl: string): Pick<BenchTarget, "ledger" | "resetLedger" | "measure"> {
  const url = `${adminUrl}/ledger`;
  const ledger = async (): Promise<RequestRow[]> => {
    const { requests } = (await (await fetch(url)).json()) as LedgerReport;
    return requests.filter(({ route }) => route.startsWith("/data/"));
  };
  const resetLedger = async (): Promise<void> => void (await fetch(url, { method: "DELETE" }));
  return {
    ledger,
    resetLedger,
    measure: async (run, warmUp = 0) => {
      await resetLedger();
      let startRequests = 0;
      const isWarm = async (): Promise<boolean> => {
        const sent = (await ledger()).reduce((sum, { count }) => sum + count, 0);
        if (sent >= warmUp) startRequests = sent;
        return sent >= warmUp;
      };
      const cost = await costOf(run, warmUp === 0 ? undefined : isWarm);
      const requests: Record<string, number> = {};
      for (const { method, count } of await ledger()) requests[method] = (requests[method] ?? 0) + count;
      return { ...cost, requests, startRequests };
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

/** Gives the target to some work and closes it. */
export async function withTarget<T>(k6Path: string, work: (target: BenchTarget) => Promise<T>): Promise<T> {
  const target = await startBenchTarget(k6Path);
  try {
    return await work(target);
  } finally {
    await target.close();
  }
}
