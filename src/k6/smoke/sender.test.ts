import { describe, expect, it } from "vitest";
import { fakeSession } from "../../../test/fakes/session.ts";
import { inTurn, RESET, TIMED_OUT } from "../../../test/k6-shim/http.ts";
import { type FakeAnswer, k6 } from "../../../test/k6-shim/process.ts";
import { startVu, useFakeK6 } from "../../../test/k6-shim/vu.ts";
import { deleteCall } from "../resource-calls.ts";
import type { SmokeReply } from "./sender.ts";

useFakeK6();

const OK: FakeAnswer = { status: 204 };
const SESSION = fakeSession({ transient: 2, timedOut: 0, unresolved: 0, longestPauseMs: 15_000 });
const CALL = deleteCall("http://dms/data", "students", "7");

/** Sends once for each answer; a failure that is repeated counts as one answer. */
async function sendAll(answers: readonly FakeAnswer[]): Promise<readonly SmokeReply[]> {
  const { Sender } = await startVu(() => import("./sender.ts"));
  const sender = new Sender();
  const replies: SmokeReply[] = [];
  for (const answer of answers) {
    k6.server = inTurn(answer);
    replies.push(await sender.send(SESSION, CALL));
  }
  return replies;
}

const sentOf = (replies: readonly SmokeReply[]) => replies.filter(({ body }) => !body.startsWith("not sent")).length;

describe("a smoke run", () => {
  it.each<[string, readonly FakeAnswer[], number]>([
    ["two calls in a row without an answer", [RESET, TIMED_OUT, OK, OK], 2],
    ["two calls in a row with a refused token", [{ status: 401 }, { status: 401 }, OK], 2],
    ["four calls in all without an answer", [RESET, OK, RESET, OK, RESET, OK, RESET, OK, OK], 7],
  ])("sends nothing after %s", async (_what, answers, sent) => {
    expect(sentOf(await sendAll(answers))).toBe(sent);
  });

  it.each<[string, FakeAnswer]>([
    ["errors", { status: 503 }],
    ["rejections", { status: 400 }],
    ["items that are not there", { status: 404 }],
  ])("goes on after %s, to delete what it made", async (_what, answer) => {
    expect(sentOf(await sendAll(Array(30).fill(answer)))).toBe(30);
  });

  it("does not repeat calls after three calls failed with all their repeats", async () => {
    const replies = await sendAll(Array(6).fill({ status: 503 }));
    expect(replies.map(({ repeats }) => repeats)).toEqual([2, 2, 2, 0, 0, 0]);
  });

  it("reports the requested pause if there is no other message", async () => {
    const headers = { "Retry-After": "60" };
    const [silent, worded] = await sendAll([
      { status: 429, headers },
      { status: 429, headers, body: "too many" },
    ]);
    expect(silent?.body).toMatch(/\b60 s\b/);
    expect(worded?.body).toBe("too many");
    expect(k6.sleeps).toEqual([]);
  });
});
