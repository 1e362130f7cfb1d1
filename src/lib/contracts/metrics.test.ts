import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OUTCOMES } from "../http/outcome.ts";
import { outcomeName, readOutcomeName, readRouteName, readSeriesName, routeName, tagSuffix } from "./metrics.ts";

const word = fc.stringMatching(/^[a-zA-Z]{1,20}$/);
const resource = fc.oneof(
  word,
  fc.tuple(word, word).map((parts) => parts.join("/")),
);

describe("names of series", () => {
  it("are read as they are written", () => {
    const value = fc.string({ unit: "grapheme-ascii" });
    fc.assert(
      fc.property(word, word, value, (metric, tag, value) => {
        expect(readSeriesName(metric)).toEqual({ metric, tag: "", value: "" });
        expect(readSeriesName(metric + tagSuffix({ [tag]: value }))).toEqual({ metric, tag, value });
      }),
    );
  });

  it("hold several tags", () => expect(tagSuffix({ resource: "a", op: "read" })).toBe("{resource:a,op:read}"));
});

describe("route patterns", () => {
  const routes = [
    ["POST", "", "create"],
    ["GET", "", "query"],
    ["GET", "?offset", "page"],
    ["GET", "/{id}", "read"],
    ["GET", "?changes", "changes"],
    ["GET", "/deletes", "changes"],
    ["GET", "/keyChanges", "changes"],
    ["PUT", "/{id}", "update"],
    ["DELETE", "/{id}", "delete"],
  ] as const;

  it("say resource and operation", () => {
    fc.assert(
      fc.property(word, fc.constantFrom(...routes), (endpoint, [method, end, op]) => {
        expect(readRouteName(routeName(method, `/ed-fi/${endpoint}`, end))).toEqual({ resource: endpoint, op });
        expect(readRouteName(routeName(method, `/tpdm/${endpoint}`, end))?.resource).toBe(`tpdm/${endpoint}`);
      }),
    );
  });

  it.each(["http://127.0.0.1:8080/metadata/dependencies", "GET /availableChangeVersions", "warm-up"])(
    "are no %s",
    (text) => expect(readRouteName(text)).toBeUndefined(),
  );
});

it("reads the name of an outcome as it is written", () => {
  fc.assert(
    fc.property(word, resource, fc.constantFrom(...OUTCOMES), (op, resource, outcome) => {
      expect(readOutcomeName(outcomeName(op, resource, outcome))).toEqual({ op, resource, outcome });
    }),
  );
  expect(readOutcomeName("GET /ed-fi/students")).toBeUndefined();
});
