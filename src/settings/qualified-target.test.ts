import { describe, expect, it } from "vitest";
import { qualifiedBaseUrl, qualifierProblems } from "./qualified-target.ts";

const none = { apiBaseUrl: "http://dms:8080/api/", tenant: "", instance: "", routeSchoolYear: "" };

describe("the base address of a tenant", () => {
  it("is the target's, with tenant, instance and school year after it", () => {
    expect(qualifiedBaseUrl({ ...none, tenant: "a", instance: "255901/north", routeSchoolYear: "2026" })).toBe(
      "http://dms:8080/api/a/255901/north/2026",
    );
    expect(qualifiedBaseUrl({ ...none, routeSchoolYear: "2026" })).toBe("http://dms:8080/api/2026");
  });

  it("stays as it is without them, and where they are in it already", () => {
    expect(qualifiedBaseUrl(none)).toBe(none.apiBaseUrl);
    expect(qualifiedBaseUrl({ ...none, apiBaseUrl: "http://dms/a", tenant: "a" })).toBe("http://dms/a");
    expect(qualifiedBaseUrl({ ...none, apiBaseUrl: "", tenant: "a" })).toBe("");
  });

  it.each([
    [{ ...none, tenant: "a?b" }, '"a?b" is no segment of a URL (tenant, instance, school year)'],
    [{ ...none, tenant: ".." }, '".." is no segment of a URL (tenant, instance, school year)'],
    [{ ...none, tenant: "../x" }, '"../x" is no segment of a URL (tenant, instance, school year)'],
    [{ ...none, instance: "x/." }, '"x/." is no segment of a URL (tenant, instance, school year)'],
    [{ ...none, instance: "/x" }, '"/x" is no segment of a URL (tenant, instance, school year)'],
    [
      { ...none, apiBaseUrl: "", tenant: "a" },
      "the embedded sandbox has no tenants and no route qualifiers (a): set a target",
    ],
  ])("is refused: %o", (config, problem) => {
    expect(qualifierProblems(config)).toEqual([problem]);
  });

  it("has no problem without qualifiers", () => {
    expect(qualifierProblems({ ...none, apiBaseUrl: "" })).toEqual([]);
  });
});
