import { describe, expect, it } from "vitest";
import { endpointOf } from "./dependency-rows.ts";
import { endpointOfPath, resourcePath } from "./resource-path.ts";

describe("the path of a resource", () => {
  it.each([
    ["students", "/ed-fi/students"],
    ["tpdm/candidates", "/tpdm/candidates"],
    ["sample/buses", "/sample/buses"],
  ])("of %s is %s, and back", (endpoint, path) => {
    expect(resourcePath(endpoint)).toBe(path);
    expect(endpointOfPath(path)).toBe(endpoint);
    expect(endpointOf({ resource: path, order: 1, operations: [] })).toBe(endpoint);
  });
});
