/**
 * Each way in which the generator itself can be the bottleneck makes a run invalid: told in plain words wherever a result is
 * read, with its exit code and a complete folder. The CPU case lasts as long as the rule: ten seconds.
 */
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunSummary } from "../../src/results/run-summary.ts";
import type { FaultRule } from "../../src/sandbox/faults/rules.ts";
import { type Clone, createClone } from "./support/clone.ts";
import { asBusyAsNow, until } from "./support/condition.ts";
import { CAN_LIST_PROCESSES, processesNaming } from "./support/processes.ts";
import { type Ended, type Environment, type Program, runCommand, startCommand } from "./support/program.ts";
import { COMPLETE_FOLDER, readJson, runFolders } from "./support/run-folder.ts";
import { startTestSandbox, type TestSandbox } from "./support/sandbox.ts";

const SIZES = { SCHOOL_COUNT: "1", STUDENT_COUNT: "10", STAFF_COUNT: "2", COURSES_PER_SCHOOL: "2" };

/** For records, reports and notices after k6's end. */
const SOON_MS = 5000;

/** What k6 is measured by here is little: it need not take all the CPU that there is, which other tests want. */
const UNHURRIED: FaultRule = { route: "/data/**", method: "GET", delayMs: 5 };

let clone: Clone;
let sandbox: TestSandbox;
let environment: Environment;
let datasetId = 2;
beforeAll(async () => {
  clone = createClone();
  sandbox = await startTestSandbox(clone, ["--rate-limit", "off"]);
  environment = { ...sandbox.environment, ...SIZES };
  const load = await runCommand(clone, "run-load-phase", [], environment);
  expect(load.output).toMatch(/^PASS/m);
  await sandbox.setFaults([UNHURRIED]);
});
afterAll(async () => {
  await sandbox.stop();
  clone.remove();
});

function startReadwrite(results: string, args: readonly string[], more: Environment = {}): Program {
  const data = clone.file("results", "load-phase-data.json");
  const all = ["--mix", "reads", "--data", data, "--results-dir", results, ...args];
  return startCommand(clone, "run-readwrite-phase", all, { ...environment, ...more });
}

function lastFolder(results: string): string {
  return runFolders(clone.file(results)).at(-1) ?? "";
}

/** Everything there, the reason in each file and on the terminal, and no dawdling after k6. */
async function expectInvalid(program: Program, results: string, reason: RegExp): Promise<[RunSummary, Ended]> {
  const ended = await program.ended;
  const endedMs = Date.now();
  expect(ended.code, ended.output).toBe(9);
  expect(ended.stdout).toMatch(/^INVALID {2}\w+ on .+?: /m);
  const folder = lastFolder(results);
  const k6EndedMs = statSync(join(folder, "k6.log")).mtimeMs;
  for (const file of COMPLETE_FOLDER) expect(statSync(join(folder, file)).isFile(), file).toBe(true);
  expect(gunzipSync(readFileSync(join(folder, "record.ndjson.gz"))).toString()).toContain('{"record":2');
  const summary = readJson<RunSummary>(folder, "summary.json");
  expect(summary.verdict).toBe("invalid");
  expect(summary.failures).toBe(0);
  const reasons = summary.reasons.filter((text) => reason.test(text));
  expect(reasons, summary.reasons.join("\n")).toHaveLength(1);
  const words = reasons[0] ?? "";
  expect(ended.stdout).toContain(`  reason   ${words}\n`);
  // Markdown has a backslash before brackets.
  for (const file of ["summary.md", "junit.xml", "report.html"])
    expect(readFileSync(join(folder, file), "utf8").replaceAll("\\", ""), file).toContain(words);
  expect(readFileSync(join(folder, "junit.xml"), "utf8")).toMatch(/<failure message="Invalid: /);
  expect(endedMs - k6EndedMs).toBeLessThan(asBusyAsNow(SOON_MS));
  return [summary, ended];
}

describe("a run is invalid when", () => {
  test.concurrent("k6 used more than 80 % of its cores for ten seconds", async () => {
    const results = "results-cpu";
    const program = startReadwrite(results, ["--duration", "13s", "--vus", "4", "--generator-cpus", "0.05"]);
    if (CAN_LIST_PROCESSES) {
      const isK6 = new RegExp(`run .*${results}`);
      const k6 = await until("k6", () => processesNaming(clone.root).find(({ command }) => isK6.test(command)));
      expect(readFileSync(`/proc/${k6.pid}/environ`, "utf8").split("\0")).toContain("GOMAXPROCS=1");
    }
    const reason = /^k6 used more than 80 % of its 0\.05 cores \(--generator-cpus\) for 10 s$/;
    const [{ generator, notes }, { stderr }] = await expectInvalid(program, results, reason);
    expect(generator).toMatchObject({ cores: 0.05, coresFrom: "generator-cpus" });
    expect(generator?.cpuShareMean).toBeGreaterThan(0.8);
    expect(generator?.warnings).toEqual([expect.stringMatching(/^0:1\d k6 used more than 80 %/)]);
    expect(stderr).toMatch(/0:1\d k6 used more than 80 %/);
    // The sandbox and k6 took their CPU from the same cores.
    expect(notes).toEqual([expect.stringContaining("share the CPU")]);
    expect(stderr).toContain(notes?.[0]);
  });

  test.concurrent("k6 is swapped out to disk", async () => {
    const results = "results-swap";
    // Longer than two looks at the process: everything else waits for the schools.
    await sandbox.setFaults([UNHURRIED, { route: "/data/ed-fi/schools", method: "POST", delayMs: 2500 }]);
    const preload = clone.file("swapping.mjs");
    writeFileSync(preload, SWAPPING);
    const program = startCommand(
      clone,
      "run-load-phase",
      ["--dataset-id", String(datasetId++), "--results-dir", results],
      {
        ...environment,
        NODE_OPTIONS: `--import=${pathToFileURL(preload).href}`,
      },
    );
    const reason = /^k6 was swapped out to disk: this machine has too little memory$/;
    const [{ generator, load }] = await expectInvalid(program, results, reason);
    expect(load).toMatchObject({ missing: 0, verified: true });
    expect(generator?.warnings).toEqual([expect.stringMatching(/^0:0\d k6 was swapped out to disk/)]);
    expect(gunzipSync(readFileSync(join(lastFolder(results), "journal-1.log.gz"))).toString()).toMatch(/^i \d+ /m);
  });

  // By itself: the other runs would make the target look full.
  test("its virtual users are too few for an open model", async () => {
    const results = "results-open";
    const open = ["--rate", "5000", "--vus", "1", "--duration", "3s"];
    const program = startReadwrite(results, open, { GOMAXPROCS: "1" });
    const reason = /^1 VU was too few for 5000\/s: an operation took \S+ ms; use --vus \d+$/;
    const [{ generator }] = await expectInvalid(program, results, reason);
    expect(generator?.droppedIterations).toBeGreaterThan(0);
    expect(generator?.cores).toBe(1);
  });
});

/** Loaded before the runner: the kernel's account of a process, were 12 MiB more of it on disk at each look. */
const SWAPPING = `
import promises from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";

const { readFile } = promises;
let kibibytes = 0;
promises.readFile = async (path, ...rest) => {
  const text = await readFile(path, ...rest);
  if (!/^\\/proc\\/\\d+\\/status$/.test(String(path))) return text;
  kibibytes += 12 * 1024;
  return text.replace(/^VmSwap:.*\\n/m, "").concat("VmSwap:\\t", kibibytes, " kB\\n");
};
syncBuiltinESMExports();
`;
