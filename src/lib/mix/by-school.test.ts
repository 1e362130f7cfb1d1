import { describe, expect, it } from "vitest";
import type { KnownItem } from "../contracts/readwrite-plan.ts";
import { createItems } from "../data/create-dataset.ts";
import { placeBySchool } from "./by-school.ts";
import { organizationOf } from "./recipe.ts";

const dataset = createItems({
  seed: 3,
  datasetId: 7,
  schools: 9,
  students: 80,
  staff: 20,
  coursesPerSchool: 3,
  sectionsPerCourse: 1,
  schoolYear: 2026,
});
const someOf = (endpoint: string, every: number): KnownItem[] =>
  Array.from({ length: Math.floor(dataset.count(endpoint) / every) }, (_, n) => [n * every, `${endpoint}-${n}`]);

describe("placeBySchool", () => {
  it.each([
    "studentSchoolAssociations",
    "studentSectionAssociations",
    "studentSectionAttendanceEvents",
    "studentGradebookEntries",
    "staffSectionAssociations",
  ])("keeps all %s, those of one school together", (endpoint) => {
    const known = someOf(endpoint, 2);
    const { items, schools } = placeBySchool(dataset, { [endpoint]: known });
    expect([...(items[endpoint] ?? [])].sort(([a], [b]) => a - b)).toEqual(known);
    let found = 0;
    for (const { id, places } of schools) {
      const [first, count] = places[endpoint] ?? [0, 0];
      const own = items[endpoint]?.slice(first, first + count) ?? [];
      expect(own.map(([index]) => organizationOf(dataset.key(endpoint, index)))).toEqual(Array(count).fill(id));
      found += count;
    }
    expect(found).toBe(known.length);
  });

  it("gives each school the items of its agency, where they belong to one", () => {
    const endpoint = "studentEducationOrganizationAssociations";
    const { items, schools } = placeBySchool(dataset, { [endpoint]: someOf(endpoint, 1) });
    for (const [index, { places }] of schools.entries()) {
      const [first, count] = places[endpoint] ?? [0, 0];
      const { localEducationAgencyReference: agency } = dataset.body("schools", index, { canUse: () => true });
      const own = items[endpoint]?.slice(first, first + count) ?? [];
      expect(count).toBeGreaterThan(0);
      for (const [at] of own)
        expect(dataset.key(endpoint, at).educationOrganizationId).toBe(
          (agency as { localEducationAgencyId: number }).localEducationAgencyId,
        );
    }
  });

  it("leaves alone what belongs to no school, and places nothing whose key nobody knows", () => {
    const items = {
      students: someOf("students", 3),
      studentSchoolAssociations: [[-1, "a"]] as KnownItem[],
      grades: [],
    };
    const placed = placeBySchool(dataset, items);
    expect(placed.items).toEqual(items);
    for (const { places } of placed.schools) expect(places).toEqual({});
  });
});
