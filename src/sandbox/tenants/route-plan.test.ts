import { describe, expect, it } from "vitest";
import { hasTooManyStores, parseQualifiers, parseTenants, segmentNames, storesOf } from "./route-plan.ts";

describe("tenants and route qualifiers", () => {
  it("are read from their settings", () => {
    expect([parseTenants(""), parseTenants("a, b")]).toEqual([[], ["a", "b"]]);
    expect([parseQualifiers(""), parseQualifiers("districtId=1,2/schoolYear=2025")]).toEqual([
      [],
      [
        { name: "districtId", values: ["1", "2"] },
        { name: "schoolYear", values: ["2025"] },
      ],
    ]);
  });

  it("are refused when they are no segments of a URL, or name a route", () => {
    for (const text of ["a,", "a,a", "a b", "a/b", "data", "OAuth", "..", "{a}"]) {
      expect(parseTenants(text), text).toBeUndefined();
      expect(parseQualifiers(`year=${text}`), text).toBeUndefined();
    }
    for (const text of ["schoolYear", "schoolYear=", "=2025", "a=1/"])
      expect(parseQualifiers(text), text).toBeUndefined();
  });

  it("make a data store for each combination", () => {
    const qualifiers = parseQualifiers("districtId=1,2/schoolYear=2025,2026") ?? [];
    const plan = { tenants: ["a"], qualifiers };
    expect(storesOf(plan).map((values) => values.join("/"))).toEqual(["1/2025", "1/2026", "2/2025", "2/2026"]);
    expect(segmentNames(plan)).toEqual(["tenant", "districtId", "schoolYear"]);
    expect(storesOf({ tenants: ["a", "b"], qualifiers: [] })).toEqual([[]]);
    expect(hasTooManyStores(plan)).toBe(false);
    expect(hasTooManyStores({ ...plan, tenants: [..."abcdefghi"] })).toBe(true);
  });
});
