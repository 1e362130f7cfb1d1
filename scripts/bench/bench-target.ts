/** A sandbox without limits, and k6 with our bundles against it as the runner starts them. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createCleanupStack } from "../../src/cli/cleanup-stack.ts";
import { writeWork } from "../../src/lib/contracts/load-work.ts";
import { WORK_FILE } from "../../src/lib/contracts/run-files.ts";
import { parseDependencyRows } from "../../src/lib/edfi/dependency-rows.ts";
import { rangesLeft } from "../../src/lib/plan/ranges.ts";
import { JournalTail } from "../../src/phases/load/journal-tail.ts";
import { runEngine } from "../../src/run/engine/engine.ts";
import type { EngineOptions } from "../../src/run/engine/engine-options.ts";
import { createRunToken } from "../../src/run/engine/run-token.ts";
import { readEnvFile } from "../../src/settings/env-file/env-file.ts";
import { PROJECT_ROOT } from "../../src/settings/root.ts";
import { nextJournalName } from "../../src/store/journal/journal-files.ts";
import { createRunFolder, type RunFolder } from "../../src/store/run-folder.ts";
import { discoverTarget } from "../../src/target/discover-target.ts";
import { type SandboxProcess, startSandbox } from "../../src/target/sandbox-process.ts";
import { type BenchPlan, environmentOf, planOf, type Sizes } from "./bench-plan.ts";

export interface BenchLoad {
  readonly exitCode: number;
  readonly durationMs: number;
  /** Path of the journal. */
  readonly journal: string;
}

export interface BenchStart {
  readonly folder: RunFolder;
  /** Name of the file in the folder. */
  readonly journal: string;
  /** In dist/run. */
  readonly script: string;
  readonly options: readonly EngineOptions[];
  readonly environment: Readonly<Record<string, string>>;
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
  createFolder(phase: string): RunFolder;
  /** @returns k6's exit code */
  runK6(start: BenchStart): Promise<number>;
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
  const runK6 = ({ folder, journal, script, options, environment }: BenchStart): Promise<number> =>
    runEngine(
      {
        folder,
        journal,
        engineOptions: async () => options,
        started() {},
        engineOutput() {},
        storageFailed: (reason) => console.error(reason),
        onAbort() {},
      },
      {
        k6Path,
        environment: { API_BASE_URL: sandbox.baseUrl, ...environment },
        broker,
        cleanup,
        script: join(PROJECT_ROOT, "dist/run", script),
        verbose: false,
      },
    );
  return {
    createFolder,
    runK6,
    lastFolder: () => lastFolder,
    dataUrl: discovery.urls.dataManagementApi,
    planFor: (sizes) => planOf(sizes, rows),
    token: () => broker.tokens.current(),
    tokensIssued: () => broker.statistics().issued,
    load: async ({ sizes, plan }, vus, more = {}) => {
      const folder = createFolder("load");
      lastFolder = folder.path;
      const ranges = rangesLeft(plan.items, () => false);
      folder.write(WORK_FILE, writeWork({ ...plan, ranges }));
      const journal = nextJournalName(folder.path);
      const tail = new JournalTail(folder.file(journal), plan.segments, ranges);
      broker.useBarrier((level) => tail.waitForLevel(level));
      const environment = { ...environmentOf(sizes), VUS_LOAD_PHASE: String(vus), ...more };
      const startedMs = Date.now();
      const exitCode = await runK6({ folder, journal, script: "load.js", options: [], environment });
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
