/** What a bad network and a busy target do to a load: it takes longer, and nothing is lost. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { FigureSample } from "../../src/results/figures/figure-values.ts";
import type { FaultRule } from "../../src/sandbox/faults/rules.ts";
import { readFigures } from "../../src/store/target-figures.ts";
import { type Clone, createClone } from "./support/clone.ts";
import { until } from "./support/condition.ts";
import { EVERYTHING, expectComplete, type LoadRun, readLoad } from "./support/load.ts";
import { type Ended, runCommand, startCommand } from "./support/program.ts";
import { startTestSandbox, type TestSandbox } from "./support/sandbox.ts";

const UNAVAILABLE: FaultRule = { route: "/data/**", probability: 0.05, status: 503, seed: 1 };
const RESET: FaultRule = { route: "/data/**", probability: 0.05, reset: true, seed: 2 };
const LOST_ANSWER: FaultRule = { route: "/data/**", probability: 0.05, reset: true, when: "after", seed: 3 };
const TOKEN_OUTAGE: FaultRule = { route: "/oauth/token", status: 503, until: 4 };

let clone: Clone;
let sandbox: TestSandbox;
beforeAll(() => {
  clone = createClone();
});
afterEach(() => sandbox.stop());
afterAll(() => clone.remove());

let stores = 0;
async function open(args: readonly string[] = []): Promise<void> {
  sandbox = await startTestSandbox(clone, [...EVERYTHING, ...args], `.sandbox-${++stores}`);
}

/** About 1,200 items: enough for several windows of the rate limit, and for tokens that end. */
const SIZES = { SCHOOL_COUNT: "2", STUDENT_COUNT: "10", STAFF_COUNT: "4", COURSES_PER_SCHOOL: "2" };

const arguments_ = ["--vus", "20", "--verify"];
const settings = () => ({ ...sandbox.environment, ...SIZES });
const load = (): Promise<Ended> => runCommand(clone, "run-load-phase", arguments_, settings());

/** Nothing was there before, so that all of it counts as created, whether or not the answer came through. */
async function expectAllCreated(run: Ended): Promise<LoadRun> {
  expect(run.code, run.output).toBe(0);
  const done = readLoad(clone);
  await expectComplete(done, sandbox);
  expect(done.summary.load.created).toBe(done.summary.load.planned);
  expect(done.summary.failures).toBe(0);
  return done;
}

/** Answers of a status to writes of data, as the sandbox and as the run counted them. */
async function seen(status: number): Promise<number> {
  const { requests } = await sandbox.ledger();
  return sum(
    requests.filter((row) => row.status === status && row.method === "POST" && row.route.startsWith("/data/")),
  );
}

function told({ summary }: LoadRun, status: number): number {
  return sum((summary.repeats?.rows ?? []).filter((row) => row.status === status && row.operation === "create"));
}

function sum(rows: readonly { readonly count: number }[]): number {
  return rows.reduce((all, { count }) => all + count, 0);
}

test("Retry-After is kept by all VUs together", async () => {
  await open(["--rate-limit", "200/1s"]);
  const ended = await load();
  const done = await expectAllCreated(ended);
  const refused = await seen(429);
  // Each window ends with one refusal for each VU that was under way.
  const windows = Math.ceil(done.summary.durationMs / 1000) + 1;
  expect(refused).toBeGreaterThan(0);
  expect(refused).toBeLessThanOrEqual(20 * windows);
  expect(told(done, 429)).toBe(refused);
  expect(ended.stdout).toMatch(
    /^ {2}held {5}held back by the target for .* % of the time: \d+ answers? with status 429/m,
  );
  expect(done.summary.repeats).toMatchObject({ count: 0, heldBack: refused });
  const ratio = countedIn(readFigures(done.folder), "requests.rateLimited") / refused;
  expect(ratio).toBeGreaterThan(0.95);
  expect(ratio).toBeLessThan(1.05);
});

/** What a rate adds up to; the first sample is taken before the first request. */
function countedIn(samples: readonly FigureSample[], name: string): number {
  return samples.slice(1).reduce((all, { atMs, values }, index) => {
    const seconds = (atMs - (samples[index]?.atMs ?? 0)) / 1000;
    return all + (values[name] ?? 0) * seconds;
  }, 0);
}

test("all of it at once, with tokens of 3 s that the server sometimes refuses to give: one per lifetime", async () => {
  await open(["--token-lifetime", "3", "--rate-limit", "500/1s"]);
  const program = startCommand(clone, "run-load-phase", arguments_, settings());
  await until("items are written", async () => ((await sandbox.ledger()).writes.schools?.created ?? 0) > 0);
  await sandbox.setFaults([TOKEN_OUTAGE, UNAVAILABLE, RESET, LOST_ANSWER]);
  const startedMs = Date.now();
  const ended = await program.ended;
  const { stdout } = ended;
  const done = await expectAllCreated(ended);
  const lifetimes = (Date.now() - startedMs + 10_000) / 3000;
  const { tokens } = await sandbox.ledger();
  expect(tokens.issued).toBe(done.summary.tokens.issued);
  expect(told(done, 503)).toBe(await seen(503));
  expect(told(done, 503)).toBeGreaterThan(0);
  expect(stdout).toMatch(/^ {2}repeats {2}[\d,]+ \(.* % of requests\): .*\d+ answers? with status 503/m);
  expect(stdout).toMatch(/^ {2}tokens {3}no token for .*: the identity provider failed/m);
  expect(readFileSync(join(done.folder, "errors.ndjson"), "utf8")).toMatch(/"repeated":true.*"status":503/);
  // A token is renewed shortly before its end.
  expect(tokens.issued).toBeLessThanOrEqual(Math.ceil(1.5 * lifetimes));
});
