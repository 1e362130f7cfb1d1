/** Two datasets side by side in one store: each load is whole, and cleaning one up leaves the other as it was. */
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { CleanupResult } from "../../src/phases/load/cleanup/clean-up.ts";
import { type Clone, createClone } from "./support/clone.ts";
import { until } from "./support/condition.ts";
import { EVERYTHING, newestRun, readLoad, SMALL } from "./support/load.ts";
import { processesNaming } from "./support/processes.ts";
import { type Ended, runCommand, startCommand } from "./support/program.ts";
import { startTestSandbox, type TestSandbox, totalRows } from "./support/sandbox.ts";

let clone: Clone;
let sandbox: TestSandbox;
beforeAll(() => {
  clone = createClone();
});
afterEach(() => sandbox.stop());
afterAll(() => clone.remove());

const load = (args: readonly string[] = []): Promise<Ended> =>
  runCommand(clone, "run-load-phase", ["--verify", ...args], { ...sandbox.environment, ...SMALL });

test("a clean-up takes its own load away, and nothing of another's", async () => {
  sandbox = await startTestSandbox(clone, EVERYTHING, ".sandbox-two");
  expect((await load(["--dataset-id", "1"])).code).toBe(0);
  const first = (await sandbox.ledger()).rows;
  const beside = await load(["--dataset-id", "2"]);
  expect(beside.code, beside.output).toBe(0);
  expect(beside.stdout).toMatch(/verified counts/);
  const { data, folder } = readLoad(clone);
  const both = (await sandbox.ledger()).rows;
  for (const endpoint of ["schools", "students", "sections", "studentSectionAssociations", "grades"]) {
    const { planned = 0, created } = data.resources[endpoint] ?? {};
    expect(created, endpoint).toBe(planned);
    expect(both[endpoint], endpoint).toBe((first[endpoint] ?? 0) + planned);
  }

  const cleanup = await runCommand(clone, "cleanup", [folder, "--json", "--yes"], sandbox.environment);
  expect(cleanup.code, cleanup.output).toBe(0);
  const result = JSON.parse(cleanup.stdout) as CleanupResult;
  expect(result).toMatchObject({ ok: true, left: 0, differences: [] });
  expect(result.deleted).toBe(Object.values(data.resources).reduce((sum, { created }) => sum + created, 0));
  expect((await sandbox.ledger()).rows).toEqual(first);
});

test("a load through a bad network, and a clean-up that was killed and repeated, leave nothing", async () => {
  sandbox = await startTestSandbox(clone, EVERYTHING, ".sandbox-killed");
  await sandbox.setFaults([{ route: "/data/**", method: "POST", probability: 0.05, reset: true, when: "after" }]);
  const run = await load();
  expect(run.code, run.output).toBe(0);
  await sandbox.setFaults([]);
  const loaded = totalRows(await sandbox.ledger());
  const folder = newestRun(clone);

  const killed = startCommand(clone, "cleanup", [folder, "--yes"], sandbox.environment);
  await until("items are deleted", async () => totalRows(await sandbox.ledger()) < loaded - 50);
  for (const { pid } of processesNaming(clone.file("dist/cli/cleanup.js"))) process.kill(pid, "SIGKILL");
  await killed.ended;
  const left = totalRows(await sandbox.ledger());
  expect(left).toBeGreaterThan(0);

  const repeated = await runCommand(clone, "cleanup", [folder, "--yes"], sandbox.environment);
  expect(repeated.code, repeated.output).toBe(0);
  expect(repeated.stdout).toMatch(/^PASS {2}cleanup: /m);
  expect(totalRows(await sandbox.ledger())).toBe(0);
});
