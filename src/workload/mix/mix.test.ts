import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseStages } from "../../base/stages.ts";
import { ITEM_FAILURES } from "../../lib/contracts/metrics.ts";
import type { Cell } from "../../lib/contracts/readwrite-plan.ts";
import { createDataset } from "../../lib/data/create-dataset.ts";
import { choiceAt, placeOf } from "../../lib/mix/choice.ts";
import type { MixKind } from "../../lib/mix/mix.ts";
import { OwnItems } from "../../lib/mix/own-items.ts";
import { serialOf } from "../../lib/mix/serial.ts";
import { isOff, OperationTally } from "./achieved.ts";
import { compileMix } from "./compile-mix.ts";
import { KINDS, METHODS, type Method, MIX_KINDS } from "./kinds.ts";
import { loadModel, plannedDuration } from "./load-model.ts";
import type { Mix } from "./mix.ts";
import { readMix } from "./mix-file.ts";
import { limitsOf, parseShares } from "./settings.ts";
import { thresholdsOf } from "./thresholds.ts";

const FOLDER = new URL("../../../profiles/mixes/", import.meta.url);
const { endpoints } = createDataset({
  seed: 1,
  datasetId: 1,
  schools: 1,
  students: 1,
  staff: 1,
  coursesPerSchool: 1,
  sectionsPerCourse: 1,
  schoolYear: 2026,
});
const named = readdirSync(FOLDER).map((file) => file.replace(".json", ""));
const ALL = (): undefined => undefined;

function mixOf(name: string): Mix {
  const reading = readMix(readFileSync(new URL(`${name}.json`, FOLDER), "utf8"), endpoints);
  if ("problems" in reading) throw new Error(reading.problems.join("\n"));
  return reading.value;
}

function kindAt(cells: readonly Cell[], iteration: number): MixKind {
  const ends = cells.map(({ upTo }) => upTo);
  return (cells[choiceAt(ends, placeOf(iteration))] as Cell).kind;
}

/** Operations by method of some iterations: one each. */
function operationsOf(cells: ReturnType<typeof compileMix>, first: number, count: number): Record<Method, number> {
  const requests = { GET: 0, POST: 0, PUT: 0, DELETE: 0 };
  for (let iteration = first; iteration < first + count; iteration++) {
    requests[KINDS[kindAt(cells.cells, iteration)].method]++;
  }
  return requests;
}

function farthest(requests: Record<Method, number>, wanted: Readonly<Record<Method, number>>): number {
  const all = METHODS.reduce((sum, method) => sum + requests[method], 0);
  return Math.max(...METHODS.map((method) => Math.abs(requests[method] / all - wanted[method])));
}

describe("shares", () => {
  test("the default is 50/20/20/10", () => {
    expect(compileMix(mixOf("default"), ALL).wanted).toEqual({ GET: 0.5, POST: 0.2, PUT: 0.2, DELETE: 0.1 });
  });

  test.each(named)("%s is near enough for the verdict of one VU from 100 operations on", (name) => {
    const compiled = compileMix(mixOf(name), ALL);
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 20_000 }), (count) => {
        const operations = operationsOf(compiled, 0, count);
        const rows = METHODS.map((op) => ({ op, wanted: compiled.wanted[op], achieved: operations[op] / count }));
        expect(rows.filter((row) => isOff(row, count, 1))).toEqual([]);
      }),
    );
  });

  test("any shares are reached, with more updates than reads by id, too", () => {
    const weight = fc.integer({ min: 1, max: 100 });
    fc.assert(
      fc.property(weight, weight, weight, fc.nat(50_000), (GET, POST, PUT, first) => {
        const shares = { GET, POST, PUT, DELETE: Math.floor(POST / 2) };
        const compiled = compileMix(mixOf("default"), ALL, shares);
        const all = GET + POST + PUT + shares.DELETE;
        for (const method of METHODS) expect(compiled.wanted[method]).toBeCloseTo(shares[method] / all, 9);
        expect(farthest(operationsOf(compiled, first, 505), compiled.wanted)).toBeLessThan(0.02);
      }),
    );
  });

  test("every VU does a bit of everything, whatever their number", () => {
    const { cells } = compileMix(mixOf("default"), ALL);
    for (const vus of [2, 5, 8, 10, 13, 50, 55, 101]) {
      for (let vu = 0; vu < vus; vu++) {
        const kinds = new Set<MixKind>();
        for (let turn = 0; turn < 120; turn++) kinds.add(kindAt(cells, vu + turn * vus));
        for (const kind of ["get", "create", "update", "delete"] as const) expect([...kinds], `${vus}`).toContain(kind);
      }
    }
  });

  test("what cannot be done is left out, and its share stays with its method", () => {
    const refusal = { reason: "the client may not create it", isDenied: true };
    const compiled = compileMix(mixOf("default"), ({ kind }, resource) =>
      kind === "query" || resource === "grades" ? refusal : undefined,
    );
    for (const [at, method] of METHODS.entries())
      expect(compiled.wanted[method]).toBeCloseTo([0.5, 0.2, 0.2, 0.1][at] ?? 0, 9);
    expect(compiled.leftOut).toContainEqual({ kind: "create", resource: "grades", ...refusal });
    const names = compiled.leftOut.map(({ kind, resource }) => `${kind} ${resource}`);
    expect(new Set(names).size).toBe(names.length);
    expect(compiled.cells.some(({ kind, resource }) => kind === "query" || resource === "grades")).toBe(false);
    expect(compiled.cells.at(-1)?.upTo).toBe(1);
  });
});

describe("a mix file", () => {
  test("with problems gets all of them at once, with the name that was meant", () => {
    const text = JSON.stringify({
      txt: "x",
      text: "x",
      resources: { student: 1 },
      operations: [
        { kind: "gett", weight: 1 },
        { kind: "page", weight: -1, limits: [501], by: "cursor", totalCount: true },
        { kind: "query", weight: 1 },
        { kind: "delete", weight: 3, chnage: 1 },
      ],
      thresholds: { get: { p95: "3", failure: "5%" } },
    });
    const reading = readMix(text, endpoints);
    expect("problems" in reading && reading.problems).toEqual([
      "resources.student: unknown resource (did you mean students?)",
      'operations[0].kind: expected one of get, query, page, changes, create, update, delete; found "gett" (did you mean get?)',
      "operations[1].weight: expected a number of at least 0; found -1",
      "operations[1].limits[0]: expected a whole number from 1 to 500; found 501",
      "operations[1]: totalCount is for paging by offset; servers refuse it with a page token",
      'operations[2].by: expected "key", or a query field such as "schoolId"; it is missing',
      expect.stringMatching(/^operations\[3\]\.chnage: unknown name/),
      "operations: the weight of delete (3) is above that of create (0); a run deletes only what it created",
      'thresholds.get.p95: expected a duration such as "3s"; found "3"',
      "thresholds.get.failure: unknown name (did you mean failures?)",
      "txt: unknown name (did you mean text?)",
    ]);
  });

  const get = { kind: "get", weight: 1 };

  test("may leave resources and thresholds out where operations have their own", () => {
    const operations = [{ ...get, resources: { students: 1 } }];
    expect(readMix(JSON.stringify({ text: "x", operations }), endpoints)).toEqual({
      value: { text: "x", resources: {}, operations, thresholds: {} },
    });
  });

  test.each([
    ["", "the document is not JSON"],
    ["[]", "text: expected a one-line description of the mix; it is missing"],
    ["null", "the document: expected an object; found null"],
    ['{"text":"x","operations":[]}', "operations: expected a list of at least one operation; found []"],
    ['{"text":"x","operations":{}}', "operations: expected a list of at least one operation; found {}"],
    ['{"operations":[1]}', "operations[0]: expected an object; found 1"],
    [JSON.stringify({ text: "x", operations: [get] }), "the document: an operation without"],
    [JSON.stringify({ text: "x", operations: [{ ...get, weight: 0 }] }), "operations: every weight is 0"],
    [
      JSON.stringify({ text: "x", resources: { students: 1 }, operations: [{ ...get, weight: 1e308 }] }),
      "operations[0].weight: expected a number of at most 1e12; found 1e+308",
    ],
    [JSON.stringify({ text: "x", resources: { students: 0 }, operations: [get] }), "resources: every weight is 0"],
    [JSON.stringify({ text: "x", operations: [get], thresholds: { got: {} } }), "thresholds.got: unknown name"],
    [
      JSON.stringify({ text: "x", operations: [get], thresholds: { get: { failures: "101%" } } }),
      'thresholds.get.failures: expected a percentage such as "5%"; found "101%"',
    ],
  ])("%s is refused", (text, problem) => {
    expect(readMix(text, endpoints)).toEqual({
      problems: expect.arrayContaining([expect.stringContaining(problem)]),
    });
  });
});

describe("settings", () => {
  test("stages and shares have one form each", () => {
    expect(parseStages("1m:10, 30s:50")).toEqual([
      { duration: 60_000, target: 10 },
      { duration: 30_000, target: 50 },
    ]);
    for (const text of ["", "1m", "1m:", "10:1m", "1m:10;5m:5", "0s:4"])
      expect(parseStages(text), text).toBeUndefined();
    expect(parseShares("50/20/20/10")).toEqual({ GET: 50, POST: 20, PUT: 20, DELETE: 10 });
    for (const text of ["", "1/2/3", "0/0/0/0", "50/5/20/10", "a/b/c/d", "1/1/1/1/1"])
      expect(parseShares(text), text).toBeUndefined();
  });

  test("limits come from settings that somebody made, then from the mix, then from the defaults", () => {
    const settings = {
      maxP95Get: 3000,
      maxFailuresGet: 0.05,
      maxP95Post: 9,
      maxFailuresPost: 0.05,
      maxP95Put: 3000,
      maxFailuresPut: 0.05,
      maxP95Delete: 3000,
      maxFailuresDelete: 0.05,
    };
    const mix = { ...mixOf("default"), thresholds: { get: { p95: 100 }, create: { p95: 200, failures: 0.5 } } };
    const limits = limitsOf(mix, settings, (key) => key === "maxP95Post");
    expect(limits.get).toEqual({ p95: 100, failures: 0.05 });
    expect(limits.create).toEqual({ p95: 9, failures: 0.5 });
    expect(limits.page).toEqual({ p95: 3000, failures: 0.05 });
  });

  test("everything that the mix may create and delete has figures of its own, parents included", () => {
    const cell = { upTo: 1, resource: "studentSectionAssociations" } as const;
    const limit = { p95: 3000, failures: 0 };
    const limits = Object.fromEntries(MIX_KINDS.map((kind) => [kind, limit])) as Parameters<typeof thresholdsOf>[1];
    const rowsOf = (...kinds: MixKind[]): string[] =>
      Object.keys(thresholdsOf({ cells: kinds.map((kind) => ({ ...cell, kind })) }, limits))
        .filter((name) => name.startsWith(ITEM_FAILURES))
        .map((name) => /resource:(\w+),op:(\w+)/.exec(name)?.slice(1).join(" ") ?? name);
    const made = ["studentSectionAssociations", "studentSchoolAssociations", "students"];
    expect(rowsOf("get")).toEqual(["studentSectionAssociations read"]);
    expect(rowsOf("create")).toEqual(made.map((resource) => `${resource} create`));
    expect(rowsOf("create", "delete").sort()).toEqual(
      made.flatMap((resource) => [`${resource} create`, `${resource} delete`]).sort(),
    );
  });

  test("the measured part begins after the warm-up and a break", () => {
    const settings = {
      model: "ramping-arrival-rate" as const,
      vusReadwritePhase: 5,
      maxVus: 50,
      durationReadwritePhase: 30_000,
      warmUp: 10_000,
      rate: 2.5,
      stages: "10s:10,20s:0",
    };
    expect(loadModel(settings)).toMatchObject({
      warm_up: { exec: "warmUp", executor: "constant-arrival-rate", rate: 25, timeUnit: "10s", duration: "10000ms" },
      readwrite: {
        exec: "readwrite",
        executor: "ramping-arrival-rate",
        startTime: "13000ms",
        startRate: 25,
        preAllocatedVUs: 5,
        maxVUs: 50,
        stages: [
          { duration: "10000ms", target: 100 },
          { duration: "20000ms", target: 0 },
        ],
      },
    });
    expect(plannedDuration(settings)).toEqual({ warmUpMs: 13_000, measuredMs: 30_000 });
  });
});

test("serial numbers differ over iterations, scenarios and runs", () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.integer({ min: 1000, max: 1e9 }), (iteration, laterMs) => {
      const now = Date.UTC(2026, 10, 23);
      const serials = [
        serialOf(now, iteration, false),
        serialOf(now, iteration, true),
        serialOf(now, iteration + 1, false),
      ];
      expect(new Set(serials).size).toBe(3);
      // A run that began that much earlier, at 10,000 iterations per second.
      expect(serialOf(now, laterMs * 10, true)).toBeLessThan(serialOf(now + laterMs, 0, false));
      for (const serial of serials) expect(serial > 1e9 && Number.isSafeInteger(serial)).toBe(true);
    }),
  );
});

test("own items are deleted after what refers to them", () => {
  const own = new OwnItems();
  own.add("students", "1", "{}", 0, undefined);
  own.add(
    "grades",
    "2",
    "{}",
    0,
    own.parent("students", () => true),
  );
  const first = own.takeDeletable("students");
  expect(first?.id).toBe("2");
  expect(own.takeDeletable("students")).toBeUndefined();
  if (first !== undefined) own.deleted(first);
  expect(own.takeDeletable("grades")?.id).toBe("1");
});

test("the tally counts what the mix wants, not reads beside it nor lost races", () => {
  const tally = new OperationTally();
  const line = { warmingUp: false, iteration: 0, resource: "students", bin: 400, requests: 1, id: "" };
  tally.add({ ...line, op: "prepare", outcome: "read" });
  tally.add({ ...line, op: KINDS.update.op, outcome: "precondition-failed" });
  tally.add({ ...line, op: KINDS.update.op, outcome: "updated", requests: 2 });
  tally.add({ ...line, op: KINDS.get.op, outcome: "read" });
  expect([tally.operations, tally.preparing]).toEqual([2, 1]);
  expect(tally.achieved({ GET: 0.5, POST: 0, PUT: 0.5, DELETE: 0 }).map(({ achieved }) => achieved)).toEqual([
    0.5, 0, 0.5, 0,
  ]);
});
