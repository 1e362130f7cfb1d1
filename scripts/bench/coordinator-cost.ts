/**
 * CPU time of the coordinator, in this process, with what the runner makes of the joint journal. Real forwarders in another
 * process send the journals of scripts that stand in the place of k6.
 */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { formatCount } from "../../src/base/figures.ts";
import { createCleanupStack } from "../../src/cli/cleanup-stack.ts";
import { ENGINE_LOG_FILE } from "../../src/lib/contracts/run-files.ts";
import { startTokenBroker } from "../../src/run/engine/token-broker.ts";
import { Coordinator } from "../../src/run/instances/coordinator.ts";
import { startCoordinatorServer } from "../../src/run/instances/coordinator-server.ts";
import { writeJoinKey } from "../../src/run/instances/join-key.ts";
import { PROJECT_ROOT } from "../../src/settings/root.ts";
import { TokenGenerations } from "../../src/target/token-generations.ts";
import type { BenchOptions, Measured } from "./figure.ts";
import { start } from "./process-cost.ts";
import { openRun, probeLine, secondOfLines } from "./runner-run.ts";

const INSTANCES = 20;
/** Operations of each instance. */
const PER_SECOND = 150;
const LIMIT_CORES = 0.1;
const WARM_UP_SECONDS = 5;
/** For the instances still to be at work when the measured part ends. */
const MORE_SECONDS = 2;
const BARRIER_SECONDS = 5;
/** Of the operations that should be merged in the measured part. */
const LEAST_SHARE = 0.95;
const BARRIER_MS = 5000;
const POLL_MS = 20;

export async function coordinatorCost(_k6Path: string, { seconds = 20 }: BenchOptions): Promise<Measured> {
  const directory = mkdtempSync(join(tmpdir(), "bench-coordinator-"));
  const cleanup = createCleanupStack([]);
  cleanup.add(() => rmSync(directory, { recursive: true, force: true }));
  try {
    const wanted = INSTANCES * PER_SECOND * (WARM_UP_SECONDS + seconds + MORE_SECONDS);
    const merged = new Merged(wanted);
    const { run, end } = openRun(directory, INSTANCES, (line) => merged.take(line));
    const coordinator = new Coordinator();
    const server = await startCoordinatorServer({ host: "127.0.0.1", port: 0, isPlain: false }, coordinator.calls);
    cleanup.add(server.close);
    const token = { accessToken: "simulated", lifetimeSeconds: 1800 };
    const broker = await startTokenBroker(new TokenGenerations({ issue: async () => ({ outcome: "read", token }) }));
    cleanup.add(broker.close);
    broker.useBarrier(async (level) => {
      // Where operations are lost, the count below says so.
      await until(() => merged.count >= level * BARRIER_SECONDS * INSTANCES * PER_SECOND, BARRIER_MS);
      return [];
    });
    const k6Path = simulatedK6(directory);
    const script = join(PROJECT_ROOT, "dist/cli/bench-instances.js");
    const instances = start(process.execPath, [script, String(INSTANCES), k6Path], {
      JOIN_KEY: writeJoinKey(server.join),
      TMPDIR: directory,
    });
    const failed = instances.ended.then(({ output }) => Promise.reject(new Error(`the instances ended: ${output}`)));
    failed.catch(() => {});
    await Promise.race([failed, until(() => coordinator.present.length === INSTANCES)]);
    const environment = {
      LINES: secondOfLines(PER_SECOND),
      PROBE: probeLine(),
      SECONDS: String(wanted / INSTANCES / PER_SECOND),
      BARRIER_SECONDS: String(BARRIER_SECONDS),
    };
    const jointly = { script: k6Path, environment, broker, instances: INSTANCES, files: [], cleanup, verbose: false };
    const ended = coordinator.run(run, jointly);
    const share = until(() => merged.count > 0).then(() => shareDuring(seconds, merged));
    const exitCode = await Promise.race([failed, ended]);
    const requests = await end();
    await coordinator.end();
    if (exitCode !== 0)
      throw new Error(`an instance ended with ${exitCode}: ${readFileSync(run.folder.file(ENGINE_LOG_FILE), "utf8")}`);
    const { cores, perSecond } = await share;
    return {
      figures: [
        {
          name: `CPU time of the coordinator of ${INSTANCES} instances with ${PER_SECOND} operations per second each`,
          value: cores,
          unit: "cores",
          limit: LIMIT_CORES,
          note: `${seconds} s, with a barrier every ${BARRIER_SECONDS} s; TLS; with the runner's own work`,
        },
        {
          name: "Operations per second that it merged meanwhile",
          value: perSecond,
          unit: "/s",
          limit: LEAST_SHARE * INSTANCES * PER_SECOND,
          atLeast: true,
          note: "fewer: the machine was too busy, and the CPU time is no measure",
        },
        {
          name: "Operations that it merged never, twice, or with another count",
          value: merged.wrong + Math.abs(requests - wanted),
          unit: "",
          limit: 0,
          note: `${formatCount(wanted)} sent, ${formatCount(requests)} counted`,
        },
      ],
    };
  } finally {
    await cleanup.run();
  }
}

/** How often each operation is in the joint journal. */
class Merged {
  count = 0;
  readonly #times: Uint8Array;
  #unknown = 0;

  constructor(wanted: number) {
    this.#times = new Uint8Array(wanted);
  }

  take(line: string): void {
    const iteration = Number(/^w (\d+) /.exec(line)?.[1]);
    if (Number.isNaN(iteration)) return;
    this.count++;
    if (iteration < this.#times.length) this.#times[iteration] = (this.#times[iteration] ?? 0) + 1;
    else this.#unknown++;
  }

  get wrong(): number {
    return this.#unknown + this.#times.filter((times) => times !== 1).length;
  }
}

interface Share {
  readonly cores: number;
  /** Operations that were merged meanwhile. */
  readonly perSecond: number;
}

async function shareDuring(seconds: number, merged: Merged): Promise<Share> {
  await pause(1000 * WARM_UP_SECONDS);
  const [cpu, startedMs, before] = [process.cpuUsage(), performance.now(), merged.count];
  await pause(1000 * seconds);
  const { user, system } = process.cpuUsage(cpu);
  const passedMs = performance.now() - startedMs;
  return { cores: (user + system) / 1000 / passedMs, perSecond: (1000 * (merged.count - before)) / passedMs };
}

/** @returns the path of the executable */
function simulatedK6(directory: string): string {
  const path = join(directory, "k6.mjs");
  const script = readFileSync(join(PROJECT_ROOT, "scripts/bench/simulated-k6.mjs"), "utf8");
  writeFileSync(path, `#!${process.execPath}\n${script}`, { mode: 0o700 });
  return path;
}

async function until(isSo: () => boolean, mostMs = Number.POSITIVE_INFINITY): Promise<void> {
  for (const endMs = Date.now() + mostMs; !isSo() && Date.now() < endMs; ) await pause(POLL_MS);
}
