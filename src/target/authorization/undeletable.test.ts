import { describe, expect, it } from "vitest";
import { type Operation, resourceKey } from "../../lib/edfi/token-info.ts";
import { undeletable } from "./undeletable.ts";

const claims = (allowed: Readonly<Record<string, readonly Operation[]>>) => ({
  active: true,
  namespacePrefixes: [],
  educationOrganizationIds: [],
  operations: new Map(Object.entries(allowed).map(([name, operations]) => [resourceKey(name), new Set(operations)])),
});
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  sections: ["courseOfferings"],
  courseOfferings: ["courses"],
  studentSchoolAssociations: ["students"],
};
const needs = (endpoint: string) => NEEDS[endpoint] ?? [];
const ENDPOINTS = ["students", "studentSchoolAssociations", "courses", "courseOfferings", "sections"];
const ALL = ["Create", "Read", "Update", "Delete"] as const;

describe("what a client cannot delete", () => {
  it("is nothing where nobody knows its rights, and where it may do everything", () => {
    expect(undeletable(ENDPOINTS, {}, needs).size).toBe(0);
    const tokenInfo = claims(Object.fromEntries(ENDPOINTS.map((name) => [name, ALL])));
    expect(undeletable(ENDPOINTS, { tokenInfo }, needs).size).toBe(0);
  });

  it("is what its claims do not allow, and all that this refers to", () => {
    const allowed = Object.fromEntries(
      ENDPOINTS.map((name) => [name, name === "sections" ? (["Create"] as const) : ALL]),
    );
    expect([...undeletable(ENDPOINTS, { tokenInfo: claims(allowed) }, needs)]).toEqual([
      ["sections", "the client may not delete it"],
      ["courseOfferings", "sections refer to it"],
      ["courses", "courseOfferings refer to it"],
    ]);
  });

  it("is a person who is deleted by relationships: the last of them goes with the last association", () => {
    const strategies = (strategy: string) =>
      new Map(["ed-fi/student", "ed-fi/section"].map((name) => [name, new Map([["Delete", [strategy]]])]));
    const limited = undeletable(ENDPOINTS, { strategies: strategies("RelationshipsWithEdOrgsAndPeople") }, needs);
    expect([...limited.keys()]).toEqual(["students"]);
    expect(undeletable(ENDPOINTS, { strategies: strategies("NoFurtherAuthorizationRequired") }, needs).size).toBe(0);
  });
});
