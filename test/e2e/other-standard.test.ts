/** A target of a data standard that the program has never seen: the dataset is adapted to its documents. */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunSummary } from "../../src/results/run-summary.ts";
import {
  learnersForStudents,
  otherStandard,
  parentsForContacts,
  require,
  type Specs,
  specsOf,
} from "../recipes/other-standard.ts";
import { type Clone, createClone } from "./support/clone.ts";
import { EVERYTHING, readLoad } from "./support/load.ts";
import { runCommand, startK6 } from "./support/program.ts";
import { readJson, runFolders } from "./support/run-folder.ts";
import { startTestSandbox, type TestSandbox } from "./support/sandbox.ts";

const ATTENDANCE = "studentSchoolAttendanceEvents";

function renamedAndOther(specs: Specs): void {
  otherStandard(specs);
  parentsForContacts(specs);
}

let clone: Clone;
let sandbox: TestSandbox;
beforeAll(async () => {
  clone = createClone();
  sandbox = await startOther("other", renamedAndOther);
});
afterAll(async () => {
  await sandbox.stop();
  clone.remove();
});

function startOther(name: string, change: (specs: Specs) => void): Promise<TestSandbox> {
  const { resources, descriptors } = specsOf(change);
  const documents = Object.entries({ descriptors, resources }).flatMap(([part, document]) => {
    const path = clone.file(`${name}-${part}.json`);
    writeFileSync(path, JSON.stringify(document));
    return ["--openapi", path];
  });
  return startTestSandbox(clone, [...EVERYTHING, "--data-standard", "5.0", ...documents], `.sandbox-${name}`);
}

const run = (command: string, ...args: readonly string[]) => runCommand(clone, command, args, sandbox.environment);

test("smoke passes, with every check on what it adapted", async () => {
  const smoke = await run("run-smoke-test");
  expect(smoke.code, smoke.output).toBe(0);
  const { checks } = readJson<{ readonly checks: { readonly passed: number; readonly failed: number } }>(
    runFolders(clone.file("results")).at(-1) ?? "",
    "summary.json",
  );
  expect(checks.failed).toBe(0);
  expect(checks.passed).toBeGreaterThan(400);
});

test("a load says before it begins what it changes, and is complete", async () => {
  const plan = await run("run-load-phase", "--plan");
  expect(plan.stdout).toMatch(/^ {2}grades: gradingPeriodReference.gradingPeriodName -> periodSequence .number.$/m);
  expect(plan.stdout).toMatch(/^ {2}students: nickname added/m);
  expect(plan.stdout).toMatch(/^ {2}contacts: the target calls it parents/m);
  const load = await run("run-load-phase");
  expect(load.code, load.output).toBe(0);
  const { summary, folder } = readLoad(clone);
  expect(existsSync(join(folder, "documents", "documents.json"))).toBe(true);
  expect(summary.load).toMatchObject({ missing: 0, verified: true });
  expect(summary.leftOut).toBeUndefined();
  expect(summary.adapted).toContainEqual({ what: "students", change: "nickname added: the target requires it" });
  const { rows, duplicates } = await sandbox.ledger();
  expect(duplicates).toBe(0);
  const renamed = ["parents", "studentParentAssociations", "cTEProgramServiceDescriptors"];
  for (const endpoint of ["gradingPeriods", "grades", "courses", "courseTranscripts", ...renamed])
    expect(rows[endpoint], endpoint).toBeGreaterThan(0);
  expect(rows).not.toHaveProperty("contacts");
});

test("readwrite reads, changes and creates adapted items", async () => {
  const readwrite = await run("run-readwrite-phase", "--duration", "5s", "--vus", "2", "--think-time", "10ms");
  expect(readwrite.code, readwrite.output).toBe(0);
});

test("--resources all adds everything else that it has", async () => {
  const load = await run("run-load-phase", "--resources", "all");
  expect(load.code, load.output).toBe(0);
  expect(readLoad(clone).summary.load).toMatchObject({ missing: 0, verified: true });
});

test("a direct run and several instances adapt alike", async () => {
  const fresh = await startOther("fresh", renamedAndOther);
  try {
    const plan = await runCommand(clone, "run-load-phase", ["--plan"], fresh.environment);
    expect(plan.code, plan.output).toBe(0);
    const sizes = ["SCHOOL_COUNT=2", "STUDENT_COUNT=2", "STAFF_COUNT=2", "MODEL=../results/planned-target-data.txt"];
    const args = ["run", ...sizes.flatMap((size) => ["-e", size]), "dist/load.js"];
    const direct = await startK6(clone, args, fresh.environment).ended;
    expect(direct.code, direct.output).toBe(0);
    expect((await fresh.ledger()).rows.parents).toBeGreaterThan(0);
    const own = { ...fresh.environment, DATASET_ID: "2" };
    const load = await runCommand(clone, "run-load-phase", ["--local", "2", "--vus", "4"], own);
    expect(load.code, load.output).toBe(0);
    expect(readLoad(clone).summary.load).toMatchObject({ missing: 0, verified: true });
  } finally {
    await fresh.stop();
  }
});

test("smoke does not send what cannot be adapted", async () => {
  const impossible = await startOther("impossible", (specs) => {
    const schema = { type: "object", properties: { moodId: { type: "integer" } }, required: ["moodId"] };
    Object.assign(specs.resources.components.schemas, { EdFi_Mood_Reference: schema });
    const reference = { $ref: "#/components/schemas/EdFi_Mood_Reference" };
    require(specs, "EdFi_StudentSchoolAttendanceEvent", "moodReference", reference);
  });
  try {
    const smoke = await runCommand(clone, "run-smoke-test", [], impossible.environment);
    expect(smoke.code, smoke.output).toBe(0);
    const { leftOut } = readJson<Pick<RunSummary, "leftOut">>(
      runFolders(clone.file("results")).at(-1) ?? "",
      "summary.json",
    );
    expect(leftOut?.filter(({ what }) => what === ATTENDANCE)).toEqual([
      { what: ATTENDANCE, reason: "it requires moodReference, which the dataset does not have" },
    ]);
    expect((await impossible.ledger()).writes).not.toHaveProperty(ATTENDANCE);
  } finally {
    await impossible.stop();
  }
});

test("what cannot be adapted is made anew, loaded and read", async () => {
  const strange = await startOther("strange", learnersForStudents);
  const env = strange.environment;
  try {
    const smoke = await runCommand(clone, "run-smoke-test", ["--vus", "2"], env);
    expect(smoke.code, smoke.output).toBe(0);
    const load = await runCommand(clone, "run-load-phase", [], env);
    expect(load.code, load.output).toBe(0);
    const { summary } = readLoad(clone);
    expect(summary.load).toMatchObject({ missing: 0, verified: true });
    expect(summary.leftOut).toEqual([{ what: "students", reason: "the target does not have it" }]);
    const { rows } = await strange.ledger();
    for (const endpoint of ["learners", "grades", ATTENDANCE]) expect(rows[endpoint], endpoint).toBeGreaterThan(0);
    const readwrite = await runCommand(clone, "run-readwrite-phase", ["--duration", "3s", "--vus", "2"], env);
    expect(readwrite.code, readwrite.output).toBe(0);
  } finally {
    await strange.stop();
  }
});
