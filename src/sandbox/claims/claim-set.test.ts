import { describe, expect, it } from "vitest";
import { accessTo, importClaimSet, parseClaimSet } from "./claim-set.ts";
import { SYSTEM_CLAIM_SETS } from "./grants.ts";

function shipped(name: string) {
  return parseClaimSet(name, SYSTEM_CLAIM_SETS[name] ?? "");
}

function actionsOn(claimSet: string, resource: string): string[] {
  return [...accessTo(shipped(claimSet), resource, "ed-fi").actions.keys()];
}

describe("claim sets that DMS ships", () => {
  it("gives E2E-NoFurtherAuthRequiredClaimSet exactly 36 resources and 31 descriptors", () => {
    const claims = [...shipped("E2E-NoFurtherAuthRequiredClaimSet").grants.keys()];
    expect(claims.filter((claim) => claim.endsWith("descriptor"))).toHaveLength(31);
    expect(claims.filter((claim) => !claim.endsWith("descriptor"))).toHaveLength(36);
  });

  it("leaves ReadChanges out for learning standards only", () => {
    const without = [...shipped("E2E-NoFurtherAuthRequiredClaimSet").grants.values()].filter(
      ({ actions }) => !actions.has("ReadChanges"),
    );
    expect(without.map(({ claim }) => claim)).toEqual(["learningStandard"]);
  });

  it.each(["StudentSchoolAttendanceEvent", "Location", "Cohort", "SexDescriptor", "StateEducationAgency", "Person"])(
    "does not cover %s with the 67 claims",
    (resource) => {
      expect(accessTo(shipped("E2E-NoFurtherAuthRequiredClaimSet"), resource, "ed-fi").known).toBe(false);
    },
  );

  it("lets SISVendor read but not create schools, and write students", () => {
    expect(actionsOn("SISVendor", "School")).toEqual(["Read"]);
    expect(actionsOn("SISVendor", "Student")).toEqual(["Create", "Read", "Update", "Delete"]);
  });

  it("covers every resource with SeedLoader, without further checks", () => {
    for (const resource of ["SchoolYearType", "StaffSchoolAssociation", "SexDescriptor", "CrisisEvent"]) {
      const access = accessTo(shipped("SeedLoader"), resource, "ed-fi");
      expect(access.actions.size).toBe(5);
      expect(access.actions.get("Create")).toEqual(["NoFurtherAuthorizationRequired"]);
    }
  });

  it("takes the default strategy from the nearest claim that has one", () => {
    const access = accessTo(shipped("EdFiSandbox"), "Survey", "ed-fi");
    expect(access.actions.get("Create")).toEqual(["NamespaceBased"]);
    expect(accessTo(shipped("EdFiSandbox"), "SexDescriptor", "ed-fi").actions.get("Read")).toEqual([
      "NoFurtherAuthorizationRequired",
    ]);
    expect(accessTo(shipped("EdFiSandbox"), "SchoolYearType", "ed-fi").actions.has("Create")).toBe(false);
  });

  it("reads an imported claim set with overrides and switched-off actions", () => {
    const set = importClaimSet("Own", [
      {
        claimName: "http://ed-fi.org/identity/claims/domains/people",
        actions: [
          { name: "Create", enabled: true },
          { name: "Delete", enabled: false },
        ],
        overrides: { Create: ["NamespaceBased"] },
      },
    ]);
    const access = accessTo(set, "Student", "ed-fi");
    expect([...access.actions]).toEqual([["Create", ["NamespaceBased"]]]);
  });
});
