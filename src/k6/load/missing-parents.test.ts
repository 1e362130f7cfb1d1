import { describe, expect, it } from "vitest";
import { createDataset } from "../../lib/data/create-dataset.ts";
import { MissingParents } from "./missing-parents.ts";

const dataset = createDataset({
  seed: 1,
  datasetId: 1,
  schools: 3,
  students: 12,
  staff: 4,
  coursesPerSchool: 6,
  sectionsPerCourse: 1,
  schoolYear: 2026,
});
const body = (endpoint: string, index: number) => dataset.body(endpoint, index, { canUse: () => true });
const blocked = (missing: MissingParents, endpoint: string): number => {
  let count = 0;
  for (let index = 0; index < dataset.count(endpoint); index++) {
    if (missing.blocks(endpoint, body(endpoint, index))) count++;
  }
  return count;
};

describe("MissingParents", () => {
  it("blocks only items that refer to a rejected item, directly or indirectly", () => {
    const missing = new MissingParents(dataset);
    missing.add("schools", 0);
    const { schoolId } = dataset.key("schools", 0);
    for (const endpoint of ["calendars", "sections", "courses", "studentSectionAssociations", "grades"]) {
      let expected = 0;
      for (let index = 0; index < dataset.count(endpoint); index++) {
        if (
          JSON.stringify(body(endpoint, index)).match(
            new RegExp(`OrganizationId":${schoolId}\\b|schoolId":${schoolId}\\b`),
          )
        )
          expected++;
      }
      expect(expected, endpoint).toBeGreaterThan(0);
      expect(blocked(missing, endpoint), endpoint).toBe(expected);
    }
    for (const endpoint of ["students", "assessments", "schools"]) expect(blocked(missing, endpoint)).toBe(0);
  });

  it("does not confuse items that have the same fields", () => {
    const missing = new MissingParents(dataset);
    for (let index = 0; index < 12; index++) missing.add("studentEducationOrganizationAssociations", index);
    expect(blocked(missing, "courseTranscripts")).toBe(0);
    expect(blocked(missing, "studentAcademicRecords")).toBe(0);
  });

  it("needs no body to block items that require a completely missing resource", () => {
    const missing = new MissingParents(dataset);
    const count = dataset.count("courseOfferings");
    const segments = [
      { endpoint: "schools", level: 1, first: 0, count: 3 },
      { endpoint: "courseOfferings", level: 2, first: 3, count },
    ];
    missing.addItems(segments, [[3, count]]);
    expect(missing.blocksAll("sections")).toBe(true);
    expect(missing.blocksAll("schools")).toBe(false);
    expect(blocked(missing, "gradebookEntries")).toBe(dataset.count("gradebookEntries"));
    expect(blocked(missing, "calendars")).toBe(0);
  });

  it("learns from unresolved references", () => {
    const missing = new MissingParents(dataset);
    missing.learn(body("calendars", 0), '{"validationErrors":{"$.schoolReference":["does not exist"]}}');
    missing.learn(body("calendars", 0), 'errors: "$.schoolReference"');
    expect(missing.blocks("calendars", body("calendars", 0))).toBe(true);
    expect(missing.blocks("calendars", body("calendars", 1))).toBe(false);
    expect(missing.blocks("locations", body("locations", 0))).toBe(true);
  });
});
