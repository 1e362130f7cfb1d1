import { beforeEach, describe, expect, it } from "vitest";
import { fakeSession, TOKEN } from "../../../test/fakes/session.ts";
import { inTurn, RESET } from "../../../test/k6-shim/http.ts";
import { type FakeAnswer, k6, total } from "../../../test/k6-shim/process.ts";
import { startVu, UNDER_RUNNER, useFakeK6 } from "../../../test/k6-shim/vu.ts";
import { readFailureLine } from "../../lib/contracts/journal/failure-line.ts";
import { ITEM_FAILURES, OUTCOMES_METRIC } from "../../lib/contracts/metrics.ts";
import { createCall } from "../resource-calls.ts";

useFakeK6();

const CLIENT = { session: fakeSession({ transient: 1, unresolved: 0 }), dataUrl: "http://dms/data" };
const BODY = { studentUniqueId: "1", firstName: "Ada" };
const ITEM = { endpoint: "students", id: "7a" };
const CREATED: FakeAnswer = { status: 201, headers: { Location: "/data/ed-fi/students/7a" } };
const UPDATED: FakeAnswer = { ...CREATED, status: 200 };
const ERROR: FakeAnswer = { status: 500, body: { detail: "the table is on fire" } };
const PAGE: FakeAnswer = { status: 200, body: "<html>Log in</html>" };

/** What was reported to be wrong. */
const failures = () => k6.log.flatMap((line) => readFailureLine(line) ?? []);

type Steps = typeof import("./steps.ts");
let steps: Steps;
beforeEach(async () => {
  steps = await startVu(() => import("./steps.ts"), UNDER_RUNNER);
});

const CHANGEABLE = { property: "middleName", kind: "text" } as const;

const find = () => steps.find(CLIENT, "students", { studentUniqueId: "1" });
const create = () => steps.create(CLIENT, "students", BODY, [201]);
const takeOver = () => steps.create(CLIENT, "students", BODY, [200]);
const readBack = () => steps.readBack(CLIENT, ITEM, BODY, "written", CHANGEABLE);
const change = () => steps.change(CLIENT, ITEM, BODY, CHANGEABLE);
const upsert = () => steps.upsert(CLIENT, ITEM, BODY);
const remove = async () => void (await steps.remove(CLIENT, ITEM));
const STRAY = createCall(CLIENT.dataUrl, "students", "{}");
const rejection = () => steps.expectRejection(CLIENT, "POST is rejected", STRAY, [400]);

const changedBody = { ...BODY, middleName: "Change 1" };

describe("a step that succeeds prints nothing", () => {
  it.each<[string, () => Promise<unknown>, readonly FakeAnswer[], unknown]>([
    ["query", find, [{ status: 200, body: [BODY] }], [BODY]],
    ["create", create, [CREATED], ITEM],
    ["create, after the answer to the first try was lost", create, [RESET, UPDATED], ITEM],
    ["create of what a cut run left over", takeOver, [UPDATED], ITEM],
    ["read", readBack, [{ status: 200, body: { ...BODY, id: "7a", _etag: "1" } }], undefined],
    ["update", change, [{ status: 204 }], changedBody],
    ["create again", upsert, [{ status: 200, headers: { location: "/DATA/ed-fi/Students/7A" } }], undefined],
    ["delete", remove, [{ status: 204 }], undefined],
    ["delete, after the answer to the first try was lost", remove, [RESET, { status: 404 }], undefined],
    ["expected rejection", rejection, [{ status: 400 }], undefined],
    ["expected rejection, after a reset connection", rejection, [RESET, { status: 400 }], undefined],
  ])("%s", async (_what, step, answers, result) => {
    k6.server = inTurn(...answers);
    expect(await step()).toEqual(result);
    expect(k6.requests).toHaveLength(answers.length);
    expect(failures()).toEqual([]);
    expect(k6.checks.length).toBeGreaterThan(0);
    expect(k6.checks.every(({ passed }) => passed)).toBe(true);
    expect(total(ITEM_FAILURES)).toBe(0);
  });
});

describe("a step that fails prints one line, with the expectation and the response", () => {
  const GET = "GET students";
  const POST = "POST students";
  it.each<[string, () => Promise<unknown>, FakeAnswer, string, string]>([
    ["query", find, ERROR, GET, "the table is on fire"],
    ["query that finds no list", find, { status: 200, body: { a: 1 } }, GET, '{"a":1}'],
    ["query answered by a web page", find, PAGE, GET, "Log in"],
    ["create", create, ERROR, POST, "the table is on fire"],
    ["create of what should be new", create, UPDATED, POST, ""],
    ["create without an id", create, { status: 201 }, POST, ""],
    ["create answered by a web page", create, { ...CREATED, body: PAGE.body }, POST, "Log in"],
    ["create of what should be there", takeOver, CREATED, POST, ""],
    ["read", readBack, { status: 404, body: "gone" }, `${GET}/{id}`, "gone"],
    ["read of another value", readBack, { status: 200, body: { ...BODY, firstName: "Eve" } }, `${GET}/{id}`, "Eve"],
    ["read of what is no item", readBack, { status: 200, body: "[]" }, `${GET}/{id}`, "received"],
    ["update", change, { status: 400, body: "no" }, "PUT students/{id}", "no"],
    ["create again that makes a second one", upsert, CREATED, POST, ""],
    ["create again of another item", upsert, { status: 200, headers: { Location: "/students/8" } }, POST, ""],
    ["delete", remove, { status: 409, body: "in use" }, "DELETE students/{id}", "in use"],
    ["delete of what is gone", remove, { status: 404 }, "DELETE students/{id}", ""],
    ["expected rejection that does not come", rejection, CREATED, "POST is rejected (400)", ""],
  ])("%s", async (_what, step, answer, expected, said) => {
    k6.server = inTurn(answer);
    const result = await step();
    expect(result === undefined || result === BODY).toBe(true);
    expect(failures()).toHaveLength(1);
    const [failure] = failures();
    expect(failure).toMatchObject({ resource: "students", status: answer.status });
    expect(failure).toHaveProperty("expected", expect.stringContaining(expected));
    expect(JSON.stringify([failure?.body, failure])).toContain(said.replaceAll('"', '\\"'));
    expect(k6.checks.filter(({ passed }) => !passed)).toHaveLength(1);
  });

  it("counts each call once, by its outcome", async () => {
    k6.server = inTurn(ERROR);
    await create();
    expect(total(OUTCOMES_METRIC, { resource: "students", op: "create", outcome: "unavailable" })).toBe(1);
    expect(total(OUTCOMES_METRIC)).toBe(1);
    expect(total(ITEM_FAILURES)).toBe(1);
  });
});

describe("an expected rejection", () => {
  it("is requested with or without the token, and is not a failed request of the run", async () => {
    k6.server = inTurn({ status: 400 });
    await rejection();
    steps.expectRejectionWithoutToken(CLIENT, "POST is rejected", STRAY, [400]);
    expect(k6.requests.map(({ headers }) => headers.Authorization)).toEqual([`Bearer ${TOKEN}`, undefined]);
    expect(k6.requests.map(({ expected }) => expected)).toEqual([[400], [400]]);
    expect(total(OUTCOMES_METRIC)).toBe(0);
  });

  it("may be a conflict, which is not repeated", async () => {
    k6.server = inTurn({ status: 409 });
    await steps.expectRejection(CLIENT, "POST is rejected", STRAY, [409]);
    expect(k6.requests).toHaveLength(1);
    expect(failures()).toEqual([]);
  });
});

describe("a target that stays unavailable", () => {
  it("gets no further requests, and every step still fails", async () => {
    k6.server = inTurn(RESET);
    await find();
    await create();
    const sent = k6.requests.length;
    for (const step of [find, create, takeOver, readBack, change, upsert, remove, rejection]) {
      const before = failures().length;
      await step();
      expect(failures().length).toBe(before + 1);
      expect(failures().at(-1)).toMatchObject({
        status: 0,
        body: expect.stringMatching(/^not sent/),
      });
    }
    expect(k6.requests).toHaveLength(sent);
  });
});

function everyOther(...answers: FakeAnswer[]): () => FakeAnswer {
  let requests = 0;
  return () => answers[requests++ % answers.length] as FakeAnswer;
}

describe("what is read back", () => {
  const item = { ...BODY, id: "7a" };
  const listOf = (items: object[], total: number): FakeAnswer => ({
    status: 200,
    headers: { "Total-Count": String(total) },
    body: items,
  });
  const findOne = () => steps.findOne(CLIENT, ITEM, { studentUniqueId: "1" });
  const readPages = () => steps.readPages(CLIENT, "students", 2);
  const isGone = () => steps.isGoneAfter(CLIENT, ITEM);

  it.each<[string, () => Promise<unknown>, readonly FakeAnswer[]]>([
    ["by its key", findOne, [listOf([item], 1)]],
    ["by its key, where nothing is counted", findOne, [{ status: 200, body: [item] }]],
    ["by its key, later", findOne, [listOf([], 0), listOf([item], 1)]],
    ["by its ID, later", readBack, [{ status: 404 }, { status: 200, body: item }]],
    ["on the second page", readPages, [listOf([item], 2)]],
    ["no more after a delete, later", isGone, [{ status: 200, body: item }, { status: 404 }]],
  ])("is found %s", async (_what, step, answers) => {
    k6.server = inTurn(...answers);
    await step();
    expect(failures()).toEqual([]);
    expect(total(ITEM_FAILURES)).toBe(0);
    expect(k6.requests).toHaveLength(answers.length);
    expect(k6.log.filter((line) => line.includes("a read replica lags"))).toHaveLength(answers.length - 1);
  });

  it.each<[string, () => Promise<unknown>, FakeAnswer, string]>([
    ["is found twice", findOne, listOf([item, { ...item, id: "8b" }], 2), "found 2 items"],
    ["has another ID", findOne, listOf([{ ...item, id: "8b" }], 1), "found the ID 8b instead of 7a"],
    ["is another item", readBack, { status: 200, body: { ...item, firstName: "Eve" } }, "Eve"],
  ])("fails at once when it %s: no replica that lags shows that", async (_what, step, answer, said) => {
    k6.server = inTurn(answer);
    await step();
    expect(JSON.stringify(failures())).toContain(said);
    expect(k6.sleeps).toEqual([]);
  });

  it("waits for a replica that lags each time, and reports it once", async () => {
    k6.server = everyOther({ status: 404 }, { status: 200, body: item });
    for (let read = 0; read < 200; read++) await readBack();
    expect(failures()).toEqual([]);
    expect(k6.log.filter((line) => line.includes("a read replica lags"))).toHaveLength(1);
  });

  it.each<[string, () => Promise<unknown>, FakeAnswer, string]>([
    ["is not found by its key", findOne, listOf([], 0), "found 0 items"],
    ["is counted wrongly", findOne, listOf([item], 0), "Total-Count is 0"],
    ["is on no second page", readPages, listOf([], 2), "does not hold one item"],
    ["is in a list whose count is too low", readPages, listOf([item], 1), "Total-Count is 1, at least 2"],
    ["is there after its delete", isGone, { status: 200, body: item }, ""],
  ])("fails when it %s, after a bounded wait", async (_what, step, answer, said) => {
    k6.server = inTurn(answer);
    await step();
    expect(failures()).toHaveLength(1);
    expect(JSON.stringify(failures()[0])).toContain(said);
    expect(k6.sleeps.reduce((sum, ms) => sum + ms, 0)).toBeCloseTo(4000);
    for (let more = 0; more < 9; more++) await step();
    expect(k6.sleeps.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(12_000.1);
  });
});
