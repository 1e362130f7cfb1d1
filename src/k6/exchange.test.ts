import { beforeEach, describe, expect, it } from "vitest";
import { inTurn, RESET, TIMED_OUT } from "../../test/k6-shim/http.ts";
import { type FakeAnswer, k6, total } from "../../test/k6-shim/process.ts";
import { startVu, UNDER_RUNNER, useFakeK6 } from "../../test/k6-shim/vu.ts";
import { acknowledge, type BrokerKey, readBrokerKey } from "../lib/contracts/broker.ts";
import { readRepeatLine } from "../lib/contracts/journal/repeat-line.ts";
import { REPEATS } from "../lib/contracts/metrics.ts";
import type { RetryLimits } from "../lib/http/retry-policy.ts";
import { binOf } from "../lib/measure/latency-bins.ts";
import type { Call, Reply } from "./http-client.ts";

useFakeK6();

const CALL: Call = {
  method: "POST",
  url: "http://dms/data/ed-fi/students",
  operation: "create",
  resource: "students",
  name: "POST /ed-fi/students",
  body: '{"a":1}',
};
const DELETE: Call = { ...CALL, method: "DELETE", operation: "delete", name: "DELETE /ed-fi/students/{id}" };
const CREATED: FakeAnswer = { status: 201 };
const UNAVAILABLE: FakeAnswer = { status: 503 };
const THROTTLED: FakeAnswer = { status: 429, headers: { "Retry-After": "3" } };
const UNAUTHORIZED: FakeAnswer = { status: 401 };
const CONFLICT: FakeAnswer = { status: 409, body: { type: "urn:ed-fi:api:data-conflict:natural-key" } };
const UNRESOLVED: FakeAnswer = { status: 409, body: { type: "urn:ed-fi:api:data-conflict:unresolved-reference" } };
const LIMITS: RetryLimits = { transient: 5, timedOut: 2, unresolved: 3 };

interface Vu {
  readonly generations: number[];
  exchange(call?: Call): Reply | Promise<Reply>;
}

type Way = "exchange" | "exchangeThen";
let way: Way = "exchange";

function last(a: number, b: number, reply: Reply): Reply {
  expect([a, b]).toEqual([1, 2]);
  return reply;
}

/** @param lastToken tokens from this generation on are the same */
async function openVu(limits = LIMITS, environment = {}, lastToken = Number.POSITIVE_INFINITY): Promise<Vu> {
  const load = async () => ({ ...(await import("./exchange.ts")), ...(await import("./shared-auth-manager.ts")) });
  const { exchange, exchangeThen, SharedAuthManager } = await startVu(load, environment);
  const generations: number[] = [];
  const auth = new SharedAuthManager({
    fetch: (generation) => {
      generations.push(generation);
      return { token: `token-${Math.min(generation, lastToken)}`, renewAtMs: Number.POSITIVE_INFINITY };
    },
  });
  const session = { auth, limits, timeoutMs: 60_000 };
  const ways: Record<Way, Vu["exchange"]> = {
    exchange: (call = CALL) => exchange(session, call),
    exchangeThen: ({ body, ...call } = CALL) =>
      exchangeThen(session, { ...call, body: "another", url: "http://another" }, body, CALL.url, last, 1, 2),
  };
  return { generations, exchange: ways[way] };
}

describe.each<Way>(["exchange", "exchangeThen"])("%s", (name) => {
  beforeEach(() => {
    way = name;
  });

  describe("one exchange", () => {
    it("is one request with the token, and needs no promise", async () => {
      k6.server = inTurn(CREATED);
      const vu = await openVu();
      const result = vu.exchange() as Reply;
      expect(result).toMatchObject({ repeats: 0, requests: 1, outcome: "created" });
      expect(k6.requests).toHaveLength(1);
      expect(k6.requests[0]?.headers.Authorization).toBe("Bearer token-0");
      expect(k6.requests[0]?.body).toBe('{"a":1}');
      vu.exchange();
      expect(vu.generations).toEqual([0]);
    });

    it.each<[string, readonly FakeAnswer[], string, number]>([
      ["503 twice", [UNAVAILABLE, UNAVAILABLE, CREATED], "created", 2],
      ["a reset connection", [RESET, CREATED], "created", 1],
      ["no answer in time", [TIMED_OUT, CREATED], "created", 1],
      ["429", [THROTTLED, CREATED], "created", 1],
      ["a lost race for a new key", [CONFLICT, { status: 200 }], "updated", 1],
      ["something else each time", [RESET, UNAVAILABLE, TIMED_OUT, THROTTLED, CREATED], "created", 4],
    ])("repeats after %s", async (_what, answers, outcome, repeats) => {
      k6.server = inTurn(...answers);
      const call = { ...CALL, body: '{"b":2}' };
      const reply = await (await openVu({ ...LIMITS, timedOut: 5 })).exchange(call);
      expect(reply).toMatchObject({ outcome, repeats, requests: repeats + 1 });
      expect(k6.requests.map(({ body }) => body)).toEqual(Array(repeats + 1).fill('{"b":2}'));
    });

    it.each<[string, Call, FakeAnswer, string]>([
      ["a rejected body", CALL, { status: 400 }, "rejected"],
      ["a forbidden resource", CALL, { status: 403 }, "forbidden"],
      ["a conflict of a delete", DELETE, CONFLICT, "conflict"],
      ["an item that is not there", DELETE, { status: 404 }, "not-found"],
      ["a web page", CALL, { status: 200, body: "<html>" }, "mismatched"],
    ])("does not repeat after %s", async (_what, call, answer, outcome) => {
      k6.server = inTurn(answer, CREATED);
      expect(await (await openVu()).exchange(call)).toMatchObject({ outcome, requests: 1 });
    });

    it.each<[string, FakeAnswer, number]>([
      ["503", UNAVAILABLE, 5],
      ["a reset connection", RESET, 5],
      ["no answer in time", TIMED_OUT, 2],
      ["an unresolved reference", UNRESOLVED, 3],
      ["a conflict", CONFLICT, 1],
    ])("gives up %s after a bounded number of repeats", async (_what, answer, repeats) => {
      k6.server = inTurn(answer);
      const result = await (await openVu()).exchange();
      expect(result.repeats).toBe(repeats);
      expect(k6.requests).toHaveLength(repeats + 1);
      expect(k6.sleeps).toHaveLength(repeats);
    });

    it("is not repeated if k6 ends the iteration", async () => {
      k6.server = inTurn({ ...RESET, error: "context canceled" });
      const result = await (await openVu()).exchange();
      expect(result).toMatchObject({ repeats: 0, requests: 1, outcome: "cut-off" });
      expect(k6.requests).toHaveLength(1);
    });

    it("waits longer each time, at most 10 s", async () => {
      k6.server = inTurn(UNAVAILABLE);
      await (await openVu({ transient: 10, unresolved: 0 })).exchange();
      k6.sleeps.forEach((ms, repeat) => {
        const longest = Math.min(10_000, 100 * 2 ** repeat);
        expect(ms).toBeGreaterThanOrEqual(longest / 2);
        expect(ms).toBeLessThanOrEqual(longest);
      });
    });

    it("counts repeats for unresolved references separately, with their own limit", async () => {
      k6.server = inTurn(UNAVAILABLE, UNRESOLVED, UNAVAILABLE, UNRESOLVED, UNRESOLVED, CREATED);
      const result = await (await openVu({ transient: 2, unresolved: 3 })).exchange();
      expect(result).toMatchObject({ repeats: 5, requests: 6, outcome: "created" });
    });
  });

  describe("an answer that is not final", () => {
    const lines = () => k6.log.flatMap((line) => readRepeatLine(line) ?? []);

    it("is counted, and written with status and message", async () => {
      k6.server = inTurn(CONFLICT, { status: 503, body: "down" }, RESET, CREATED);
      await (await openVu(LIMITS, UNDER_RUNNER)).exchange();
      const { resource, operation } = CALL;
      const common = { resource, operation, heldBack: false, bin: binOf(1) };
      expect(lines()).toEqual([
        { ...common, status: 409, outcome: "conflict", body: JSON.stringify(CONFLICT.body) },
        { ...common, status: 503, outcome: "unavailable", body: "down" },
        { ...common, status: 0, outcome: "cut-off", body: RESET.error },
      ]);
      expect(total(REPEATS, { resource, op: operation, outcome: "unavailable", status: "503" })).toBe(1);
      expect(total(REPEATS)).toBe(3);
    });

    it("keeps the first messages only", async () => {
      k6.server = inTurn({ status: 503, body: "down" });
      await (await openVu(LIMITS, UNDER_RUNNER)).exchange();
      expect(lines().map(({ body }) => body)).toEqual(["down", "down", "", "", ""]);
    });

    it("held the run back where the target asked for it: Retry-After, or another token", async () => {
      k6.server = inTurn(UNAUTHORIZED, THROTTLED, { status: 429 }, CREATED);
      k6.broker = (key) => acknowledge(readBrokerKey(key) as BrokerKey);
      await (await openVu(LIMITS, UNDER_RUNNER)).exchange();
      expect(lines().map(({ status, heldBack }) => [status, heldBack])).toEqual([
        [401, true],
        [429, true],
        [429, false],
      ]);
    });

    it("is no line in a direct run, nor if the response is final", async () => {
      k6.server = inTurn(UNAVAILABLE, { status: 400 });
      await (await openVu()).exchange();
      expect(k6.log).toEqual([]);
      expect(total(REPEATS)).toBe(1);
    });
  });

  describe("Retry-After", () => {
    it("is respected, and passed on to the other VUs through the broker", async () => {
      k6.server = inTurn(THROTTLED, CREATED);
      k6.broker = (key) => acknowledge(readBrokerKey(key) as BrokerKey);
      const start = Date.now();
      await (await openVu(LIMITS, UNDER_RUNNER)).exchange();
      expect(Date.now() - start).toBeGreaterThanOrEqual(3000);
      expect(k6.asked).toHaveLength(1);
      const { signal, value } = readBrokerKey(k6.asked[0] ?? "") as BrokerKey;
      expect(signal).toBe("hold");
      expect(value).toBeGreaterThanOrEqual(start + 3000);
      expect(value).toBeLessThan(start + 4000);
    });

    it("stays with the VU in a direct run", async () => {
      k6.server = inTurn(THROTTLED, CREATED);
      await (await openVu()).exchange();
      expect(k6.asked).toEqual([]);
      expect(k6.sleeps[0]).toBeGreaterThanOrEqual(3000);
    });

    it("ends the exchange if it is longer than the longest pause", async () => {
      k6.server = inTurn(THROTTLED, CREATED);
      const reply = await (await openVu({ ...LIMITS, longestPauseMs: 2999 })).exchange();
      expect(reply).toMatchObject({ outcome: "throttled", requests: 1 });
      expect(k6.sleeps).toEqual([]);
    });
  });

  describe("a refused token", () => {
    it("is renewed once and the request repeated, at once", async () => {
      k6.server = ({ headers }) => (headers.Authorization === "Bearer token-0" ? UNAUTHORIZED : CREATED);
      const vu = await openVu();
      const result = await vu.exchange();
      expect(result).toMatchObject({ repeats: 0, requests: 2, outcome: "created" });
      expect(vu.generations).toEqual([0, 1]);
      expect(k6.sleeps).toEqual([]);
    });

    it("is a transient failure if the server rejects all tokens for a moment", async () => {
      const start = Date.now();
      k6.server = () => (Date.now() < start + 1500 ? UNAUTHORIZED : CREATED);
      const vu = await openVu({ transient: 10, unresolved: 0 });
      expect((await vu.exchange()).outcome).toBe("created");
      expect(vu.generations).toEqual([0, 1]);
    });

    it("stands after a bounded number of requests and two renewals", async () => {
      k6.server = inTurn(UNAUTHORIZED);
      const vu = await openVu({ transient: 10, unresolved: 0 });
      const { outcome, requests } = await vu.exchange();
      expect(outcome).toBe("unauthorized");
      expect(vu.generations).toEqual([0, 1, 2]);
      expect(requests).toBe(k6.requests.length);
      expect(requests).toBeLessThanOrEqual(10);
    });

    it("is final if there is no other token", async () => {
      k6.server = inTurn(UNAUTHORIZED);
      const vu = await openVu(LIMITS, {}, 0);
      expect((await vu.exchange()).outcome).toBe("unauthorized");
      expect(k6.requests).toHaveLength(1);
    });
  });
});
