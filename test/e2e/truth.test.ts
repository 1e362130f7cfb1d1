/** A server that lies: one silent fault of each kind, on a target that the tool does not know. The matrix is a proof. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunSummary } from "../../src/results/run-summary.ts";
import type { FaultRule } from "../../src/sandbox/faults/rules.ts";
import { type Clone, createClone } from "./support/clone.ts";
import { newestRun } from "./support/load.ts";
import { type Ended, type Environment, runCommand } from "./support/program.ts";
import { readJson } from "./support/run-folder.ts";
import { startTestSandbox, type TestSandbox } from "./support/sandbox.ts";

const SIZES: Environment = { SCHOOL_COUNT: "1", STUDENT_COUNT: "6", STAFF_COUNT: "2", COURSES_PER_SCHOOL: "2" };

let clone: Clone;
let sandbox: TestSandbox;
beforeAll(async () => {
  clone = createClone();
  sandbox = await startTestSandbox(clone, ["--rate-limit", "off"]);
});
afterAll(async () => {
  await sandbox.stop();
  clone.remove();
});

async function run(command: string, args: readonly string[], ...faults: Partial<FaultRule>[]): Promise<Ended> {
  await sandbox.setFaults(faults.map((fault) => ({ route: "/data/**", ...fault })));
  return runCommand(clone, command, args, { ...SIZES, ...sandbox.environment });
}

function findings(): string[] {
  const { verdict, findings: found = [] } = readJson<RunSummary>(newestRun(clone), "summary.json");
  expect(verdict).toBe("fail");
  return found.map(({ code, text }) => `${code}: ${text}`);
}

test("a smoke run notices a list that is counted wrongly", async () => {
  const ended = await run("run-smoke-test", [], { silent: "wrong-total" });
  expect(ended.stdout).toMatch(/^FAIL {2}smoke/);
  expect(ended.stdout).toContain("by key finds it once: status 200. Total-Count is 0");
});

test("a load notices items that replaced others, and that its readings lag, which is no fault", async () => {
  const clean = await run("run-load-phase", [], { silent: "stale-read", lagMs: 500 });
  expect(clean.output).toMatch(/^PASS/m);
  await run("run-load-phase", ["--dataset-id", "777"], { silent: "overwrite", every: 40 });
  expect(findings().some((text) => /^overwrote: .*its ID holds another item/.test(text))).toBe(true);
  await run("run-load-phase", ["--dataset-id", "888"], { silent: "drop-write", route: "/data/ed-fi/grades" });
  expect(findings().some((text) => /^lost-write: grades \{.*returned 404/.test(text))).toBe(true);
  expect((await run("run-load-phase", [])).output).toMatch(/^PASS/m);
});

test("a readwrite run notices updates that are ignored, whatever share of failures is allowed", async () => {
  const args = ["--vus", "2", "--think-time", "10ms", "--duration", "3s", "--max-failures-put", "100%"];
  const clean = await run("run-readwrite-phase", args);
  expect(clean.output).toMatch(/proof {4}[\d,]+ writes read again, .*: all there/);
  await run("run-readwrite-phase", args, { silent: "ignore-update" });
  expect(findings()[0]).toMatch(/^lost-write: \d+ acknowledged writes? not at the target/);
});
