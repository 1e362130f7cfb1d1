import { describe, expect, test } from "vitest";
import { buildResources, indexModel } from "../../api-model/build.ts";
import { descriptorResource } from "../../api-model/descriptor-resource.ts";
import { parseNotation } from "../../api-model/notation.ts";
import type { Model } from "../../api-model/types.ts";
import { loadDataStandard } from "../model/data-standard.ts";
import { needsReferenceData, readReferenceJson, referenceDataMissing } from "../model/testing/reference-data.ts";
import { dependencyGraphML, dependencyOrder } from "./dependencies.ts";

function small(notation: string, ...descriptors: string[]): Model {
  return indexModel([
    ...buildResources(parseNotation(notation)),
    ...descriptors.map((name) => descriptorResource(name)),
  ]);
}

function brief(model: Model): string[] {
  return dependencyOrder(model).map((row) => `${row.order} ${row.resource.slice(7)} ${row.operations.join("+")}`);
}

describe("dependencyOrder", () => {
  test("puts references and descriptors, nested ones too, before what uses them", () => {
    const model = small(
      "A\n id! int\nB\n id! int\n list []\n  aReference!\n  colorDescriptor\nC\n bReference!\n",
      "ColorDescriptor",
    );
    expect(brief(model)).toEqual([
      "1 as Create+Update",
      "1 colorDescriptors Create+Update",
      "2 bs Create+Update",
      "3 cs Create+Update",
    ]);
  });

  test("makes a reference to an abstract resource wait for every kind of it", () => {
    const model = small("abstract X\n xId int\nA <X\n aId! int\nB <X\n bId! int\n aReference\nC\n xReference!\n");
    expect(brief(model)).toEqual(["1 as Create+Update", "2 bs Create+Update", "3 cs Create+Update"]);
  });

  test("leaves school years out", () => {
    const model = small("SchoolYearType\n schoolYear! int\nA\n schoolYearTypeReference!\n");
    expect(brief(model)).toEqual(["1 as Create+Update"]);
  });

  test("breaks self references and longer cycles at an optional reference", () => {
    expect(brief(small("A\n id! int\n parentAReference A\n"))).toEqual(["1 as Create+Update"]);
    const model = small("A\n id! int\n bReference\nB\n id! int\n aReference+\n");
    expect(brief(model)).toEqual(["1 as Create+Update", "2 bs Create+Update"]);
  });

  test("takes a required reference in an optional collection for optional", () => {
    const model = small("A\n id! int\n list []\n  bReference!\nB\n id! int\n aReference+\n");
    expect(brief(model)).toEqual(["1 as Create+Update", "2 bs Create+Update"]);
  });

  test("refuses a cycle of required references and names it", () => {
    const model = small("A\n id! int\n bReference+\nB\n id! int\n aReference+\n");
    expect(() => dependencyOrder(model)).toThrow(/A -> B/);
  });

  test("orders the rest where a cycle of required references is told", () => {
    const model = small("A\n id! int\n bReference+\nB\n id! int\n aReference+\nC\n id! int\n");
    const told: string[] = [];
    const rows = dependencyOrder(model, (path) => told.push(path));
    expect(told).toEqual(["A -> B"]);
    expect(rows.map(({ resource }) => resource)).toEqual(["/ed-fi/as", "/ed-fi/cs", "/ed-fi/bs"]);
    expect(dependencyGraphML(model, () => {})).toContain('<edge source="/ed-fi/as" target="/ed-fi/bs"/>');
  });

  test("splits people: created early, updated after their associations", () => {
    const model = small(
      "Student:students\n studentUniqueId! s32\nSchool\n schoolId! int64\nStudentSchoolAssociation\n schoolReference!\n studentReference!\nGrade\n studentReference!\n",
    );
    expect(brief(model)).toEqual([
      "1 schools Create+Update",
      "1 students Create",
      "2 studentSchoolAssociations Create+Update",
      "3 students Update",
      "3 grades Create+Update",
    ]);
  });

  test("moves what needs staff to both staff associations", () => {
    const model = small(
      "Staff\n id! s9\nStaffEducationOrganizationAssignmentAssociation\n staffReference!\n staffEducationOrganizationEmploymentAssociationReference\nStaffEducationOrganizationEmploymentAssociation\n staffReference!\nLeave\n staffReference!\n",
    );
    expect(brief(model)).toEqual([
      "1 staffs Create",
      "2 staffEducationOrganizationEmploymentAssociations Create+Update",
      "3 staffEducationOrganizationAssignmentAssociations Create+Update",
      "4 staffs Update",
      "4 leaves Create+Update",
    ]);
  });

  test("keeps a person in one row when nothing associates it", () => {
    expect(brief(small("Student\n studentUniqueId! s32\n"))).toEqual(["1 students Create+Update"]);
  });

  test("orders the Data Standard: descriptors first, each resource once and three people twice", () => {
    const rows = dependencyOrder(loadDataStandard());
    expect(rows).toHaveLength(351);
    expect(rows.filter((row) => row.order === 1).every((row) => row.resource.endsWith("Descriptors"))).toBe(true);
    expect(rows.at(-1)).toEqual({ resource: "/ed-fi/courseTranscripts", order: 18, operations: ["Create", "Update"] });
    expect(rows.some((row) => row.resource.includes("schoolYearTypes"))).toBe(false);
  });
});

describe.skipIf(referenceDataMissing)(`dependencyOrder against the computed list (${needsReferenceData})`, () => {
  test("is the same, row by row", () => {
    expect(dependencyOrder(loadDataStandard())).toEqual(readReferenceJson("dependencies-ds52-computed.json"));
  });
});

describe("dependencyGraphML", () => {
  const xml = dependencyGraphML(loadDataStandard());

  test("is written as DMS writes it", () => {
    expect(xml.split("\n").slice(0, 4)).toEqual([
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">',
      '<graph id="EdFi Dependencies" edgedefault="directed">',
      '<node id="/ed-fi/absenceEventCategoryDescriptors"/>',
    ]);
    expect(xml.split("\n").slice(-3)).toEqual(["</graph>", "</graphml>", ""]);
  });

  test("has a node per endpoint and a second one per kind of person", () => {
    expect(xml.match(/<node /g)).toHaveLength(351);
    expect(xml).toContain('<node id="/ed-fi/students#Retry"/>');
  });

  test("leads from what is needed to what needs it", () => {
    expect(xml).toContain('<edge source="/ed-fi/schools" target="/ed-fi/calendars"/>');
    expect(xml).toContain('<edge source="/ed-fi/studentSchoolAssociations" target="/ed-fi/students#Retry"/>');
  });
});
