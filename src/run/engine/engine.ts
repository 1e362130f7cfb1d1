/** Starts k6 on one bundle and waits for it. */

import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, rmSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { LoadTestError } from "../../base/errors.ts";
import { storageError } from "../../base/storage-error.ts";
import type { CleanupStack } from "../../cli/cleanup-stack.ts";
import { ENGINE_LOG_FILE } from "../../lib/contracts/run-files.ts";
import { freePort } from "../../machine/free-port.ts";
import type { RunFolder } from "../../store/run-folder.ts";
import { engineRoute, type Route } from "../../target/route.ts";
import { engineEnvironment } from "./engine-environment.ts";
import { type EngineOptions, joinEngineOptions } from "./engine-options.ts";
import { engineTrust, TRUST_FOLDER } from "./engine-trust.ts";
import { stopThroughRest } from "./stop.ts";
import type { EngineBroker } from "./token-broker.ts";

/** What k6 belongs to: a Run, as a rule. */
export interface EngineHost {
  readonly folder: RunFolder;
  /** k6's console file in the folder. */
  readonly journal: string;
  /** Asked before each start. */
  engineOptions(): Promise<readonly EngineOptions[]>;
  started(pid: number): void;
  /** What k6 prints. */
  engineOutput(text: string): void;
  /** A file of the run can no longer be written. */
  storageFailed(reason: string): void;
  /** @param stop ends this k6 process */
  onAbort(stop: () => void): void;
}

export interface EngineStart {
  readonly k6Path: string;
  /** Absolute path of a bundle. */
  readonly script: string;
  /** Settings by environment name. No secret belongs here: the token broker has the client's. */
  readonly environment: Readonly<Record<string, string>>;
  readonly route?: Route | undefined;
  readonly broker: EngineBroker;
  readonly cleanup: CleanupStack;
  /** Shows k6's own output as it comes. */
  readonly verbose: boolean;
}

/** Instead of the user's own settings of k6, with which the load would be another one. */
const SETTINGS_FILE = "k6-settings.json";
const EXIT_STOPPED_BY_SIGNAL = 105;
const EXIT_PORT_TAKEN = 106;
/** After this long k6 has not stopped by itself and is killed. */
const STOP_GRACE_MS = 40_000;

/** @returns k6's exit code. @throws LoadTestError "engine" when it does not start */
export async function runEngine(run: EngineHost, start: EngineStart): Promise<number> {
  // While something was learnt of the target, for example.
  if (start.cleanup.interrupted) return EXIT_STOPPED_BY_SIGNAL;
  const exitCode = await startOnce(run, start);
  const wasPortTaken = exitCode === EXIT_PORT_TAKEN && !start.cleanup.interrupted;
  return wasPortTaken ? startOnce(run, start) : exitCode;
}

async function startOnce(run: EngineHost, start: EngineStart): Promise<number> {
  const { folder } = run;
  const { broker, cleanup } = start;
  const address = `127.0.0.1:${await freePort()}`;
  writeFileSync(folder.file(SETTINGS_FILE), JSON.stringify(engineRoute(start.route)));
  const own: EngineOptions = {
    arguments: [
      `--address=${address}`,
      `--config=${folder.file(SETTINGS_FILE)}`,
      `--console-output=${folder.file(run.journal)}`,
    ],
    environment: {
      // No tags on metrics that nobody reads; an output has its own.
      K6_SYSTEM_TAGS: "",
      ...engineEnvironment(folder, broker, start.environment),
      ...engineTrust(folder.path, process.env),
    },
  };
  const options = joinEngineOptions([own, ...(await run.engineOptions())]);
  broker.openGate();
  // Not zx: k6 needs a process group of its own (Ctrl-C on the terminal reaches it through us, once) and pipes that stay
  // open: it is always written to (no --quiet), so that it ends by itself within a second when this process is gone.
  const child = spawn(
    start.k6Path,
    [
      "run",
      "--no-usage-report",
      "--no-color",
      "--secret-source=url",
      "--log-format=raw",
      // The runner measures by the journal. k6 would keep every value of every metric until its end.
      "--summary-mode=disabled",
      "--no-thresholds",
      ...options.arguments,
      start.script,
    ],
    { cwd: folder.path, env: options.environment, stdio: ["ignore", "pipe", "pipe"], detached: true },
  );
  keepOutput(child, run, start.verbose);
  const end = (): void => void stop(child, address, broker);
  const forget = stopOnInterrupt(child, cleanup, end);
  run.onAbort(end);
  if (child.pid !== undefined) run.started(child.pid);
  try {
    return await exitOf(child);
  } finally {
    forget();
    for (const name of [TRUST_FOLDER, SETTINGS_FILE]) rmSync(folder.file(name), { recursive: true, force: true });
  }
}

/** What is under way finishes first: a request that is cut off has been sent, and is not counted. */
async function stop(child: ChildProcess, address: string, broker: EngineBroker): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, broker.shutGate()));
  if (!(await stopThroughRest(address))) child.kill("SIGINT");
  broker.openLevels();
}

function keepOutput(child: ChildProcess, run: EngineHost, verbose: boolean): void {
  const log = createWriteStream(run.folder.file(ENGINE_LOG_FILE));
  log.on("error", (error) => run.storageFailed((storageError(error) ?? error).message));
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      const text = chunk.toString("utf8");
      log.write(chunk);
      run.engineOutput(text);
      // k6 itself would continue without its journal.
      const lost = /^Failed to write to log, (.+)$/m.exec(text)?.[1];
      if (lost !== undefined) run.storageFailed(lost);
      if (verbose) process.stderr.write(chunk);
    });
  }
  child.once("close", () => log.end());
}

/** @returns to be called when k6 has ended */
function stopOnInterrupt(child: ChildProcess, cleanup: CleanupStack, stopEngine: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  let isRunning = true;
  const end = (): void => {
    if (!isRunning) return;
    stopEngine();
    timer = setTimeout(() => child.kill("SIGKILL"), STOP_GRACE_MS);
  };
  cleanup.onInterrupt(end);
  if (cleanup.interrupted) end();
  process.once("exit", () => isRunning && child.kill("SIGKILL"));
  return () => {
    isRunning = false;
    clearTimeout(timer);
  };
}

function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("error", (cause) => {
      const hint = "Check K6_BIN, or unset it.";
      reject(new LoadTestError("engine", `k6 did not start: ${cause.message}`, { hint, cause }));
    });
    // As shells do: 128 and the number of the signal.
    child.once("close", (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
}
