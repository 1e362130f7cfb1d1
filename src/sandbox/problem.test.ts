import { describe, expect, test } from "vitest";
import { problem } from "./problem.ts";

describe("problem", () => {
  test("has DMS's fields in DMS's order", () => {
    const { status, headers, body } = problem("badRequest", { correlationId: "c", errors: ["e"] });
    expect(status).toBe(400);
    expect(headers).toEqual({ "Content-Type": "application/json; charset=utf-8" });
    expect(body).toBe(
      '{"detail":"The request could not be processed. See \'errors\' for details.","type":"urn:ed-fi:api:bad-request","title":"Bad Request","status":400,"correlationId":"c","validationErrors":{},"errors":["e"]}',
    );
  });

  test("a 401 has no validationErrors", () => {
    const { body, headers } = problem("unauthenticated", { correlationId: "c" });
    expect(Object.keys(JSON.parse(body as string))).toEqual([
      "detail",
      "type",
      "title",
      "status",
      "correlationId",
      "errors",
    ]);
    expect(headers["Content-Type"]).toBe("application/problem+json");
  });

  test("keeps further headers", () => {
    expect(problem("tooManyRequests", { correlationId: "c", headers: { "Retry-After": "3" } }).headers).toMatchObject({
      "Retry-After": "3",
    });
  });
});
