/**
 * Is the target full, or was the generator short? Six manners of a target behind a proxy, each with ample and with few VUs:
 * twelve runs of the open model, and the verdict that each must have.
 */

import type { RunSummary } from "../../src/results/run-summary.ts";
import { createClone } from "../e2e/support/clone.ts";
import { type HostileProxy, type Mischief, startHostileProxy } from "../e2e/support/hostile-proxy.ts";
import { runCommand } from "../e2e/support/program.ts";
import { readJson, runFolders } from "../e2e/support/run-folder.ts";
import { startTestSandbox } from "../e2e/support/sandbox.ts";
import type { Facts, Proof } from "./proof.ts";

const RATE = 100;
const SECONDS = 10;
/** Requests of preflight, counts and baseline come before the load itself. */
const BEFORE_LOAD = 700;

/** What the target does with the n-th data request since the run began; `inFlight` are those that wait now. */
type Manner = (n: number, inFlight: number) => Mischief;

const delay = (ms: number): Mischief => ({ kind: "delay", ms });

/** One request at a time, each of which takes `serviceMs`. */
function queue(serviceMs: (inFlight: number) => number): Manner {
  let freeAtMs = 0;
  return (_n, inFlight) => {
    const nowMs = Date.now();
    freeAtMs = Math.max(freeAtMs, nowMs) + serviceMs(inFlight);
    return delay(freeAtMs - nowMs);
  };
}

function limiter(perSecond: number): Manner {
  let second = 0;
  let count = 0;
  return () => {
    const now = Math.floor(Date.now() / 1000);
    if (now !== second) count = 0;
    second = now;
    count++;
    const headers = [["Retry-After", "1"]] as const;
    return count > perSecond ? { kind: "answer", answer: { status: 429, headers, body: "" } } : delay(5);
  };
}

function pauseOnce(ms: number): Manner {
  let untilMs: number | undefined;
  return (n) => {
    if (n >= BEFORE_LOAD) untilMs ??= Date.now() + ms;
    return delay(Math.max(5, (untilMs ?? 0) - Date.now()));
  };
}

interface Expected {
  readonly verdict: RunSummary["verdict"];
  readonly code?: string;
}

const FULL: Expected = { verdict: "fail", code: "target-saturated" };
const SHORT: Expected = { verdict: "invalid", code: "too-few-vus" };
const PASSES: Expected = { verdict: "pass" };

interface Case {
  readonly name: string;
  readonly manner: () => Manner;
  /** Flags and the verdict with enough VUs for an unloaded target, and with few. */
  readonly ample: readonly [flags: readonly string[], expected: Expected];
  readonly few: readonly [flags: readonly string[], expected: Expected];
}

/** By default VUs follow from the baseline. */
const CASES: readonly Case[] = [
  { name: "hard queue", manner: () => queue(() => 20), ample: [[], FULL], few: [["--vus", "4"], FULL] },
  {
    name: "gradual slow-down",
    manner: () => (n) => delay(5 + Math.max(0, n - BEFORE_LOAD) * 1.5),
    ample: [[], FULL],
    few: [["--vus", "4"], FULL],
  },
  {
    name: "retrograde",
    manner: () => queue((inFlight) => 6 * (1 + inFlight / 4)),
    ample: [[], FULL],
    few: [["--vus", "4"], FULL],
  },
  {
    name: "pause of 2 s",
    manner: () => pauseOnce(2000),
    ample: [["--vus", "300"], PASSES],
    few: [["--vus", "4"], FULL],
  },
  { name: "429-limited", manner: () => limiter(40), ample: [[], FULL], few: [["--vus", "4"], FULL] },
  {
    name: "slow from the start",
    manner: () => () => delay(300),
    ample: [[], PASSES],
    few: [["--vus", "5"], SHORT],
  },
];

export const saturation: Proof = {
  name: "saturation",
  text: "A full target fails, too few VUs are invalid: six manners of a target, with ample and with few VUs.",
  run: async (use) => {
    const clone = createClone();
    const sandbox = await startTestSandbox(clone, ["--rate-limit", "off"]);
    const proxy = await startHostileProxy(sandbox.baseUrl);
    const environment = { ...sandbox.environment, API_BASE_URL: proxy.baseUrl, MAX_VU_DELAY: "20ms" };
    try {
      const load = await runCommand(clone, "run-load-phase", ["--schools", "4", "--students", "60"], environment);
      if (load.code !== 0) throw new Error(`the load failed:\n${load.output}`);
      for (const { name, manner, ample, few } of CASES) {
        for (const [vus, [flags, expected]] of [
          ["ample", ample],
          ["few", few],
        ] as const) {
          await use({
            name: `${name}, VUs ${vus}`,
            run: async () => {
              behave(proxy, manner());
              const args = ["--rate", `${RATE}`, "--duration", `${SECONDS}s`, "--stop-on", "none"];
              const ended = await runCommand(clone, "run-readwrite-phase", [...args, ...flags], environment);
              proxy.mischief = undefined;
              const folder = runFolders(clone.file("results")).at(-1) ?? "";
              if (!folder.endsWith("-readwrite")) throw new Error(ended.output);
              return factsOf(readJson<RunSummary>(folder, "summary.json"), expected);
            },
          });
        }
      }
    } finally {
      await proxy.close();
      await sandbox.stop();
      clone.remove();
    }
  },
};

function behave(proxy: HostileProxy, manner: Manner): void {
  let n = 0;
  const ends: number[] = [];
  proxy.mischief = ({ path }) => {
    if (!path.startsWith("/data/")) return undefined;
    const nowMs = Date.now();
    const inFlight = ends.filter((endMs) => endMs > nowMs).length;
    const mischief = manner(n++, inFlight);
    ends.push(nowMs + (mischief.kind === "delay" ? mischief.ms : 0));
    if (ends.length > 1000) ends.splice(0, 500);
    return mischief;
  };
}

/** @throws Error for another verdict than expected */
function factsOf({ verdict, reasons, findings = [], openModel }: RunSummary, expected: Expected): Facts {
  const codes = findings.map(({ code }) => code as string);
  const isExpected = verdict === expected.verdict && (expected.code === undefined || codes.includes(expected.code));
  const seen = `${verdict}: ${reasons.join("; ")}`;
  if (!isExpected) throw new Error(`expected ${expected.verdict} ${expected.code ?? ""}, was ${seen}`);
  return { verdict, codes: codes.join(), reason: reasons[0] ?? "", ...openModel };
}
