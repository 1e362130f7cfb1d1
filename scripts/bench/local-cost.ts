/** Readwrite by two k6 processes on this machine (`--local 2`) beside a single one: the whole command, with its runner. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { formatCount, formatNumber } from "../../src/base/figures.ts";
import { quantileOf } from "../../src/results/stats/percentile.ts";
import type { LedgerReport } from "../../src/sandbox/ledger/ledger.ts";
import { readEnvFile } from "../../src/settings/env-file/env-file.ts";
import { PROJECT_ROOT } from "../../src/settings/root.ts";
import { type SandboxProcess, startSandbox } from "../../src/target/sandbox-process.ts";
import type { BenchOptions, Figure, Measured } from "./figure.ts";
import { cpuTimes, read, type Started, start } from "./process-cost.ts";

/** After so many requests of each VU, all is under way. */
const WARM_UP_PER_VU = 20;
/** For the command to be under way before the measured part, and still after it. */
const MORE_SECONDS = 6;
const LOOK_MS = 100;
const LIMIT = 0.95;

type Moment = Readonly<Record<"seconds" | "requests" | "k6" | "runners" | "sandbox", number>>;
type Pair = readonly [two: Moment, one: Moment];
type Command = (name: string, args: readonly string[]) => Started;

export async function localCost(k6Path: string, options: BenchOptions): Promise<Measured> {
  const { vus: [vus = 20] = [], seconds = 12, rounds = 3 } = options;
  const directory = mkdtempSync(join(tmpdir(), "bench-local-"));
  const sandbox = await startSandbox({
    cliPath: join(PROJECT_ROOT, "dist/cli/sandbox.js"),
    storeDirectory: join(directory, "store"),
    args: ["--claim-set", "SeedLoader", "--rate-limit", "off"],
  });
  try {
    const { CLIENT_ID = "", CLIENT_SECRET = "" } = await readEnvFile(sandbox.clientEnvFile);
    const settings = {
      K6_BIN: k6Path,
      API_BASE_URL: sandbox.baseUrl,
      CLIENT_ID,
      CLIENT_SECRET,
      RESULTS_DIR: directory,
    };
    const command: Command = (name, args) =>
      start(process.execPath, [join(PROJECT_ROOT, `dist/cli/${name}.js`), "--profile", "dev", ...args], settings);
    await endOf(command("run-load-phase", []));
    const readwrite = ["--vus", String(vus), "--duration", `${seconds + MORE_SECONDS}s`];
    const runOf = (...more: string[]): Promise<Moment> =>
      during(command("run-readwrite-phase", [...readwrite, ...more]), sandbox, vus, seconds);
    const pairs: Pair[] = [];
    for (let round = 0; round < rounds; round++) {
      const first = round % 2 === 0 ? await runOf("--local", "2") : undefined;
      const one = await runOf();
      pairs.push([first ?? (await runOf("--local", "2")), one]);
    }
    return { figures: figuresOf(pairs, vus) };
  } finally {
    await sandbox.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function endOf({ ended }: Started): Promise<void> {
  const { code, output } = await ended;
  if (code !== 0) throw new Error(`the command ended with ${code}: ${output}`);
}

/** @returns what was done and used in so many seconds of the run */
async function during(run: Started, sandbox: SandboxProcess, vus: number, seconds: number): Promise<Moment> {
  await fetch(`${sandbox.adminUrl}/ledger`, { method: "DELETE" });
  const now = (): Promise<Moment> => momentOf(run.child.pid ?? 0, sandbox);
  while (run.child.exitCode === null && (await now()).requests < WARM_UP_PER_VU * vus) await pause(LOOK_MS);
  const from = await now();
  await pause(1000 * seconds);
  const to = await now();
  await endOf(run);
  const passed = (name: keyof Moment): number => to[name] - from[name];
  return {
    seconds: passed("seconds"),
    requests: passed("requests"),
    k6: passed("k6"),
    runners: passed("runners"),
    sandbox: passed("sandbox"),
  };
}

async function momentOf(runner: number, { adminUrl, pid }: SandboxProcess): Promise<Moment> {
  const { requests } = (await (await fetch(`${adminUrl}/ledger`)).json()) as LedgerReport;
  const cpu = { k6: 0, runners: 0, sandbox: cpuTimes(pid).own };
  for (const each of [runner, ...descendants(runner)]) cpu[isK6(each) ? "k6" : "runners"] += cpuTimes(each).own;
  const ofData = requests.filter(({ route }) => route.startsWith("/data/"));
  return { seconds: Date.now() / 1000, requests: ofData.reduce((sum, { count }) => sum + count, 0), ...cpu };
}

function descendants(pid: number): number[] {
  const children = read(`/proc/${pid}/task/${pid}/children`).trim();
  return children === "" ? [] : children.split(" ").flatMap((child) => [Number(child), ...descendants(Number(child))]);
}

function isK6(pid: number): boolean {
  return read(`/proc/${pid}/cmdline`).includes("--secret-source");
}

function figuresOf(pairs: readonly Pair[], vus: number): Figure[] {
  const compare = (of: (moment: Moment) => number, unit: string): Pick<Figure, "value" | "unit" | "note"> => {
    const ratios = pairs.map(([two, one]) => of(two) / of(one));
    const [two, one] = ([0, 1] as const).map((side) =>
      quantileOf(
        pairs.map((pair) => of(pair[side])),
        0.5,
      ),
    );
    const spread = `${formatNumber(Math.min(...ratios))} to ${formatNumber(Math.max(...ratios))}`;
    const note = `median of ${pairs.length} pairs (${spread}): ${formatCount(two ?? 0)} and ${formatCount(one ?? 0)} ${unit}`;
    return { value: quantileOf(ratios, 0.5), unit: "x", note };
  };
  const cpu = (of: (moment: Moment) => number) => compare((each) => (1e6 * of(each)) / each.requests, "us");
  const name = (what: string): string => `${what} of --local 2 with ${vus} VUs, compared with one process`;
  return [
    {
      name: name("Requests per second"),
      limit: LIMIT,
      atLeast: true,
      ...compare(({ requests, seconds }) => requests / seconds, "/s"),
    },
    { name: name("CPU per request"), ...cpu(({ k6, runners }) => k6 + runners) },
    { name: "The same of k6 alone", ...cpu(({ k6 }) => k6) },
    { name: "The same of runner and forwarders", ...cpu(({ runners }) => runners) },
    { name: "The same of the sandbox", ...cpu(({ sandbox }) => sandbox) },
  ];
}
