import { describe, expect, it } from "vitest";
import { fakeSession } from "../../../test/fakes/session.ts";
import { inTurn, RESET, TIMED_OUT } from "../../../test/k6-shim/http.ts";
import { type FakeAnswer, type FakeRequest, k6, total } from "../../../test/k6-shim/process.ts";
import { startVu, UNDER_RUNNER, useFakeK6 } from "../../../test/k6-shim/vu.ts";
import { writeLevel } from "../../lib/contracts/broker.ts";
import { readFailureLine } from "../../lib/contracts/journal/failure-line.ts";
import { type ItemLine, readItemLine } from "../../lib/contracts/journal/item-line.ts";
import { ITEM_FAILURES, OUTCOMES_METRIC, REPEATS } from "../../lib/contracts/metrics.ts";
import { createDataset } from "../../lib/data/create-dataset.ts";
import type { Outcome } from "../../lib/http/outcome.ts";
import type { PlanSegment } from "../../lib/plan/load-plan.ts";
import { placeRanges, type Range } from "../../lib/plan/ranges.ts";

useFakeK6();

const dataset = createDataset({
  seed: 1,
  datasetId: 1,
  schools: 2,
  students: 4,
  staff: 2,
  coursesPerSchool: 1,
  sectionsPerCourse: 1,
  schoolYear: 2026,
});
const ENDPOINTS = ["localEducationAgencies", "schools", "calendars", "calendarDates"];
/** One level each. */
const SEGMENTS: PlanSegment[] = [];
for (const endpoint of ENDPOINTS) {
  const last = SEGMENTS.at(-1);
  const first = last === undefined ? 0 : last.first + last.count;
  SEGMENTS.push({ endpoint, level: SEGMENTS.length + 1, first, count: dataset.count(endpoint) });
}
const ITEMS = SEGMENTS.reduce((sum, { count }) => sum + count, 0);
const firstOf = (endpoint: string) => SEGMENTS.find((segment) => segment.endpoint === endpoint)?.first as number;

const CREATED: FakeAnswer = { status: 201, headers: { Location: "/x/7" } };
const UNRESOLVED: FakeAnswer = { status: 409, body: { type: "urn:ed-fi:api:data-conflict:unresolved-reference" } };
const REJECTED: FakeAnswer = { status: 400, body: { detail: "out of the question" } };
const BROKEN: FakeAnswer = { status: 500, body: { detail: "on fire" } };

interface Vu {
  readonly load: (item: number) => void | Promise<void>;
}

async function openVu(environment = UNDER_RUNNER, limits = { transient: 5, unresolved: 9 }): Promise<Vu> {
  const { Loader } = await startVu(() => import("./loader.ts"), environment);
  return new Loader({
    session: fakeSession(limits),
    dataUrl: "http://dms/data",
    dataset,
    vocabulary: { canUse: () => false },
    work: {
      segments: SEGMENTS,
      firsts: SEGMENTS.map(({ first }) => first),
      usable: new Set(),
      ranges: placeRanges([[0, ITEMS]]),
      size: ITEMS,
      isPresent: () => false,
    },
    vus: 1,
  });
}

function openAllLevels(missing: readonly Range[] = []): void {
  k6.broker = () => writeLevel(1, missing);
}

const journal = () => k6.log.map(readItemLine).filter((line): line is ItemLine => line !== undefined);
const failures = () => k6.log.map(readFailureLine).filter((line) => line !== undefined);
const results = () => journal().map(({ item, result }) => `${item} ${result}`);
const refuse = (endpoint: string, answer: FakeAnswer) => (request: FakeRequest) =>
  request.url.endsWith(`/${endpoint}`) ? answer : CREATED;

describe("an item", () => {
  it("is one POST of its body, one line and one outcome", async () => {
    k6.server = inTurn(CREATED);
    openAllLevels();
    const vu = await openVu();
    for (let item = 0; item < ITEMS; item++) await vu.load(item);
    expect(journal().map(({ item }) => item)).toEqual([...Array(ITEMS).keys()]);
    expect(journal()[0]).toEqual({
      item: 0,
      result: "created",
      repeats: 0,
      id: "7",
      answer: { bin: 332, outcome: "created" },
    });
    expect(k6.requests.map(({ url }) => url.split("/").at(-1))).toEqual(
      SEGMENTS.flatMap(({ endpoint, count }) => Array(count).fill(endpoint)),
    );
    const sent = k6.requests[firstOf("schools") + 1]?.body ?? "";
    expect(JSON.parse(sent)).toEqual(dataset.body("schools", 1, { canUse: () => false }));
    expect(total(OUTCOMES_METRIC, { resource: "schools", op: "create", outcome: "created" })).toBe(2);
    expect(total(ITEM_FAILURES)).toBe(0);
    expect(failures()).toEqual([]);
  });

  it.each<[string, readonly FakeAnswer[], ItemLine["result"], number, Outcome]>([
    ["created", [CREATED], "created", 0, "created"],
    ["there already", [{ ...CREATED, status: 200 }], "present", 0, "updated"],
    ["created after repeats", [RESET, TIMED_OUT, { status: 503 }, CREATED], "created", 3, "created"],
    ["refused", [REJECTED], "failed", 0, "rejected"],
    ["answered without an id", [{ status: 201 }], "failed", 0, "mismatched"],
    ["never answered well", [{ status: 503 }], "failed", 5, "unavailable"],
  ])("%s is written as such", async (_what, answers, result, repeats, outcome) => {
    k6.server = inTurn(...answers);
    await (await openVu()).load(0);
    expect(journal()).toEqual([
      expect.objectContaining({ item: 0, result, repeats, id: result === "failed" ? "" : "7" }),
    ]);
    expect(journal()[0]?.answer?.outcome).toBe(outcome);
    expect(total(ITEM_FAILURES)).toBe(result === "failed" ? 1 : 0);
    expect(failures()).toHaveLength(result === "failed" ? 1 : 0);
  });

  it("that failed is reported with key, status and the server's message", async () => {
    k6.server = inTurn(REJECTED);
    await (await openVu()).load(0);
    expect(failures()).toEqual([
      {
        item: 0,
        resource: "localEducationAgencies",
        operation: "create",
        key: JSON.stringify(dataset.key("localEducationAgencies", 0)),
        outcome: "rejected",
        status: 400,
        body: JSON.stringify(REJECTED.body),
      },
    ]);
  });

  it("prints no line in a direct run", async () => {
    k6.server = inTurn(CREATED);
    await (await openVu({} as typeof UNDER_RUNNER)).load(0);
    expect(k6.log).toEqual([]);
    expect(total(OUTCOMES_METRIC)).toBe(1);
  });
});

const UNRELATED: FakeAnswer = {
  status: 403,
  body: { errors: ["No relationships have been established between the caller's education organization id claim …"] },
};

describe.each([
  ["an unresolved reference", UNRESOLVED, "unresolved-reference"],
  ["an item without a relationship", UNRELATED, "no-relationship"],
])("%s", (_name, answer, outcome) => {
  it("is repeated a bounded number of times, and counted", async () => {
    k6.server = inTurn(answer, answer, CREATED);
    await (await openVu()).load(0);
    expect(journal()[0]).toMatchObject({ result: "created", repeats: 2 });
    expect(total(REPEATS, { resource: ENDPOINTS[0] as string, outcome })).toBe(2);
  });

  it("is repeated less often under the runner, and less with each item that waited in vain", async () => {
    k6.server = inTurn(answer);
    const vu = await openVu();
    for (let item = 0; item < 3; item++) await vu.load(0);
    expect(journal().map(({ repeats }) => repeats)).toEqual([6, 5, 4]);
  });

  it("is repeated as often as configured in a direct run", async () => {
    k6.server = inTurn(answer);
    await (await openVu({} as typeof UNDER_RUNNER)).load(0);
    expect(k6.requests).toHaveLength(10);
  });

  it("has its own outcome if it stays unresolved", async () => {
    k6.server = inTurn(answer);
    await (await openVu()).load(0);
    expect(failures()).toMatchObject([{ outcome }]);
  });
});

describe("an item that refers to a missing one", () => {
  it("is not sent if the other item was rejected", async () => {
    k6.server = refuse("schools", REJECTED);
    openAllLevels();
    const vu = await openVu();
    for (let item = 0; item < ITEMS; item++) await vu.load(item);
    const blocked = journal().filter(({ result }) => result === "blocked");
    expect(blocked.map(({ item }) => item)).toEqual([...Array(ITEMS).keys()].slice(firstOf("calendars")));
    expect(k6.requests).toHaveLength(firstOf("calendars"));
    expect(total(ITEM_FAILURES)).toBe(2 + blocked.length);
    expect(failures()).toHaveLength(2);
  });

  it("is not sent if the runner lists the other item as missing", async () => {
    k6.server = inTurn(CREATED);
    openAllLevels([[firstOf("schools"), 1]]);
    const vu = await openVu();
    await vu.load(firstOf("calendars"));
    await vu.load(firstOf("calendars") + 1);
    expect(results()).toEqual([`${firstOf("calendars")} blocked`, `${firstOf("calendars") + 1} created`]);
  });

  it("is not sent if the target could not resolve the same reference before", async () => {
    const problem = { ...(UNRESOLVED.body as object), validationErrors: { "$.calendarReference": ["not there"] } };
    k6.server = refuse("calendarDates", { status: 409, body: problem });
    openAllLevels();
    const vu = await openVu();
    const first = firstOf("calendarDates");
    await vu.load(first);
    const before = k6.requests.length;
    const calendarOf = (index: number) =>
      JSON.stringify(dataset.body("calendarDates", index, { canUse: () => false }).calendarReference);
    const same = [...Array(dataset.count("calendarDates")).keys()].findIndex(
      (index) => index > 0 && calendarOf(index) === calendarOf(0),
    );
    await vu.load(first + same);
    expect(k6.requests).toHaveLength(before);
    expect(results()).toEqual([`${first} failed`, `${first + same} blocked`]);
  });
});

describe("a target that no longer responds", () => {
  it.each<[string, FakeAnswer, number]>([
    ["cuts off everything", RESET, 3],
    ["answers nothing in time", TIMED_OUT, 3],
    ["is unavailable", { status: 503 }, 3],
    ["refuses every token", { status: 401 }, 3],
    ["fails on everything", BROKEN, 20],
  ])("ends the run when it %s", async (_what, answer, items) => {
    k6.server = inTurn(answer);
    openAllLevels();
    const vu = await openVu();
    for (let time = 1; time < items; time++) await vu.load(0);
    expect(k6.aborted).toBeUndefined();
    expect(() => vu.load(0)).toThrow("test aborted");
    expect(k6.aborted).toMatch(/the target .*: POST localEducationAgencies, /);
    expect(journal()).toHaveLength(items);
    expect(k6.asked).toContain("abort-0");
  });

  it("does not include an outage of some items", async () => {
    k6.server = refuse("schools", { status: 503 });
    openAllLevels();
    const vu = await openVu();
    for (let item = 0; item < ITEMS; item++) await vu.load(item);
    expect(k6.aborted).toBeUndefined();
  });
});
