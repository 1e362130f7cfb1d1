import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isOfGateway, parseHealth } from "../base/health.ts";
import { describeErrorBody, MAX_LINE } from "../base/problem-details.ts";
import { parseDependencyRows } from "../lib/edfi/dependency-rows.ts";

describe("describeErrorBody", () => {
  it("puts the specifics of problem details first and leaves out pointers to them", () => {
    const body = {
      detail: "Data validation failed. See 'validationErrors' for details.",
      type: "urn:x",
      title: "Data Validation Failed",
      status: 400,
      validationErrors: { "$.weekIdentifier": ["weekIdentifier is required."] },
      errors: [],
    };
    expect(describeErrorBody(JSON.stringify(body))).toBe(
      "Data Validation Failed; $.weekIdentifier: weekIdentifier is required.",
    );
    const conflict = { title: "Dependent Item Exists", detail: "It is referenced.", errors: ["one", "one"] };
    expect(describeErrorBody(JSON.stringify(conflict))).toBe("Dependent Item Exists: It is referenced.; one");
  });

  it("reads problem details inside the detail of others, as DMS wraps those of its identity provider", () => {
    const inner = {
      detail: "Failed. See 'errors' for details.",
      title: "Authentication Failed",
      errors: ["Invalid client"],
    };
    const outer = { detail: JSON.stringify(inner), title: "Unauthorized", status: 401, errors: [] };
    expect(describeErrorBody(JSON.stringify(outer))).toBe("Unauthorized: Authentication Failed; Invalid client");
    expect(describeErrorBody('{"title":"Odd","detail":"{\\"code\\":7}"}')).toBe('Odd: {"code":7}');
  });

  it("reads OAuth errors, web pages, texts, other JSON and nothing", () => {
    expect(describeErrorBody('{"error":"invalid_client","error_description":"no"}')).toBe("invalid_client: no");
    expect(describeErrorBody('{"message":"Not here"}')).toBe("Not here");
    expect(describeErrorBody('{"code":7}')).toBe('{"code":7}');
    expect(describeErrorBody("\n<html><title>502 Bad Gateway</title>")).toBe('a web page titled "502 Bad Gateway"');
    expect(describeErrorBody("<html><body>x")).toBe("a web page");
    expect(describeErrorBody(' "quoted" ')).toBe("quoted");
    expect(describeErrorBody("Invalid\r\nresource\tpath")).toBe("Invalid resource path");
    expect(describeErrorBody("")).toBe("");
  });

  it("is one bounded line without control characters, whatever comes", () => {
    const awkward = fc.string({ unit: "binary", maxLength: 2_000 });
    fc.assert(
      fc.property(
        fc.oneof(
          awkward,
          fc.json(),
          awkward.map((text) => JSON.stringify({ title: text, detail: text })),
        ),
        (body) => {
          const line = describeErrorBody(body);
          expect(line.length).toBeLessThanOrEqual(MAX_LINE);
          expect(line).not.toMatch(/\p{Cc}|[\u2028\u2029\u202a-\u202e]/u);
        },
      ),
      { seed: 3, numRuns: 500 },
    );
    expect(describeErrorBody("x".repeat(5_000_000)).length).toBe(MAX_LINE);
  });
});

describe("parseHealth", () => {
  it("believes the body, not the status", () => {
    const part = { Name: "DbHealthCheck", Status: "Unhealthy", Description: "Database connection failed." };
    const body = JSON.stringify({ Status: "Unhealthy", Results: [{ Name: "A", Status: "Healthy" }, part] });
    expect(parseHealth(200, body)).toEqual({
      kind: "unhealthy",
      text: "unhealthy; DbHealthCheck: Database connection failed.",
    });
    expect(parseHealth(200, '{"Status":"Healthy","Results":[]}').kind).toBe("healthy");
    expect(parseHealth(200, "Healthy\n").kind).toBe("healthy");
  });

  it("calls what it cannot read unknown", () => {
    for (const [status, body] of [
      [404, ""],
      [200, "2026-11-23T04:00:00"],
      [200, "<html>"],
      [401, ""],
      [302, ""],
    ] as const) {
      expect(parseHealth(status, body).kind).toBe("unknown");
    }
    expect(parseHealth(503, '{"title":"Down"}')).toEqual({ kind: "unhealthy", text: "/health returned 503: Down" });
  });
});

describe("isOfGateway", () => {
  it.each([
    [502, "<html><h1>502 Bad Gateway</h1></html>"],
    [503, "no healthy upstream"],
    [504, ""],
  ])("knows a proxy by %i and %j", (status, body) => {
    expect(isOfGateway(status, body)).toBe(true);
  });

  it.each([
    [503, "Unhealthy"],
    [503, '{"Status":"Degraded"}'],
    [503, '{"entries":{},"status":"Unhealthy"}'],
    [500, ""],
    [404, ""],
    [200, "Healthy"],
  ])("takes %i and %j for the server's own", (status, body) => {
    expect(isOfGateway(status, body)).toBe(false);
  });
});

describe("parseDependencyRows", () => {
  it("takes lists of rows and nothing else", () => {
    const row = { resource: "/ed-fi/schools", order: 5, operations: ["Create"] };
    expect(parseDependencyRows(JSON.stringify([{ ...row, extra: 1 }]))).toEqual([row]);
    for (const text of ["{}", '[{"resource":"x"}]', "<html>", '{"order":1}'])
      expect(parseDependencyRows(text)).toBeUndefined();
  });
});
