import { describe, expect, it } from "vitest";
import { loadDataStandard } from "../model/data-standard.ts";
import { securableElements } from "./securable-elements.ts";

const model = loadDataStandard();

function elements(name: string): string[] {
  const resource = model.byName.get(name);
  if (resource === undefined) throw new Error(`no resource ${name}`);
  return securableElements(model, resource).map(
    (each) => `${each.name} $.${each.steps.map((step) => step.name).join(".")}`,
  );
}

describe("what relationships are checked for", () => {
  it.each([
    ["School", ["SchoolId $.schoolId"]],
    ["Student", ["StudentUniqueId $.studentUniqueId"]],
    ["AcademicWeek", ["SchoolId $.schoolReference.schoolId"]],
    [
      "CourseTranscript",
      [
        "EducationOrganizationId $.studentAcademicRecordReference.educationOrganizationId",
        "StudentUniqueId $.studentAcademicRecordReference.studentUniqueId",
      ],
    ],
    ["Section", ["SchoolId $.courseOfferingReference.schoolId"]],
    ["StaffProgramAssociation", ["StaffUniqueId $.staffReference.staffUniqueId"]],
    ["FeederSchoolAssociation", ["SchoolId $.schoolReference.schoolId"]],
    ["SexDescriptor", []],
  ])("takes the key values of %s that are in no role", (name, expected) => {
    expect(elements(name)).toEqual(expected);
  });

  it.each([
    [
      "DisciplineAction",
      [
        "ResponsibilitySchool $.responsibilitySchoolReference.schoolId",
        "StudentUniqueId $.studentReference.studentUniqueId",
      ],
    ],
    [
      "OrganizationDepartment",
      ["ParentEducationOrganization $.parentEducationOrganizationReference.educationOrganizationId"],
    ],
    ["ProgramEvaluation", ["Program $.programReference.educationOrganizationId"]],
    ["ProgramEvaluationElement", ["ProgramEvaluation $.programEvaluationReference.programEducationOrganizationId"]],
  ])("takes what is configured for %s", (name, expected) => {
    expect(elements(name)).toEqual(expected);
  });
});
