import { describe, expect, it } from "vitest";
import { callOfRoute, outcomeName, parseOutcomeName, parseSeriesName } from "./series.ts";

describe("parseSeriesName", () => {
  it("keeps braces and colons of the value", () => {
    expect(parseSeriesName("http_reqs{name:GET /ed-fi/students/{id}}")).toEqual({
      metric: "http_reqs",
      tag: "name",
      value: "GET /ed-fi/students/{id}",
    });
    expect(parseSeriesName("vus").tag).toBe("");
  });
});

describe("callOfRoute", () => {
  it.each([
    ["POST /ed-fi/students", "students", "create"],
    ["GET /ed-fi/students", "students", "query"],
    ["GET /ed-fi/students?offset", "students", "page"],
    ["GET /ed-fi/students/{id}", "students", "read"],
    ["GET /ed-fi/students/deletes", "students", "changes"],
    ["PUT /ed-fi/students/{id}", "students", "update"],
    ["DELETE /tpdm/candidates/{id}", "tpdm/candidates", "delete"],
  ])("%s is %s %s", (route, resource, op) => {
    expect(callOfRoute(route)).toEqual({ resource, op });
  });

  it("knows what is no resource", () => {
    expect(callOfRoute("http://127.0.0.1:8080/metadata/dependencies")).toBeUndefined();
    expect(callOfRoute("warm-up")).toBeUndefined();
  });
});

it("reads back the name of an outcome", () => {
  const name = outcomeName("create", "tpdm/candidates", "unresolved-reference");
  expect(parseOutcomeName(name)).toEqual({
    op: "create",
    resource: "tpdm/candidates",
    outcome: "unresolved-reference",
  });
  expect(parseOutcomeName("GET /ed-fi/students")).toBeUndefined();
});
