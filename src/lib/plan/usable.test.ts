import { describe, expect, it } from "vitest";
import type { Dataset } from "../data/dataset.ts";
import { type TargetAbilities, usableEndpoints } from "./usable.ts";

const NEEDS: Readonly<Record<string, readonly string[]>> = {
  termDescriptors: [],
  schools: [],
  sessions: ["schools", "termDescriptors"],
  courseOfferings: ["sessions"],
};
const dataset = {
  endpoints: Object.keys(NEEDS),
  needs: (endpoint: string) => ({ required: NEEDS[endpoint] ?? [], optional: [] }),
} as unknown as Dataset;

function target(
  forbidden: readonly string[],
  present: readonly string[] = [],
  unknown: readonly string[] = [],
): TargetAbilities {
  return {
    canCreate: (endpoint) => !forbidden.includes(endpoint),
    isPresent: (endpoint) => present.includes(endpoint),
    isKnown: (endpoint) => !unknown.includes(endpoint),
  };
}

describe("usableEndpoints", () => {
  const all = Object.keys(NEEDS);

  it("keeps everything a client may create", () => {
    expect(usableEndpoints(dataset, target([]), all)).toEqual({ endpoints: all, leftOut: [] });
  });

  it("leaves out what is forbidden and everything that depends on it, with the reason", () => {
    expect(usableEndpoints(dataset, target(["termDescriptors"]), all)).toEqual({
      endpoints: ["schools"],
      leftOut: [
        { endpoint: "termDescriptors", reason: "the client may not create it" },
        { endpoint: "sessions", reason: "it needs termDescriptors" },
        { endpoint: "courseOfferings", reason: "it needs sessions" },
      ],
    });
  });

  it("uses what is there although the client may not create it", () => {
    expect(usableEndpoints(dataset, target(["termDescriptors"], ["termDescriptors"]), all).endpoints).toEqual(all);
  });

  it("leaves out what is of people whom the client would never see, unless relationships do not matter", () => {
    const needs: Readonly<Record<string, readonly string[]>> = {
      schools: [],
      students: [],
      studentSchoolAssociations: ["students", "schools"],
      studentContactAssociations: ["students"],
      studentAssessments: ["students"],
    };
    const people = {
      endpoints: Object.keys(needs),
      needs: (endpoint: string) => ({ required: needs[endpoint] ?? [], optional: [] }),
    } as unknown as Dataset;
    const endpoints = Object.keys(needs);
    const withoutSchools = target(["schools"]);
    expect(usableEndpoints(people, withoutSchools, endpoints)).toEqual({
      endpoints: ["students", "studentAssessments"],
      leftOut: [
        { endpoint: "schools", reason: "the client may not create it" },
        { endpoint: "studentSchoolAssociations", reason: "it needs schools" },
        { endpoint: "studentContactAssociations", reason: "it needs studentSchoolAssociations" },
      ],
    });
    const free = { ...withoutSchools, isByRelationships: () => false };
    expect(usableEndpoints(people, free, endpoints).endpoints).toContain("studentContactAssociations");
    const limited = { ...withoutSchools, isByRelationships: () => true };
    expect(usableEndpoints(people, limited, endpoints).endpoints).toEqual(["students"]);
    expect(usableEndpoints(people, target([]), endpoints).endpoints).toEqual(endpoints);
  });

  it("leaves out what is of schools outside the client's agencies", () => {
    const needs: Readonly<Record<string, readonly string[]>> = {
      localEducationAgencies: [],
      schools: [],
      calendars: ["schools"],
    };
    const agency = {
      endpoints: Object.keys(needs),
      needs: (endpoint: string) => ({ required: needs[endpoint] ?? [], optional: [] }),
    } as unknown as Dataset;
    const withoutAgency = target(["localEducationAgencies"]);
    expect(usableEndpoints(agency, withoutAgency, agency.endpoints)).toEqual({
      endpoints: ["schools"],
      leftOut: [
        { endpoint: "localEducationAgencies", reason: "the client may not create it" },
        { endpoint: "calendars", reason: "it needs localEducationAgencies" },
      ],
    });
    const free = { ...withoutAgency, isByRelationships: () => false };
    expect(usableEndpoints(agency, free, agency.endpoints).endpoints).toEqual(["schools", "calendars"]);
  });

  it("considers only what is wanted, and what the target knows", () => {
    expect(usableEndpoints(dataset, target([], [], ["schools"]), all).leftOut[0]?.reason).toBe(
      "the target does not have it",
    );
    expect(usableEndpoints(dataset, target([]), ["schools"]).endpoints).toEqual(["schools"]);
  });
});
