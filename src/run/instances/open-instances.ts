/** Starts the coordinator of a run that is split, and waits for its instances. */

import { type ChildProcess, spawn } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { LoadTestError } from "../../base/errors.ts";
import type { CommandContext } from "../../cli/command-context.ts";
import type { Config } from "../../lib/config/fields.ts";
import { generatorLimits } from "../../machine/machine-limits.ts";
import { makeDirectory } from "../../machine/make-directory.ts";
import { PROJECT_ROOT } from "../../settings/root.ts";
import { withoutSecretVariables } from "../../settings/secret-variables.ts";
import { Coordinator } from "./coordinator.ts";
import { type ListenAddress, startCoordinatorServer } from "./coordinator-server.ts";
import { writeJoinKey } from "./join-key.ts";
import type { MachineShare } from "./machine-share.ts";
import { readRunKey } from "./run-key.ts";

/** Longer than an instance needs to provide k6 and to join. */
const JOIN_MS = 600_000;
const POLL_MS = 50;
const END_MS = 5_000;
const KEY_FILE = "join-key";

/** 0 for a run of one k6 process, without a coordinator. */
export function instancesOf({ localInstances, remoteInstances }: Config): number {
  return localInstances + remoteInstances;
}

/** @returns when all instances have joined, however often it is called. @throws LoadTestError when they do not come */
export type AllJoined = () => Promise<Coordinator>;

/** Starts those on this machine, and lets others join. Undefined where the run is not split. @throws LoadTestError */
export async function openInstances(context: CommandContext, k6Path: string): Promise<AllJoined | undefined> {
  const { settings, output, cleanup } = context;
  const { config } = settings;
  const wanted = instancesOf(config);
  if (wanted === 0) return undefined;
  const coordinator = new Coordinator();
  const { coordinatorKeyFile } = config;
  const given =
    coordinatorKeyFile === "" ? undefined : readRunKey(resolve(coordinatorKeyFile), config.coordinatorPlain);
  const address = listenAddress(config);
  // A join key that is given names an address of its own.
  if (given === undefined && /^(0\.0\.0\.0|::)$/.test(address.host))
    throw new LoadTestError(
      "config",
      `COORDINATOR_LISTEN: ${address.host} is not an address that instances can reach.`,
      {
        hint: "Use an address of this machine, such as 10.0.0.5:7700.",
      },
    );
  const server = await startCoordinatorServer(address, coordinator.calls, given);
  const children: ChildProcess[] = [];
  cleanup.add(async () => {
    await coordinator.end();
    await Promise.all(children.map(ended));
    await server.close();
  });
  const key = writeJoinKey(server.join);
  const instancesHere = config.localInstances;
  const cores = generatorLimits(config.generatorCpus).cores / Math.max(1, instancesHere);
  for (let number = 1; number <= instancesHere; number++) {
    // One after the other: the number of an instance is then that of its process.
    children.push(startLocal(key, k6Path, { cores, instancesHere }, (why) => coordinator.gone(number, why)));
    await joined(context, coordinator, number);
  }
  if (config.remoteInstances > 0) {
    const place = given === undefined ? `the key in ${keepKey(context, key)}` : "its own join key";
    output.progress(`instances ${config.remoteInstances} to join at ${server.join.url}, each with ${place}`);
  }
  let all: Promise<Coordinator> | undefined;
  return () => {
    all ??= allJoined(context, coordinator, wanted);
    return all;
  };
}

async function allJoined(context: CommandContext, coordinator: Coordinator, wanted: number): Promise<Coordinator> {
  await joined(context, coordinator, wanted);
  const hosts = new Set(coordinator.present.map(({ host }) => host));
  context.output.progress(`instances ${coordinator.present.length} of k6, on ${[...hosts].join(", ")}`);
  return coordinator;
}

/** @returns the path of the file, which goes away with the run */
function keepKey({ settings, cleanup }: CommandContext, key: string): string {
  const directory = resolve(settings.config.resultsDirectory);
  makeDirectory(directory);
  const file = join(directory, KEY_FILE);
  rmSync(file, { force: true });
  writeFileSync(file, `${key}\n`, { mode: 0o600, flag: "wx" });
  cleanup.add(() => rmSync(file, { force: true }));
  return file;
}

/** Nothing listens beyond loopback unless that is asked for. @throws LoadTestError "config" */
function listenAddress({ coordinatorListen, coordinatorPlain, remoteInstances }: Config): ListenAddress {
  if (coordinatorListen === "") {
    if (remoteInstances > 0)
      throw new LoadTestError("config", "REMOTE_INSTANCES needs COORDINATOR_LISTEN: an address that they can reach.");
    return { host: "127.0.0.1", port: 0, isPlain: true };
  }
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(coordinatorListen) ?? [];
  const host = bracketed ?? plain;
  if (host === undefined || Number(port) > 65_535)
    throw new LoadTestError("config", `COORDINATOR_LISTEN: "${coordinatorListen}" is not ADDRESS:PORT.`);
  return { host, port: Number(port), isPlain: coordinatorPlain };
}

/** It gets the key over its standard input, whose end is that of this process, too, and tokens from the coordinator. */
function startLocal(
  key: string,
  k6Path: string,
  { cores, instancesHere }: Required<MachineShare>,
  gone: (why: string) => void,
): ChildProcess {
  const share = [`--cores=${cores}`, `--instances-here=${instancesHere}`];
  const child = spawn(process.execPath, [join(PROJECT_ROOT, "dist/cli/join.js"), "--with-parent", ...share], {
    detached: process.platform !== "win32",
    env: { ...withoutSecretVariables(process.env), K6_BIN: k6Path },
    stdio: ["pipe", "ignore", "inherit"],
  });
  child.stdin?.on("error", () => {});
  child.stdin?.write(`${key}\n`);
  child.once("error", (error) => gone(error.message));
  child.once("exit", (code, signal) => gone(`its process ended with ${signal ?? `exit code ${code}`}`));
  return child;
}

async function joined({ cleanup }: CommandContext, coordinator: Coordinator, wanted: number): Promise<void> {
  const untilMs = Date.now() + JOIN_MS;
  while (coordinator.present.length < wanted) {
    if (cleanup.interrupted || Date.now() > untilMs) {
      const text = `${coordinator.present.length} of ${wanted} k6 instances joined within ${JOIN_MS / 60_000} min.`;
      throw new LoadTestError("engine", text, { hint: "Start the others, or ask for fewer." });
    }
    await pause(POLL_MS);
  }
}

/** It hears of the end from the coordinator, or at last by its standard input. */
async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const timer = setTimeout(() => child.stdin?.end(), END_MS);
  await new Promise((resolve) => child.once("exit", resolve));
  clearTimeout(timer);
}
