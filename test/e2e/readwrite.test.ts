/** The readwrite phase by its command: shares, untouched data, three equal counts, no lost update, nobody else's data. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { callOf, readLatencies } from "../../scripts/bench/csv.ts";
import type { RunSummary } from "../../src/results/run-summary.ts";
import { quantileOf } from "../../src/results/stats/percentile.ts";
import { useLoadedSandbox } from "./support/loaded-sandbox.ts";
import { CAN_LIST_PROCESSES, processesNaming } from "./support/processes.ts";
import { type Ended, runCommand, startCommand } from "./support/program.ts";
import { readJson } from "./support/run-folder.ts";

const loaded = useLoadedSandbox();

function run(...args: string[]): Promise<Ended> {
  const { clone, environment } = loaded();
  return runCommand(clone, "run-readwrite-phase", args, environment);
}

function countsByMethod(folder: string): Record<string, number> {
  const methods: Record<string, string> = { create: "POST", update: "PUT", delete: "DELETE" };
  const counts: Record<string, number> = {};
  for (const { op, requests } of readJson<RunSummary>(folder, "summary.json").operations) {
    const method = methods[op] ?? "GET";
    counts[method] = (counts[method] ?? 0) + requests;
  }
  return counts;
}

test("meets its shares, leaves the data as it was, and counts like the sandbox", async () => {
  const { clone, sandbox, environment, lastRun } = loaded();
  const before = await sandbox.ledger();
  await sandbox.resetLedger();
  // The data is that of profile smoke: so is the run. Few users: each begins with a create, whatever the shares say.
  const ended = await run("--profile", "prod", "--vus", "2", "--think-time", "5ms", "--duration", "4s", "--keep");
  expect(ended.output).toMatch(/^note {6}the target contains data of profile smoke, not prod/m);
  expect(ended.output).toMatch(/^PASS {2}readwrite on .+?: [\d,]+ operations, 0 failed/m);
  const ledger = await sandbox.ledger();
  const folder = lastRun();
  const summary = readJson<RunSummary>(folder, "summary.json");
  expect([summary.profile, basename(folder)]).toEqual(["smoke", expect.stringMatching(/Z-smoke-readwrite$/)]);
  for (const { wanted, achieved } of summary.mix?.rows ?? []) expect(Math.abs(wanted - achieved)).toBeLessThan(0.02);
  expect(summary.failures).toBe(0);
  const { timings = [], requests } = summary;
  expect(timings.reduce((sum, { answers }) => sum + answers, 0)).toBeGreaterThan(requests / 64 / 2);
  for (const { waitingMs, tlsMs, percentilesMs } of timings) {
    const waitedP90 = percentilesMs?.waiting.p90 ?? 0;
    expect([waitingMs > 0, waitedP90 > 0, tlsMs, percentilesMs?.tls]).toEqual([
      true,
      true,
      0,
      { p90: 0, p95: 0, p99: 0 },
    ]);
  }
  const counts = countsByMethod(folder);
  for (const method of ["POST", "PUT", "DELETE"]) {
    const seen = ledger.requests.filter((row) => row.method === method && row.route.startsWith("/data/"));
    expect(
      seen.reduce((sum, { count }) => sum + count, 0),
      method,
    ).toBe(counts[method]);
  }
  expect(ledger.duplicates).toBe(0);
  const cleaned = await runCommand(clone, "cleanup", [folder, "--yes"], environment);
  expect(cleaned.output).toMatch(/^PASS {2}cleanup/m);
  expect((await sandbox.ledger()).rows).toEqual(before.rows);
});

test.each([
  ["one k6", [], ["samples.csv"]],
  ["two k6 instances", ["--local", "2"], ["samples-1.csv", "samples-2.csv"]],
])("percentiles of %s are within one per cent of those of every single sample", async (_of, args, files) => {
  const { clone } = loaded();
  const few = ["--vus", "4", "--think-time", "10ms", "--duration", "5s"];
  const ended = await run(...few, "--out", `csv=${clone.file("samples.csv")}`, ...args);
  expect(ended.output).toMatch(/^PASS/m);
  const samples = (await Promise.all(files.map(samplesOf))).flat();
  const { operations } = readJson<RunSummary>(loaded().lastRun(), "summary.json");
  expect(operations.length).toBeGreaterThan(10);
  for (const { resource, op, requests, latencyMs } of operations) {
    const values = samples.filter((sample) => sample.resource === resource && sample.op === op).map(({ ms }) => ms);
    expect(values, `${resource} ${op}`).toHaveLength(requests);
    for (const [q, ms] of [
      [0.5, latencyMs.p50],
      [0.95, latencyMs.p95],
      [0.99, latencyMs.p99],
    ] as const) {
      expect(Math.abs(ms / quantileOf(values, q) - 1), `${resource} ${op} ${q}`).toBeLessThan(0.01);
    }
  }
});

test("does as many operations per second as an open model asks for, with the GET before each PUT apart", async () => {
  const ended = await run(
    "--rate",
    "20",
    "--vus",
    "10",
    "--duration",
    "10s",
    "--shares",
    "50/0/50/0",
    "--baseline",
    "0s",
  );
  expect(ended.output).toMatch(/^PASS/m);
  const { openModel, mix, operations } = readJson<RunSummary>(loaded().lastRun(), "summary.json");
  expect(openModel?.donePerSecond).toBeCloseTo(20, 0);
  const done = operations.reduce((all, { outcomes }) => all + (outcomes.read ?? 0) + (outcomes.updated ?? 0), 0);
  expect(Math.abs(done - 200)).toBeLessThanOrEqual(2);
  const updates = operations.filter(({ op }) => op === "update").reduce((all, { requests }) => all + requests, 0);
  expect(mix?.preparing).toBe(updates);
});

test("loses no update of 50 users on 20 students with --if-match", async () => {
  const mix = loaded().clone.file("counter.json");
  const operations = [{ kind: "update", change: "counter", weight: 1, resources: { students: 1 } }];
  writeFileSync(mix, JSON.stringify({ text: "Counts in students.", operations }));
  const ended = await run("--vus", "50", "--duration", "4s", "--if-match", "--mix", mix);
  expect(ended.output).toMatch(/^PASS/m);
  const { outcomes, failures } = readJson<RunSummary>(loaded().lastRun(), "summary.json");
  expect(failures).toBe(0);
  expect(outcomes["precondition-failed"]).toBeGreaterThan(0);
  expect(await sumOfCounters()).toBe(outcomes.updated);
});

test("leaves a partial result after Ctrl-C, which is no baseline", async () => {
  const { clone, environment, lastRun } = loaded();
  const before = lastRun();
  const args = ["--vus", "4", "--duration", "10m"];
  const program = startCommand(clone, "run-readwrite-phase", args, environment);
  await loaded().isAtWork(before, 100);
  program.child.kill("SIGINT");
  const ended = await program.ended;
  expect(ended.code).toBe(130);
  // Ctrl-C cuts off at most one request per VU.
  expect(ended.stdout).toMatch(/^ABORTED {2}readwrite on .*: [\d,]+ operations, [0-4] failed/m);
  expect(ended.stdout).toMatch(/^ {2}reason {3}interrupted by Ctrl-C/m);
  const folder = lastRun();
  expect(ended.stdout).toMatch(new RegExp(`^ {2}remove +npm run cleanup -- ${basename(folder)}$`, "m"));
  const summary = readJson<RunSummary>(folder, "summary.json");
  expect(summary).toMatchObject({ verdict: "aborted", findings: [{ code: "interrupted" }] });
  expect(summary.operations.length).toBeGreaterThan(3);
  expect(existsSync(join(folder, "report.html"))).toBe(true);
  const saved = await runCommand(clone, "baseline", ["save", "accepted", folder], environment);
  expect(saved.code, saved.output).toBe(2);
  expect((await runCommand(clone, "cleanup", [folder], environment)).output).toMatch(/^PASS {2}cleanup/m);
});

test.runIf(CAN_LIST_PROCESSES)("has figures of the time before, where k6 is killed", async () => {
  const { clone, environment, lastRun } = loaded();
  const before = lastRun();
  const program = startCommand(clone, "run-readwrite-phase", ["--vus", "4", "--duration", "10m"], environment);
  await loaded().isAtWork(before, 500);
  for (const { pid } of processesNaming(clone.file("dist/run/readwrite.js"))) process.kill(pid, "SIGKILL");
  const ended = await program.ended;
  expect(ended.code).toBe(99);
  expect(ended.stdout).toMatch(/^ {2}reason {3}k6 was killed by SIGKILL/m);
  expect(ended.stdout).toMatch(/^FAIL {2}readwrite .* operations\/s\), median (?:-|(?!0 ms)[\d.]+ ms), p95 /m);
  const { windowMs = 0, requests, requestsPerSecond } = readJson<RunSummary>(lastRun(), "summary.json");
  expect(requestsPerSecond).toBeCloseTo((1000 * requests) / windowMs, 3);
});

async function sumOfCounters(): Promise<number> {
  const { clientId, clientSecret, baseUrl } = loaded().sandbox;
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString("base64");
  const answer = await fetch(`${baseUrl}/oauth/token`, {
    method: "POST",
    headers: { authorization: `Basic ${basic}`, "content-type": "application/x-www-form-urlencoded" },
    body: "grant_type=client_credentials",
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  const headers = { authorization: `Bearer ${token}` };
  const students = (await (await fetch(`${baseUrl}/data/ed-fi/students`, { headers })).json()) as {
    middleName?: string;
  }[];
  return students.reduce((sum, { middleName }) => sum + Number(/^Count (\d+)$/.exec(middleName ?? "")?.[1] ?? 0), 0);
}

describe("refuses, before k6 sends anything,", () => {
  test("data of another target and of another store", async () => {
    const { clone, environment } = loaded();
    const { API_BASE_URL, CLIENT_ID, CLIENT_SECRET, ...rest } = environment;
    const other = { ...rest, SANDBOX_DIR: ".sandbox-other" };
    const elsewhere = await runCommand(clone, "run-readwrite-phase", [], other);
    expect(elsewhere.output).toContain("this run goes to the embedded sandbox");
    expect(elsewhere.code).toBe(3);
    const data = clone.file("other.json");
    const text = readFileSync(clone.file("results/load-phase-data.json"), "utf8");
    writeFileSync(data, text.replace(/"([0-9a-f]{8})-[0-9a-f]{4}-/g, '"$1-0000-'));
    const ended = await run("--data", data);
    expect(ended.output).toContain("This is not the data store that was loaded");
    expect(ended.code).toBe(3);
  });

  test("a mix that is not right, with everything that is wrong", async () => {
    const mix = loaded().clone.file("wrong.json");
    writeFileSync(mix, JSON.stringify({ text: "x", operations: [{ kind: "gett", weight: 1 }], resource: {} }));
    const ended = await run("--mix", mix, "--shares", "1/2");
    expect(ended.output).toContain("did you mean get?");
    expect(ended.output).toContain("did you mean resources?");
    expect(ended.output).toContain("MIX_SHARES");
    expect(ended.code).toBe(3);
  });
});

/** Every answered call of a run, from k6's CSV. @param file of the clone */
async function samplesOf(file: string): Promise<{ ms: number; resource: string; op: string }[]> {
  const samples: { ms: number; resource: string; op: string }[] = [];
  await readLatencies(loaded().clone.file(file), ({ ms, status, name }) => {
    const call = callOf(name);
    if (call !== undefined && status >= 200 && status < 300) samples.push({ ms, ...call });
  });
  return samples;
}

test("names its slowest requests by IDs with which the target's record finds them", async () => {
  const { clone, sandbox, lastRun } = loaded();
  // Four users do at most twelve operations of a second or longer in three seconds, and twenty are named: however slow
  // this machine is, those that are delayed are among them.
  const delayMs = 1000;
  await sandbox.resetLedger();
  // The runner reads fewer than seven students before.
  await sandbox.setFaults([{ route: "/data/ed-fi/students/*", method: "GET", every: 7, count: 3, delayMs }]);
  const mix = clone.file("two.json");
  const operations = [{ kind: "get", weight: 1, resources: { students: 1, schools: 1 } }];
  writeFileSync(mix, JSON.stringify({ text: "Reads of two resources.", operations }));
  const csv = ["--out", `csv=${clone.file("slowest.csv")}`];
  const args = ["--vus", "4", "--duration", "3s", "--mix", mix, "--correlation-header", "correlationid"];
  const ended = await run(...args, ...csv);
  await sandbox.setFaults([]);
  expect(ended.output).toMatch(/^PASS/m);
  const { faulted } = await sandbox.ledger();
  expect(faulted).toHaveLength(3);
  const named = readJson<RunSummary>(lastRun(), "summary.json").slowest?.operations ?? [];
  for (const { correlationId } of faulted) {
    const found = named.filter((operation) => operation.correlationId === correlationId);
    expect(found).toMatchObject([{ resource: "students", op: "read", outcome: "read" }]);
    expect(found[0]?.latencyMs).toBeGreaterThan(0.99 * delayMs);
  }
  const slowest = (await samplesOf("slowest.csv")).sort((a, b) => b.ms - a.ms).slice(0, 20);
  expect(named).toHaveLength(20);
  named.forEach(({ latencyMs }, place) => {
    expect(Math.abs(latencyMs / (slowest[place]?.ms ?? 0) - 1), `${place}`).toBeLessThan(0.01);
  });
  expect(new Set(named.map(({ correlationId }) => correlationId)).size).toBe(20);
  for (const name of ["report.html", "summary.md"])
    expect(readFileSync(join(lastRun(), name), "utf8")).toContain(faulted[0]?.correlationId);
});
