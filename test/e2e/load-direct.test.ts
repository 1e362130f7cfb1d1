/** `k6 run dist/load.js` without the runner, in one process or as parts of a test that k6 spreads over several. */
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Clone, createClone } from "./support/clone.ts";
import { EVERYTHING, relationships, SMALL } from "./support/load.ts";
import { type Ended, type Environment, runCommand, startK6 } from "./support/program.ts";
import { type Ledger, startTestSandbox, type TestSandbox, totalRows } from "./support/sandbox.ts";

let clone: Clone;
let sandbox: TestSandbox;
let planned = 0;
beforeAll(async () => {
  clone = createClone();
  sandbox = await startTestSandbox(clone, EVERYTHING, ".sandbox-plan");
  const plan = await runCommand(clone, "run-load-phase", ["--plan", "--json"], { ...sandbox.environment, ...SMALL });
  planned = (JSON.parse(plan.stdout) as { items: number }).items;
  await sandbox.stop();
});
afterEach(() => sandbox.stop());
afterAll(() => clone.remove());

let stores = 0;
async function freshSandbox(client = EVERYTHING): Promise<void> {
  sandbox = await startTestSandbox(clone, client, `.sandbox-${++stores}`);
}

function load(args: readonly string[] = [], more: Environment = {}): Promise<Ended> {
  const settings = { ...sandbox.environment, ...SMALL, VUS_LOAD_PHASE: "9", ...more };
  return startK6(clone, ["run", "--no-color", ...args, "dist/load.js"], settings).ended;
}

function createdIn({ writes }: Ledger): { created: number; updated: number } {
  const sum = (kind: "created" | "updated"): number =>
    Object.values(writes).reduce((total, counts) => total + counts[kind], 0);
  return { created: sum("created"), updated: sum("updated") };
}

test("it is complete and says in words how it ended", async () => {
  await freshSandbox();
  const run = await load();
  expect(run.code, run.output).toBe(0);
  expect(run.stdout).toMatch(/^PASS load: \d+ requests in [\d.]+ s$/m);
  expect(run.stdout).toMatch(new RegExp(`^ +items +${planned} of ${planned} done, 0 failed`, "m"));
  const ledger = await sandbox.ledger();
  expect(createdIn(ledger)).toEqual({ created: planned, updated: 0 });
  expect([totalRows(ledger), ledger.duplicates]).toEqual([planned, 0]);

  const again = await load();
  expect(again.code, again.output).toBe(0);
  expect(totalRows(await sandbox.ledger())).toBe(planned);
});

test("one that its duration cuts short has failed, and says how much is missing", async () => {
  await freshSandbox();
  await sandbox.setFaults([{ route: "/data/**", method: "POST", delayMs: 100 }]);
  const run = await load([], { DURATION_LOAD_PHASE: "2s" });
  expect(run.code, run.output).toBe(99);
  expect(run.stdout).toMatch(/^FAIL load/m);
  expect(run.stdout).toMatch(/^ +items +\d+ of \d+ done, 0 failed; \d+ were not reached/m);
  expect(run.stdout).toMatch(/^ +broken +dropped_iterations count<1/m);
  expect(totalRows(await sandbox.ledger())).toBeLessThan(planned);
});

test("failures are sentences on the terminal, one per VU and cause, and the journal is the runner's alone", async () => {
  await freshSandbox();
  const body = '{"detail":"no\\nname","validationErrors":{}}';
  await sandbox.setFaults([{ route: "/data/ed-fi/students", method: "POST", status: 400, body }]);
  // What refers to a student is repeated this often.
  const run = await load([], { RETRY_LIMIT: "1" });
  expect(run.code, run.output).toBe(99);
  const lines = run.output.split("\n").filter((line) => line.includes("FAIL create students"));
  expect(lines[0]).toMatch(/FAIL create students: status 400, rejected: no name/);
  expect(lines.length).toBeLessThanOrEqual(9);
  expect(run.output).not.toMatch(/f \{|\bi \d+ [cpxb] /);
  expect(run.stdout).toMatch(/^ +items +\d+ of \d+ done, [1-9]\d* failed/m);
});

test("three processes with execution segments do each item once between them", async () => {
  await freshSandbox();
  const sequence = "--execution-segment-sequence=0,1/3,2/3,1";
  const runs = await Promise.all(
    ["0:1/3", "1/3:2/3", "2/3:1"].map((segment) => load([`--execution-segment=${segment}`, sequence])),
  );
  for (const run of runs) expect(run.code, run.output).toBe(0);
  const ledger = await sandbox.ledger();
  expect(ledger.duplicates).toBe(0);
  expect(createdIn(ledger)).toEqual({ created: planned, updated: 0 });
});

test("with relationships, items wait for the schools and enrollments that make them visible", async () => {
  await freshSandbox(relationships("EdFiSandbox"));
  const slow = { method: "POST", probability: 0.3, delayMs: 400, seed: 2 } as const;
  const routes = ["schools", "studentSchoolAssociations", "staffEducationOrganizationEmploymentAssociations"];
  await sandbox.setFaults(routes.map((endpoint) => ({ ...slow, route: `/data/ed-fi/${endpoint}` })));
  const run = await load([], { VUS_LOAD_PHASE: "20" });
  expect(run.code, run.output).toBe(0);
  const [, done, all] = /^ +items +(\d+) of (\d+) done, 0 failed/m.exec(run.stdout) ?? [run.output];
  expect(Number(done)).toBeGreaterThan(300);
  expect(done).toBe(all);
  const { requests } = await sandbox.ledger();
  expect(requests.some(({ status, method }) => status === 403 && method === "POST")).toBe(true);
});
