/** What a target refuses for good: it is named as the first cause, and what depends on it is held back instead of hammered. */
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { FaultRule } from "../../src/sandbox/faults/rules.ts";
import { type Clone, createClone } from "./support/clone.ts";
import { EVERYTHING, readLoad, SMALL } from "./support/load.ts";
import { type Ended, runCommand } from "./support/program.ts";
import { byRoute, startTestSandbox, type TestSandbox } from "./support/sandbox.ts";

const VUS = 10;
const REFUSAL = JSON.stringify({
  detail: "Data validation failed. See 'validationErrors' for details.",
  type: "urn:ed-fi:api:bad-request:data-validation-failed",
  title: "Data Validation Failed",
  status: 400,
  validationErrors: { "$.localCourseCode": ["localCourseCode is out of the question."] },
});

let clone: Clone;
let sandbox: TestSandbox;
beforeAll(() => {
  clone = createClone();
});
afterEach(() => sandbox.stop());
afterAll(() => clone.remove());

async function loadWith(rule: FaultRule, store: string): Promise<Ended> {
  sandbox = await startTestSandbox(clone, EVERYTHING, store);
  await sandbox.setFaults([rule]);
  return runCommand(clone, "run-load-phase", ["--vus", String(VUS)], { ...sandbox.environment, ...SMALL });
}

test("a resource that is refused: its dependants are not even tried", async () => {
  const rule = { route: "/data/ed-fi/courseOfferings", method: "POST", status: 400, body: REFUSAL };
  const run = await loadWith(rule, ".sandbox-resource");
  expect(run.code, run.output).toBe(99);
  expect(run.stdout).toMatch(/^FAIL {2}load on .+?: /m);
  const [reason, cause] = run.stdout.split("\n").filter((line) => line.startsWith("  reason"));
  expect(reason).toMatch(
    /items are missing \([\d,]+ failed, [\d,]+ were not sent because something they refer to is missing\)/,
  );
  expect(cause).toMatch(/cause: courseOfferings: 400 rejected\. .*localCourseCode is out of the question.* First: \{/);

  const { summary, data } = readLoad(clone);
  const { courseOfferings, sections, grades, students } = data.resources;
  expect(courseOfferings?.missing).toBe(courseOfferings?.planned);
  expect(sections?.missing).toBe(sections?.planned);
  expect(grades?.missing).toBe(grades?.planned);
  expect(students?.missing).toBe(0);
  expect(summary.causes).toHaveLength(1);
  const requests = byRoute(await sandbox.ledger());
  expect(requests.get("POST /data/ed-fi/courseOfferings")).toBe(courseOfferings?.planned);
  for (const endpoint of ["sections", "staffSectionAssociations", "studentSectionAssociations", "grades"]) {
    expect(requests.get(`POST /data/ed-fi/${endpoint}`), endpoint).toBeUndefined();
  }
});
