import { describe, expect, it } from "vitest";
import {
  cellOf,
  failures,
  idOf,
  loaded,
  operations,
  type ReadwriteVu,
  startReadwriteVu,
} from "../../../test/fakes/readwrite-vu.ts";
import { inTurn } from "../../../test/k6-shim/http.ts";
import { k6, total } from "../../../test/k6-shim/process.ts";
import { useFakeK6 } from "../../../test/k6-shim/vu.ts";
import { ITEM_FAILURES, ITEMS_DONE, OUTCOMES_METRIC, WARM_UP_TAG } from "../../lib/contracts/metrics.ts";
import { USUAL_READ_BACK } from "../../lib/contracts/readwrite-plan.ts";
import type { Outcome } from "../../lib/http/outcome.ts";
import { msOfBin } from "../../lib/measure/latency-bins.ts";
import type { Reply } from "../http-client.ts";
import { createCall, readCall } from "../resource-calls.ts";
import type { About } from "./request.ts";

useFakeK6();

const replyOf = (outcome: Outcome, status = 200): Reply => ({
  status,
  outcome,
  body: "said",
  answer: { headers: {} },
  retryAfterMs: undefined,
  durationMs: 1,
  repeats: 1,
  requests: 2,
});
const conclude = (vu: ReadwriteVu, outcome: Outcome, status?: number, about: About = "", op = "update") =>
  vu.conclude(replyOf(outcome, status), "students", op, outcome, "7", about);
const CALL = readCall("http://dms/data", "students", "7");

describe("an operation", () => {
  it("that succeeds is one line and one outcome", async () => {
    const vu = await startReadwriteVu();
    vu.begin(3);
    conclude(vu, "updated");
    expect(operations()).toEqual([
      {
        warmingUp: false,
        iteration: 3,
        resource: "students",
        op: "update",
        outcome: "updated",
        bin: 332,
        requests: 2,
        id: "7",
      },
    ]);
    expect(total(OUTCOMES_METRIC, { resource: "students", op: "update", outcome: "updated" })).toBe(1);
    expect([total(ITEM_FAILURES), total(ITEMS_DONE)]).toEqual([0, 1]);
    expect(failures()).toEqual([]);
  });

  it("that started late has a latency from when it was due", async () => {
    const vu = await startReadwriteVu();
    vu.begin(3);
    vu.setLateness(1999);
    conclude(vu, "updated");
    expect(msOfBin(operations()[0]?.bin ?? 0) / 2000).toBeCloseTo(1, 1);
  });

  it("that fails before the measured part is marked as such", async () => {
    const vu = await startReadwriteVu();
    vu.begin(3, true);
    conclude(vu, "rejected", 400);
    expect(failures()).toMatchObject([{ item: 3, warmingUp: true }]);
  });

  it.each<[string, About, string]>([
    ["its key", { a: 1 }, '{"a":1}'],
    ["its key as text", '{"a":1}', '{"a":1}'],
    ["what was asked for", "schoolId=1", '"schoolId=1"'],
    ["an item of the plan", ["7", ":1"], `{"studentUniqueId":1}`],
    ["an item without a known key", ["7"], '"7"'],
  ])("that fails is counted, and named with %s and what the server said", async (_what, about, key) => {
    const vu = await startReadwriteVu();
    vu.begin(3);
    conclude(vu, "rejected", 400, about);
    expect([total(ITEM_FAILURES, { op: "update" }), total(ITEMS_DONE)]).toEqual([1, 0]);
    expect(failures()).toEqual([
      {
        item: 3,
        resource: "students",
        operation: "update",
        key,
        outcome: "rejected",
        status: 400,
        body: "said",
      },
    ]);
  });

  it("that lost a race has not failed", async () => {
    const vu = await startReadwriteVu();
    conclude(vu, "precondition-failed", 412);
    expect(total(OUTCOMES_METRIC, { outcome: "precondition-failed" })).toBe(1);
    expect(k6.samples.filter(({ metric }) => metric === ITEM_FAILURES)).toEqual([]);
    expect(failures()).toEqual([]);
  });

  it("that is not part of the mix, or of the warm-up, is in the journal but in no metric", async () => {
    const vu = await startReadwriteVu();
    conclude(vu, "read", 200, "", "prepare");
    vu.begin(1, true);
    conclude(vu, "updated");
    expect(operations().map(({ op, warmingUp }) => `${op} ${warmingUp}`)).toEqual(["prepare false", "update true"]);
    expect(k6.samples).toEqual([]);
  });

  it("prints a sentence for a failure, and nothing else, in a direct run", async () => {
    const vu = await startReadwriteVu({}, {});
    conclude(vu, "updated");
    conclude(vu, "conflict", 409);
    expect(k6.log).toEqual([]);
    expect(k6.errors).toEqual([expect.stringMatching(/^FAIL update students: status 409, conflict/)]);
  });
});

describe("a target that no longer responds", () => {
  it.each<Outcome>(["cut-off", "timed-out", "unavailable", "unauthorized"])(
    "ends the run after two operations that are %s",
    async (outcome) => {
      const vu = await startReadwriteVu();
      conclude(vu, outcome, 0);
      conclude(vu, "updated");
      conclude(vu, outcome, 0);
      expect(k6.aborted).toBeUndefined();
      expect(() => conclude(vu, outcome, 0)).toThrow();
      expect(k6.aborted).toMatch(/^the target .*update students, /);
      expect(operations()).toHaveLength(4);
    },
  );
});

describe("requests of the warm-up", () => {
  it("have tags of their own", async () => {
    k6.server = inTurn({ status: 200, body: "{}" });
    const vu = await startReadwriteVu();
    vu.begin(0, true);
    await vu.ask(CALL);
    vu.begin(0, false);
    await vu.ask(CALL);
    expect(k6.requests.map(({ tags }) => tags)).toEqual([
      { name: WARM_UP_TAG, resource: WARM_UP_TAG, op: WARM_UP_TAG },
      { name: "GET /ed-fi/students/{id}", resource: "students", op: "read" },
    ]);
  });

  it("have the headers of their method", async () => {
    k6.server = inTurn({ status: 200, body: "{}" });
    const vu = await startReadwriteVu();
    vu.begin(0, true);
    await vu.ask(CALL);
    vu.begin(0, true);
    await vu.ask(createCall("http://dms/data", "students", "{}"));
    expect(k6.requests.map(({ headers }) => headers["Content-Type"])).toEqual([undefined, "application/json"]);
  });
});

describe("with a correlation header", () => {
  const correlation = { header: "correlationid", prefix: "lt-1" };
  const idsSent = () => k6.requests.map(({ headers }) => headers.correlationid);

  it("each request carries the ID of its iteration, which the warm-up shares with no other", async () => {
    k6.server = inTurn({ status: 200, body: "{}" });
    const vu = await startReadwriteVu({ correlation });
    vu.begin(71, true);
    await vu.ask(CALL);
    vu.begin(71);
    await vu.ask(CALL);
    vu.begin(72);
    await vu.get(cellOf({ kind: "get" }));
    expect(idsSent()).toEqual(["lt-1-w-1z", "lt-1-1z", "lt-1-20"]);
    expect(k6.requests[2]?.headers).toMatchObject({ Accept: "application/json", Authorization: expect.any(String) });
  });

  it("an update, the read before it and the read that verifies it share it, in addition to If-Match", async () => {
    const id = idOf("students", 0);
    const item = JSON.stringify({ ...loaded("students", 0), id });
    k6.server = ({ method }) => (method === "GET" ? { status: 200, body: item } : { status: 204 });
    const vu = await startReadwriteVu({
      correlation,
      ifMatch: true,
      readBack: USUAL_READ_BACK,
      items: { students: [[0, id]] },
    });
    vu.begin(5);
    await vu.update(cellOf({ kind: "update" }));
    expect(k6.requests.map(({ method }) => method).slice(0, 3)).toEqual(["GET", "PUT", "GET"]);
    expect(new Set(idsSent())).toEqual(new Set(["lt-1-5"]));
    expect(k6.requests[1]?.headers["If-Match"]).toBe('"e0"');
  });
});

it("without one, no request carries an ID", async () => {
  k6.server = inTurn({ status: 200, body: "{}" });
  const vu = await startReadwriteVu();
  await vu.ask(CALL);
  expect(Object.keys(k6.requests[0]?.headers ?? {})).toEqual(["Accept", "Authorization"]);
});
