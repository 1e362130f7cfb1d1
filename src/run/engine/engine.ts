/** Starts k6 on one bundle and waits for it. */

import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, rmSync } from "node:fs";
import { LoadTestError } from "../../base/errors.ts";
import type { CleanupStack } from "../../cli/cleanup-stack.ts";
import { memoryLimitBytes } from "../../machine/machine-limits.ts";
import { collectorSettings } from "../../results/health/garbage-collection.ts";
import type { RunFolder } from "../../store/run-folder.ts";
import type { EngineWatch } from "../watch/engine-watch.ts";
import { engineTrust, TRUST_FOLDER } from "./engine-trust.ts";
import type { TokenBroker } from "./token-broker.ts";

export interface EngineRun {
  readonly k6Path: string;
  /** Absolute path of a bundle in dist/. */
  readonly script: string;
  readonly folder: RunFolder;
  readonly broker: TokenBroker;
  /** Settings by environment name. No secret belongs here: the broker has the client's. */
  readonly environment: Readonly<Record<string, string>>;
  readonly arguments?: readonly string[];
  /** Name of the console file in the run folder. */
  readonly journal?: string;
  readonly cleanup: CleanupStack;
  /** Shows k6's own output as it comes. */
  readonly verbose: boolean;
  readonly watch?: EngineWatch;
}

export interface EngineResult {
  readonly exitCode: number;
  readonly durationMs: number;
  /** CPU seconds are the caller's to measure by this id while it runs. */
  readonly pid: number;
}

/** Lines that the script printed: outcomes and failures, one each. */
export const JOURNAL_FILE = "journal.log";
export const ENGINE_LOG_FILE = "k6.log";

/** What k6 needs from the environment beside our settings; little else reaches the script. */
const PASSED_ON = [
  "PATH",
  "HOME",
  "TMPDIR",
  "TEMP",
  "SystemRoot",
  "GOGC",
  "GOMEMLIMIT",
  "GOMAXPROCS",
  "SSL_CERT_FILE",
  "SSL_CERT_DIR",
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "NO_PROXY",
  "http_proxy",
  "https_proxy",
  "no_proxy",
];

/** k6's own settings of its outputs; the names of each begin alike. */
const OF_OUTPUTS = ["K6_OTEL_", "K6_INFLUXDB_", "K6_PROMETHEUS_RW_"];

/** After this long k6 has not stopped by itself and is ended. */
const STOP_GRACE_MS = 40_000;

export async function runEngine(run: EngineRun): Promise<EngineResult> {
  const first = await startOnce(run);
  return run.watch?.ended(first.exitCode) === true && !run.cleanup.interrupted ? startOnce(run) : first;
}

async function startOnce(run: EngineRun): Promise<EngineResult> {
  const watched = await run.watch?.prepare();
  const started = Date.now();
  const child = spawn(
    run.k6Path,
    [
      "run",
      "--no-usage-report",
      "--no-color",
      "--secret-source=url",
      `--console-output=${run.folder.file(run.journal ?? JOURNAL_FILE)}`,
      "--log-format=raw",
      ...(watched?.arguments ?? []),
      ...(run.arguments ?? []),
      run.script,
    ],
    {
      cwd: run.folder.path,
      env: { ...engineEnvironment(run), ...engineTrust(run.folder.path, process.env), ...watched?.environment },
      // Its output stays a pipe that is always written to (no --quiet): k6 ends by itself within a second when this
      // process is gone.
      stdio: ["ignore", "pipe", "pipe"],
      // Its own process group: Ctrl-C on the terminal reaches k6 through us, once.
      detached: true,
    },
  );
  keepOutput(child, run);
  const stopped = stopOnInterrupt(child, run);
  if (child.pid !== undefined)
    run.watch?.started(
      child.pid,
      () => child.kill("SIGINT"),
      () => run.broker.openLevels(),
    );
  try {
    const exitCode = await exitOf(child);
    return { exitCode, durationMs: Date.now() - started, pid: child.pid ?? 0 };
  } finally {
    stopped();
    rmSync(run.folder.file(TRUST_FOLDER), { recursive: true, force: true });
  }
}

function engineEnvironment(run: EngineRun): Record<string, string> {
  const environment: Record<string, string> = {
    ...collectorSettings(memoryLimitBytes(), process.env),
    ...run.environment,
    ...secretSource(run.broker),
    LOAD_TEST_RUN_DIR: run.folder.path,
  };
  const ofOutputs = Object.keys(process.env).filter((name) => OF_OUTPUTS.some((prefix) => name.startsWith(prefix)));
  for (const name of [...PASSED_ON, ...ofOutputs]) {
    const value = process.env[name];
    if (value !== undefined) environment[name] = value;
  }
  return environment;
}

/**
 * How k6 asks the broker. In its environment, because a key on the command line shows in the process list, and a file
 * would stay behind when this process is killed.
 */
function secretSource(broker: TokenBroker): Record<string, string> {
  const settings = {
    URL_TEMPLATE: `${broker.url}/{key}`,
    "HEADER_x-broker-key": broker.key,
    REQUESTS_PER_MINUTE_LIMIT: "600000",
    REQUESTS_BURST: "10000",
    TIMEOUT: "120s",
    MAX_RETRIES: "0",
  };
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [`K6_SECRET_SOURCE_URL_${name}`, value]));
}

function keepOutput(child: ChildProcess, run: EngineRun): void {
  const log = createWriteStream(run.folder.file(ENGINE_LOG_FILE));
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      log.write(chunk);
      run.watch?.output(chunk.toString("utf8"));
      if (run.verbose) process.stderr.write(chunk);
    });
  }
  child.once("close", () => log.end());
}

function stopOnInterrupt(child: ChildProcess, { cleanup, broker }: EngineRun): () => void {
  let timer: NodeJS.Timeout | undefined;
  let running = true;
  const end = (): void => {
    if (!running) return;
    child.kill("SIGINT");
    broker.openLevels();
    timer = setTimeout(() => child.kill("SIGKILL"), STOP_GRACE_MS);
  };
  cleanup.onInterrupt(end);
  if (cleanup.interrupted) end();
  process.once("exit", () => running && child.kill("SIGKILL"));
  return () => {
    running = false;
    clearTimeout(timer);
  };
}

function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("error", (cause) => {
      reject(
        new LoadTestError("engine", `k6 did not start: ${cause.message}`, {
          hint: "Check K6_BIN, or unset it.",
          cause,
        }),
      );
    });
    child.once("close", (code) => resolve(code ?? 1));
  });
}
