/** With `--resources all` a run uses every resource and descriptor that the target's documents describe. */
import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { RunSummary } from "../../src/results/run-summary.ts";
import { type Clone, createClone } from "./support/clone.ts";
import { EVERYTHING, readLoad } from "./support/load.ts";
import { runCommand } from "./support/program.ts";
import { readJson, runFolders } from "./support/run-folder.ts";
import { startTestSandbox, type TestSandbox } from "./support/sandbox.ts";

const IDENTITY = { "x-Ed-Fi-isIdentity": true };
const text = (maxLength: number) => ({ type: "string", maxLength });
const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const resource = (schema: string) => ({
  post: { requestBody: { content: { "application/json": { schema: reference(schema) } } } },
});

/** An extension of a state: buses, and students who take them. */
const EXTENSION = {
  openapi: "3.0.1",
  paths: {
    "/sample/buses": resource("Sample_Bus"),
    "/sample/studentBusAssociations": resource("Sample_StudentBusAssociation"),
    "/sample/busColorDescriptors": resource("Sample_BusColorDescriptor"),
  },
  components: {
    schemas: {
      Sample_Bus: {
        type: "object",
        required: ["busId", "busColorDescriptor", "seats"],
        properties: {
          busId: { ...text(8), ...IDENTITY },
          busColorDescriptor: text(306),
          seats: { type: "integer", format: "int32", minimum: 10, maximum: 80 },
          note: text(40),
        },
      },
      Sample_Bus_Reference: { type: "object", required: ["busId"], properties: { busId: text(8) } },
      Sample_StudentBusAssociation: {
        type: "object",
        required: ["busReference", "studentReference", "firstDay"],
        properties: {
          busReference: { ...reference("Sample_Bus_Reference"), ...IDENTITY },
          studentReference: { ...reference("EdFi_Student_Reference"), ...IDENTITY },
          firstDay: { type: "string", format: "date" },
        },
      },
      Sample_BusColorDescriptor: {
        type: "object",
        required: ["codeValue", "namespace", "shortDescription"],
        properties: { codeValue: text(50), namespace: text(255), shortDescription: text(75) },
      },
      EdFi_Student_Reference: { type: "object", properties: { studentUniqueId: text(32) } },
    },
  },
};

let clone: Clone;
let sandbox: TestSandbox;
/** All that the target has. */
let served: readonly string[];
beforeAll(async () => {
  clone = createClone();
  writeFileSync(clone.file("extension.json"), JSON.stringify(EXTENSION));
  sandbox = await startTestSandbox(clone, [...EVERYTHING, "--openapi", clone.file("extension.json")]);
  const answer = await fetch(`${sandbox.baseUrl}/metadata/dependencies`);
  const rows = (await answer.json()) as readonly { readonly resource: string }[];
  served = [...new Set(rows.map(({ resource }) => resource.replace(/^\/(ed-fi\/)?/, "")))];
});
beforeEach(() => sandbox.resetLedger());
afterAll(async () => {
  await sandbox.stop();
  clone.remove();
});

const run = (command: string, args: readonly string[]) =>
  runCommand(clone, command, [...args, "--resources", "all"], sandbox.environment);

test("a smoke run writes, reads, changes and deletes an item of each", async () => {
  const smoke = await run("run-smoke-test", []);
  expect(smoke.code, smoke.output).toBe(0);
  const { checks, leftOut } = readJson<{ readonly checks: { readonly failed: number }; readonly leftOut?: unknown }>(
    runFolders(clone.file("results")).at(-1) ?? "",
    "summary.json",
  );
  expect(checks.failed).toBe(0);
  expect(leftOut).toBeUndefined();
  const { writes, rows } = await sandbox.ledger();
  const missed = served.filter((endpoint) => {
    const { created = 0, updated = 0, deleted = 0 } = writes[endpoint] ?? {};
    return created === 0 || updated === 0 || deleted !== created;
  });
  expect(missed).toEqual([]);
  expect(Object.values(rows).reduce((sum, count) => sum + count, 0)).toBe(0);
});

test("a load creates items of all of them, and its clean-up deletes them", async () => {
  const plan = await run("run-load-phase", ["--plan", "--json"]);
  const { segments, leftOut } = JSON.parse(plan.stdout) as {
    readonly segments: readonly { readonly endpoint: string }[];
    readonly leftOut: readonly unknown[];
  };
  expect(leftOut).toEqual([]);
  const planned = segments.map(({ endpoint }) => endpoint);
  expect(served.filter((endpoint) => !planned.includes(endpoint))).toEqual([]);
  const load = await run("run-load-phase", []);
  expect(load.code, load.output).toBe(0);
  const { folder, summary } = readLoad(clone);
  expect(summary.load).toMatchObject({ missing: 0, verified: true, created: summary.load.planned });
  const { rows, duplicates } = await sandbox.ledger();
  expect(duplicates).toBe(0);
  expect(served.filter((endpoint) => !((rows[endpoint] ?? 0) > 0))).toEqual([]);
  const again = await run("run-load-phase", []);
  expect(again.stdout).toMatch(/: ([\d,]+) planned = 0 created \+ \1 already present/);
  const cleanup = await runCommand(clone, "cleanup", [folder, "--yes"], sandbox.environment);
  expect(cleanup.code, cleanup.output).toBe(0);
  expect(Object.values((await sandbox.ledger()).rows).reduce((sum, count) => sum + count, 0)).toBe(0);
});

test("a file names resources and counts; what they need is created as well", async () => {
  const counts = { "sample/studentBusAssociations": 9, "sample/buses": 5, surveySections: 4 };
  writeFileSync(clone.file("some.json"), JSON.stringify(counts));
  const args = ["--resources", clone.file("some.json")];
  const load = await runCommand(clone, "run-load-phase", args, sandbox.environment);
  expect(load.code, load.output).toBe(0);
  const { rows } = await sandbox.ledger();
  expect(rows).toMatchObject(counts);
  expect(rows["sample/busColorDescriptors"]).toBeGreaterThan(0);
  expect(rows.surveyResponses).toBeUndefined();
  const unknown = clone.file("unknown.json");
  writeFileSync(unknown, JSON.stringify({ "sample/bus": 3 }));
  const refused = await runCommand(clone, "run-load-phase", ["--resources", unknown], sandbox.environment);
  expect(refused.code).not.toBe(0);
  expect(refused.output).toMatch(/sample\/bus: the target does not have it \(did you mean sample\/buses\?\)/);
});

test("a mix may name them after that load: read, found by key, walked through, changed and read back", async () => {
  const mix = clone.file("generated.json");
  const resources = { "sample/buses": 1, "sample/studentBusAssociations": 1, surveySections: 1 };
  const operations = [
    ...["get", "page"].map((kind) => ({ kind, weight: 1 })),
    { kind: "query", by: "key", weight: 1 },
    { kind: "update", weight: 2, resources: { "sample/buses": 1, surveySections: 1 } },
  ];
  writeFileSync(mix, JSON.stringify({ text: "x", resources, operations }));
  const readwrite = (args: readonly string[]) =>
    runCommand(
      clone,
      "run-readwrite-phase",
      ["--vus", "2", "--think-time", "10ms", "--duration", "3s", "--mix", mix, ...args],
      {
        ...sandbox.environment,
      },
    );
  const before = (await sandbox.ledger()).rows;
  const ended = await readwrite([]);
  expect(ended.code, ended.output).toBe(0);
  const { failures, operations: done } = readJson<RunSummary>(
    runFolders(clone.file("results")).at(-1) ?? "",
    "summary.json",
  );
  expect(failures).toBe(0);
  const names = done.map(({ resource, op }) => `${op} ${resource}`);
  for (const resource in resources)
    for (const op of ["read", "query", "page"]) expect(names).toContain(`${op} ${resource}`);
  expect(names).toContain("update sample/buses");
  expect(ended.output).toMatch(/^ {2}proof {4}[\d,]+ writes read again, .*: all there$/m);
  const { writes, rows } = await sandbox.ledger();
  expect(writes["sample/buses"]?.updated).toBeGreaterThan(0);
  expect(rows).toEqual(before);
  const refused = await readwrite(["--discover"]);
  expect(refused.output).toMatch(
    /sample\/buses: unknown resource; .* Load others first: npm run load -- --resources all/,
  );
});
