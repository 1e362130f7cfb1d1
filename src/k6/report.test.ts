import { describe, expect, it } from "vitest";
import { k6 } from "../../test/k6-shim/process.ts";
import { startVu, UNDER_RUNNER, useFakeK6 } from "../../test/k6-shim/vu.ts";
import { isExample, readFailureLine } from "../lib/contracts/journal/failure-line.ts";
import type { Reply } from "./http-client.ts";

useFakeK6();

const load = () => import("./report.ts");
const ABOUT = { resource: "students", operation: "create" };
const reply = (status: number, body = ""): Reply => ({
  status,
  body,
  outcome: "rejected",
  answer: { headers: {} },
  retryAfterMs: undefined,
  durationMs: 1,
  repeats: 0,
  requests: 1,
});

describe("a check that holds", () => {
  it("is counted, but prints nothing", async () => {
    const { checkReply } = await startVu(load);
    expect(checkReply("POST works", ABOUT, reply(201), true)).toBe(true);
    expect(k6.checks).toEqual([{ name: "POST works", passed: true, tags: { resource: "students" } }]);
    expect([...k6.log, ...k6.errors]).toEqual([]);
  });
});

describe("a check that fails", () => {
  it("is one line of JSON under the runner, with a bounded body", async () => {
    const { checkReply } = await startVu(load, UNDER_RUNNER);
    expect(checkReply("POST works", ABOUT, reply(500, "x".repeat(10_000)), false, "a: 1, not 2")).toBe(false);
    expect(k6.checks[0]?.passed).toBe(false);
    expect(k6.log).toEqual(["k 0", expect.stringMatching(/^f /)]);
    expect(readFailureLine(k6.log[1] ?? "")).toEqual({
      ...ABOUT,
      expected: "POST works",
      status: 500,
      message: "a: 1, not 2",
      body: "x".repeat(2000),
    });
    expect(k6.errors).toEqual([]);
  });

  it.each([UNDER_RUNNER, {}])("contains no token of a successful response (%j)", async (environment) => {
    const load = async () => ({ ...(await import("./http-client.ts")), ...(await import("./report.ts")) });
    const { checkReply, send } = await startVu(load, environment);
    const call = { ...ABOUT, operation: "create", method: "GET", url: "http://dms/", name: "GET" } as const;
    k6.server = () => ({ status: 202 });
    const answer = send(call, "Bearer secret-token-1", 5000);
    checkReply("GET works", ABOUT, { ...answer, status: 202, body: '"secret-token-1"' }, false, "a: secret-token-1");
    const lines = [...k6.log, ...k6.errors].join();
    expect(lines).toContain("a: ***");
    expect(lines).not.toContain("secret-token-1");
  });

  it("is a sentence in a direct run, without control characters", async () => {
    const { checkReply } = await startVu(load);
    checkReply("POST works", ABOUT, reply(500, "\u001b]0;owned\u0007 \u202ebad\r\n\u009b31m"), false);
    checkReply("GET works", ABOUT, reply(0, "EOF"), false);
    expect(k6.errors).toEqual(["FAIL POST works: status 500:  ]0;owned   bad 31m", "FAIL GET works: no response: EOF"]);
    expect(k6.log).toEqual([]);
  });
});

describe("an item that fails", () => {
  const FAILED = {
    item: 7,
    resource: "students",
    operation: "create",
    outcome: "rejected",
    status: 400,
    body: JSON.stringify({ detail: "Invalid.", validationErrors: { "$.a": ["too long"] } }),
  } as const;

  it("is written each time, with key and message a few times per resource, operation and status", async () => {
    const { reportItem } = await startVu(load, UNDER_RUNNER);
    let keys = 0;
    for (let item = 0; item < 30; item++) reportItem({ ...FAILED, item }, () => ({ n: keys++ }));
    expect(k6.log.length).toBe(30);
    expect(keys).toBe(10);
    expect(readFailureLine(k6.log[29] ?? "")).toEqual({ ...FAILED, item: 29, key: "", body: "" });
    expect(readFailureLine(k6.log[0] ?? "")).toEqual({ ...FAILED, item: 0, key: '{"n":0}' });
    reportItem({ ...FAILED, status: 403 }, () => "x");
    reportItem({ ...FAILED, operation: "update" }, () => "x");
    reportItem({ ...FAILED, resource: "schools" }, () => "x");
    expect(keys).toBe(10);
    reportItem({ ...FAILED, warmingUp: true }, () => ({ n: keys++ }));
    expect(readFailureLine(k6.log.pop() ?? "")).toMatchObject({ warmingUp: true, key: '{"n":10}' });
    expect(k6.log.map(readFailureLine).filter((line) => line !== undefined && isExample(line))).toHaveLength(13);
  });

  it("is one sentence with the server's explanation in a direct run", async () => {
    const { reportItem } = await startVu(load);
    reportItem(FAILED, () => "x");
    reportItem(FAILED, () => "x");
    reportItem({ ...FAILED, status: 409, outcome: "conflict", body: '{"detail":"Taken."}' }, () => "x");
    expect(k6.errors).toEqual([
      'FAIL create students: status 400, rejected: {"$.a":["too long"]}',
      "FAIL create students: status 409, conflict: Taken.",
    ]);
    expect(k6.log).toEqual([]);
  });
});

describe("no answer", () => {
  it("names the setting that helps against an unknown certificate, and only then", async () => {
    const { noAnswer } = await startVu(load);
    expect(noAnswer("x509: certificate signed by unknown authority")).toMatch(/\(x509: .*\);.* SSL_CERT_FILE/);
    expect(noAnswer("EOF")).not.toContain("SSL_CERT_FILE");
  });
});
