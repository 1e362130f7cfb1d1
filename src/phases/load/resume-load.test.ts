import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createTestContext } from "../../../test/fakes/command-context.ts";
import { type LoadedSandbox, loadSandbox } from "../../../test/fakes/loaded-sandbox.ts";
import { temporaryFolder } from "../../../test/temporary-folder.ts";
import { writeFailureLine } from "../../lib/contracts/journal/failure-line.ts";
import { LOAD_DATA_FILE, PLAN_FILE, SUMMARY_FILE } from "../../lib/contracts/run-files.ts";
import { type Range, totalOf } from "../../lib/plan/ranges.ts";
import type { RunSite } from "../../run/phase.ts";
import { createDataClient, type DataClient } from "../../target/data-client.ts";
import { fixedToken } from "../../target/token-generations.ts";
import { resumeWork } from "./resume-load.ts";

let loaded: LoadedSandbox;
let client: DataClient;
let results: string;

beforeEach(async () => {
  results = temporaryFolder();
  loaded = await loadSandbox(results);
  client = createDataClient({ dataUrl: loaded.dataUrl, tokens: fixedToken(loaded.token), width: 4, retryLimit: 1 });
});
afterEach(async () => {
  client.close();
  await loaded.close();
});

/** What the load left: complete by its journal, and `verified` or not. */
function conclude(verified: boolean | undefined): void {
  const write = (name: string, value: unknown): void =>
    writeFileSync(join(loaded.runFolder, name), JSON.stringify(value));
  write(LOAD_DATA_FILE, { complete: true });
  write(SUMMARY_FILE, { load: verified === undefined ? {} : { verified } });
}

function resume() {
  const { plan } = loaded;
  const { schools, students, staff, coursesPerSchool, sectionsPerCourse, seed, datasetId, schoolYear } = plan.dataset;
  const sizes = { SCHOOL_COUNT: schools, STUDENT_COUNT: students, STAFF_COUNT: staff, SCHOOL_YEAR: schoolYear };
  const rest = { COURSES_PER_SCHOOL: coursesPerSchool, SECTIONS_PER_COURSE: sectionsPerCourse };
  const values = Object.entries({ ...sizes, ...rest, SEED: seed, DATASET_ID: datasetId });
  const { context } = createTestContext(Object.fromEntries(values.map(([name, value]) => [name, String(value)])));
  const { baseUrl, dataUrl: dataManagementApi } = plan.target;
  const target = {
    client,
    installation: { kind: "target", baseUrl },
    facts: { discovery: { version: "test", urls: { dataManagementApi } } },
  } as unknown as RunSite["target"];
  const site = { context, target, directory: results, resume: true };
  return resumeWork(site, loaded.dataset, { plan, presentItems: [] });
}

async function deleteOne(endpoint: string): Promise<void> {
  const { segments } = loaded.plan;
  const { first = 0 } = segments.find((segment) => segment.endpoint === endpoint) ?? {};
  const [, , , , id] = loaded.journal.split("\n")[first]?.split(" ") ?? [];
  const { status } = await loaded.box.call("DELETE", `/data/ed-fi/${endpoint}/${id}`, { token: loaded.token });
  expect(status).toBe(204);
}

function rangeOf(endpoint: string): Range {
  const { first, count } = loaded.plan.segments.find((segment) => segment.endpoint === endpoint) ?? {
    first: 0,
    count: 0,
  };
  return [first, count];
}

test("a load whose verification failed sends what the target has lost again", async () => {
  conclude(false);
  await deleteOne("studentSchoolAssociations");
  const { work, lines } = await resume();
  expect(work.ranges).toEqual([rangeOf("studentSchoolAssociations")]);
  expect(lines[1]).toMatch(/the target has lost items of studentSchoolAssociations/);
});

test("it sends everything again where counts do not tell what is lost", async () => {
  conclude(false);
  const { work, lines } = await resume();
  expect(totalOf(work.ranges)).toBe(loaded.plan.items);
  expect(lines[1]).toMatch(/verification failed, and counts do not show where: all items are sent again/);
});

test("a load of another version of the dataset is not continued, and keeps its clean-up", async () => {
  conclude(false);
  const { datasetVersion: _, ...plan } = loaded.plan;
  writeFileSync(join(loaded.runFolder, PLAN_FILE), JSON.stringify(plan));
  await expect(resume()).rejects.toMatchObject({
    exitCode: 2,
    message: expect.stringMatching(/^The load \S+ is of version 1 of the dataset; this program makes version 4\.$/),
    hint: expect.stringMatching(/npm run cleanup -- \S+\) and start a new load without --resume/),
  });
});

test.each([true, undefined])("a complete load with verified %s is finished", async (verified) => {
  conclude(verified);
  await deleteOne("studentSchoolAssociations");
  await expect(resume()).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining("no unfinished load") });
});

test("after a property was refused, every resource may hold another one; after another failure, none", async () => {
  const [item] = rangeOf("students");
  const journal = join(loaded.runFolder, "journal-1.log");
  writeFileSync(journal, `${loaded.journal.split("\n").slice(0, item).join("\n")}\n`);
  const fail = (body: string): void => {
    const facts = { resource: "students", operation: "create", status: 400, item, key: "{}", outcome: "rejected" };
    appendFileSync(journal, `${writeFailureLine({ ...facts, body })}\n`);
  };
  fail('{"validationErrors":{"$.lastSurname":["lastSurname is required."]}}');
  expect((await resume()).work.doubtful).toEqual([]);
  fail('{"validationErrors":{"$.birthCity":["The property birthCity is not known."]}}');
  const { doubtful } = (await resume()).work;
  expect(doubtful).toEqual(expect.arrayContaining(["schools", "students", "studentSchoolAssociations"]));
  expect(doubtful).not.toContain("schoolYearTypes");
});
