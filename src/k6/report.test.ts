import { describe, expect, it } from "vitest";
import { k6 } from "../../test/k6-shim/process.ts";
import { startVu, UNDER_RUNNER, useFakeK6 } from "../../test/k6-shim/vu.ts";
import type { Reply } from "./http-client.ts";

useFakeK6();

const load = () => import("./report.ts");
const ABOUT = { resource: "students", operation: "create" };
const reply = (status: number, body = ""): Reply => ({
  status,
  body,
  outcome: "rejected",
  headers: {},
  retryAfterMs: undefined,
  durationMs: 1,
});

describe("a check that holds", () => {
  it("is counted and says nothing", async () => {
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
    expect(k6.log).toHaveLength(1);
    expect(JSON.parse(k6.log[0]?.slice(2) ?? "")).toEqual({
      ...ABOUT,
      expected: "POST works",
      status: 500,
      message: "a: 1, not 2",
      body: "x".repeat(2000),
    });
    expect(k6.errors).toEqual([]);
  });

  it("is a sentence in a direct run, without anything that a terminal would obey", async () => {
    const { checkReply } = await startVu(load);
    checkReply("POST works", ABOUT, reply(500, "\u001b]0;owned\u0007 \u202ebad\r\n\u009b31m"), false);
    checkReply("GET works", ABOUT, reply(0, "EOF"), false);
    expect(k6.errors).toEqual(["FAIL POST works: status 500   ]0;owned   bad 31m", "FAIL GET works: no answer  EOF"]);
    expect(k6.log).toEqual([]);
  });
});

describe("no answer", () => {
  it("names the setting that helps against an unknown certificate, and only then", async () => {
    const { noAnswer } = await startVu(load);
    expect(noAnswer("x509: certificate signed by unknown authority")).toMatch(/^no answer \(x509: .*\); SSL_CERT_FILE/);
    expect(noAnswer("EOF")).toBe("no answer (EOF)");
  });
});
