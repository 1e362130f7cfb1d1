import { expect, it } from "vitest";
import { routeName, tagSuffix } from "./metrics.ts";

it("names a part of a metric by its tags", () => {
  expect(tagSuffix({ resource: "a", op: "read" })).toBe("{resource:a,op:read}");
});

it("names calls by their route", () => {
  expect(routeName("GET", "/ed-fi/students", "/{id}")).toBe("GET /ed-fi/students/{id}");
});
