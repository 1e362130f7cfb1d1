import { describe, expect, it } from "vitest";
import { operationsOn, parseTokenInfo, resourceKey } from "./token-info.ts";

describe("resourceKey", () => {
  it("is the same for every way a resource is named", () => {
    const names = [
      "/ed-fi/students",
      "ed-fi/Student",
      "students",
      "Student",
      "http://ed-fi.org/identity/claims/ed-fi/student",
    ];
    expect(new Set(names.map(resourceKey))).toEqual(new Set(["ed-fi/student"]));
    expect(resourceKey("http://ed-fi.org/ods/identity/claims/gradeLevelDescriptor")).toBe("ed-fi/gradeleveldescriptor");
    expect(resourceKey("http://ed-fi.org/identity/claims/tpdm/candidate")).toBe(resourceKey("/tpdm/candidates"));
  });

  it("knows the plurals of Ed-Fi", () => {
    for (const [plural, singular] of [
      ["people", "Person"],
      ["localEducationAgencies", "LocalEducationAgency"],
      ["classPeriods", "ClassPeriod"],
      ["staffs", "Staff"],
      ["studentCTEProgramAssociations", "StudentCTEProgramAssociation"],
      [
        "studentEducationOrganizationResponsibilityAssociations",
        "studentEducationOrganizationResponsibilityAssociation",
      ],
    ] as const) {
      expect(resourceKey(plural)).toBe(resourceKey(singular));
    }
  });
});

describe("parseTokenInfo", () => {
  it("reads operations, claim set, organizations and prefixes", () => {
    const info = parseTokenInfo(
      JSON.stringify({
        active: true,
        client_id: "abc",
        namespace_prefixes: ["uri://ed-fi.org"],
        education_organizations: [
          { education_organization_id: 255901 },
          { education_organization_id: 255901, x: 1 },
          { education_organization_id: 7 },
        ],
        claim_set: { name: "SIS Vendor" },
        resources: [
          { resource: "/ed-fi/students", operations: ["Create", "read", "Fly"] },
          { resource: "/ed-fi/students", operations: ["Update"] },
          { claimName: "http://ed-fi.org/identity/claims/ed-fi/school", actions: [{ name: "Read" }] },
        ],
      }),
    );
    if (info === undefined) throw new Error("expected token info");
    expect(info).toMatchObject({
      active: true,
      clientId: "abc",
      claimSet: "SIS Vendor",
      educationOrganizationIds: [255901, 7],
    });
    expect([...(operationsOn(info, "students") ?? [])]).toEqual(["Create", "Read", "Update"]);
    expect([...(operationsOn(info, "/ed-fi/schools") ?? [])]).toEqual(["Read"]);
    expect(operationsOn(info, "locations")?.size).toBe(0);
  });

  it("tells nothing allowed from nothing said", () => {
    const silent = parseTokenInfo('{"active":true}');
    expect(silent && operationsOn(silent, "students")).toBeUndefined();
    expect(parseTokenInfo('{"ok":1}')).toBeUndefined();
    expect(parseTokenInfo("<html>")).toBeUndefined();
  });
});
