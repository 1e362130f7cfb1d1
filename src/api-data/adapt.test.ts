import { describe, expect, it } from "vitest";
import { OWN, refusals } from "../../test/recipes/compiled.ts";
import {
  drop,
  keyedBySequence,
  modelOf,
  otherStandard,
  parentsForContacts,
  rename,
  require,
  type Specs,
  servedModel,
  shorten,
  withoutPath,
} from "../../test/recipes/other-standard.ts";
import type { Model } from "../api-model/types.ts";
import { type Dataset, EVERYTHING, NOTHING } from "../lib/data/dataset.ts";
import { datasetForTarget } from "../lib/target-data/dataset.ts";
import { readTargetLines, writeTargetData } from "../lib/target-data/lines.ts";
import { type CompiledAdaptations, compileAdaptations } from "./adapt.ts";

interface Adapted extends CompiledAdaptations {
  readonly items: Dataset;
}

function adapted(model: Model, dataset: Dataset = OWN): Adapted {
  const result = compileAdaptations({ model, dataset });
  const lines = readTargetLines(writeTargetData({ recipes: [], adaptations: result.adaptations }).split("\n"));
  return { ...result, items: datasetForTarget(dataset, lines) };
}

const lines = ({ changes }: Adapted): string[] => changes.map(({ endpoint, text }) => `${endpoint}: ${text}`);

it("leaves everything as it is for Data Standard 5.2", () => {
  expect(compileAdaptations({ model: modelOf(), dataset: OWN })).toEqual({
    adaptations: [],
    changes: [],
    leftOut: [],
    given: [],
    undescribed: [],
  });
});

it("leaves as it is what the target lists without a description", () => {
  const model = modelOf(({ resources }) => withoutPath(resources, "/ed-fi/gradingPeriods"));
  const isListed = (endpoint: string) => endpoint === "gradingPeriods";
  expect(compileAdaptations({ model, dataset: OWN, isListed })).toEqual({
    adaptations: [],
    changes: [],
    leftOut: [],
    given: [],
    undescribed: ["gradingPeriods"],
  });
});

/** Refused bodies; what is left out is not tried. */
function refused(model: Model, { items, leftOut }: Adapted): string[] {
  const gone = leftOut.map(({ endpoint }) => endpoint);
  const endpoints = items.endpoints.filter((endpoint) => !gone.includes(endpoint));
  return refusals(servedModel(model), { items: { ...items, endpoints }, recipes: [], leftOut: [], fewer: [] });
}

const stringOf = (maxLength: number) => ({ type: "string", maxLength });
const refTo = (schema: string) => ({ $ref: `#/components/schemas/${schema}` });
const objectOf = (properties: Record<string, Record<string, unknown>>, required: string[]) => ({
  type: "object",
  properties,
  required,
});
const DESCRIPTOR = stringOf(306);
const INTEGER = { type: "integer", format: "int32" };
const IDENTITY = { "x-Ed-Fi-isIdentity": true };

describe("bodies fit a standard", () => {
  it.each<[string, (specs: Specs) => void, string[], string[]?]>([
    [
      "that spells an endpoint otherwise",
      ({ descriptors }) => {
        const { "/ed-fi/sexDescriptors": path, ...others } = descriptors.paths;
        Object.assign(descriptors, { paths: { ...others, "/ed-fi/SEXDescriptors": path } });
      },
      ["sexDescriptors: the target spells it SEXDescriptors"],
    ],
    [
      "without school years",
      ({ resources }) => withoutPath(resources, "/ed-fi/schoolYearTypes"),
      ["schoolYearTypes: the target has no such resource; its bodies may hold any school year"],
    ],
    [
      "with parents for contacts",
      parentsForContacts,
      [
        "contacts: the target calls it parents",
        "contacts: contactUniqueId -> parentUniqueId",
        "contacts: its key is parentUniqueId",
        "studentContactAssociations: the target calls it studentParentAssociations",
        "studentContactAssociations: contactReference -> parentReference",
        "studentContactAssociations: parentReference.contactUniqueId -> parentUniqueId",
        "studentContactAssociations: its key is parentUniqueId, studentUniqueId",
      ],
    ],
    [
      "that calls a resource otherwise, of the same shape",
      ({ resources }) =>
        Object.assign(
          resources,
          JSON.parse(JSON.stringify(resources).replaceAll(/(?<=[bB])ellSchedule/g, "reakSchedule")),
        ),
      [
        "bellSchedules: the target calls it breakSchedules",
        "bellSchedules: bellScheduleName -> breakScheduleName",
        "bellSchedules: its key is breakScheduleName, schoolId",
      ],
    ],
    [
      "without a resource",
      ({ resources }) => withoutPath(resources, "/ed-fi/gradingPeriods"),
      [
        "sessions: gradingPeriods left out: gradingPeriodReference: gradingPeriods are left out",
        "gradebookEntries: gradingPeriodReference left out: gradingPeriods are left out",
        "studentAcademicRecords: reportCards left out: reportCardReference: reportCards are left out",
      ],
      [
        "gradingPeriods: the target does not have it",
        "grades: gradingPeriodReference: gradingPeriods are left out",
        "reportCards: gradingPeriodReference: gradingPeriods are left out",
      ],
    ],
    [
      "without a type of descriptors",
      ({ descriptors }) => withoutPath(descriptors, "/ed-fi/raceDescriptors"),
      [
        "staffs: races left out: the target has no RaceDescriptor",
        "studentEducationOrganizationAssociations: races left out: the target has no RaceDescriptor",
      ],
      ["raceDescriptors: the target does not have it"],
    ],
    [
      "without a property, and with a part of an object less",
      (specs) => {
        drop(specs, "EdFi_Student", "middleName");
        drop(specs, "EdFi_LearningStandard_ContentStandard", "title");
        require(specs, "EdFi_LearningStandard_ContentStandard", "label", stringOf(9));
      },
      [
        "students: middleName left out: the target does not know it",
        "learningStandards: contentStandard.title left out: the target does not know it",
        "learningStandards: contentStandard.label added: the target requires it",
      ],
    ],
    [
      "that requires more",
      (specs) => {
        require(specs, "EdFi_Student", "languageDescriptor", DESCRIPTOR);
        require(specs, "EdFi_Student", "nickname", { type: "string", minLength: 4, maxLength: 6 });
        require(specs, "EdFi_Student", "shoes", { ...INTEGER, minimum: 2, maximum: 3 });
        require(specs, "EdFi_Cohort", "schoolReference", refTo("EdFi_School_Reference"));
        require(specs, "EdFi_Survey", "programReference", refTo("EdFi_Program_Reference"));
        require(specs, "EdFi_Grade", "studentReference", refTo("EdFi_Student_Reference"));
        require(specs, "EdFi_School", "schoolYearTypeReference", refTo("EdFi_SchoolYearTypeReference"));
      },
      [
        "schools: schoolYearTypeReference added: the target requires it",
        "students: languageDescriptor added: the target requires it",
        "students: nickname added: the target requires it",
        "students: shoes added: the target requires it",
        "cohorts: schoolReference added: the target requires it",
        "grades: studentReference added: the target requires it",
        "surveys: programReference added: the target requires it",
      ],
    ],
    [
      "that requires parts of an extension",
      (specs) => {
        const { schemas } = specs.resources.components;
        specs.schema("EdFi_Student").properties._ext = refTo("EdFi_StudentExtensions");
        schemas.EdFi_StudentExtensions = objectOf({ tx: refTo("Tx_StudentExtension") }, []);
        schemas.Tx_StudentExtension = objectOf({ badge: stringOf(9), note: stringOf(9) }, ["badge"]);
      },
      ["students: _ext added: the target requires it"],
    ],
    [
      "that requires parts of an extension in the elements of a list",
      (specs) => {
        const { schemas } = specs.resources.components;
        const address = "EdFi_StudentEducationOrganizationAssociation_Address";
        const listOf = (schema: string) => ({ type: "array", items: refTo(schema) });
        specs.schema(address).properties._ext = refTo(`${address}Extensions`);
        schemas[`${address}Extensions`] = objectOf({ tx: refTo("Tx_AddressExtension") }, []);
        schemas.Tx_AddressExtension = objectOf(
          { complex: stringOf(9), onBusRoute: { type: "boolean" }, districts: listOf("Tx_AddressDistrict") },
          ["complex", "onBusRoute", "districts"],
        );
        schemas.Tx_AddressDistrict = objectOf({ district: { ...stringOf(9), ...IDENTITY } }, ["district"]);
      },
      ["studentEducationOrganizationAssociations: addresses._ext added: the target requires it"],
    ],
    [
      "with shorter texts and smaller numbers",
      (specs) => {
        shorten(specs, "weekIdentifier", 10);
        const staff = specs.schema("EdFi_Staff").properties;
        staff.yearsOfPriorProfessionalExperience = { type: "number", maximum: 2 };
        specs.schema("EdFi_Location").properties.maximumNumberOfSeats = { ...INTEGER, minimum: 50, maximum: 60 };
      },
      [
        "staffs: yearsOfPriorProfessionalExperience (at most 2)",
        "academicWeeks: weekIdentifier (at most 10 characters)",
        "locations: maximumNumberOfSeats (50 to 60)",
        "sessions: academicWeeks.academicWeekReference.weekIdentifier (at most 10 characters)",
      ],
    ],
    [
      "with other types",
      (specs) => {
        const year = { type: "integer", format: "int32", ...IDENTITY };
        specs.schema("EdFi_AcademicWeek").properties.weekIdentifier = year;
        specs.schema("EdFi_AcademicWeek_Reference").properties.weekIdentifier = year;
        specs.schema("EdFi_GradingPeriod").properties.periodSequence = stringOf(4);
        require(specs, "EdFi_Student", "birthDate", { type: "boolean" });
      },
      [
        "students: birthDate made anew: its values do not fit the target",
        "academicWeeks: weekIdentifier (number)",
        "gradingPeriods: periodSequence (text)",
        "sessions: academicWeeks.academicWeekReference.weekIdentifier (number)",
      ],
    ],
    [
      "that has a number for a name",
      keyedBySequence,
      [
        "gradingPeriods: gradingPeriodName left out: the target does not know it",
        "gradingPeriods: its key is gradingPeriodDescriptor, periodSequence, schoolId, schoolYear",
        "sessions: gradingPeriods.gradingPeriodReference.gradingPeriodName -> periodSequence (number)",
        "grades: gradingPeriodReference.gradingPeriodName -> periodSequence (number)",
        "grades: its key is gradeTypeDescriptor, gradingPeriodDescriptor, gradingPeriodSequence, schoolId, gradingPeriodSchoolYear, beginDate, localCourseCode, schoolYear, sectionIdentifier, sessionName, studentUniqueId",
        "gradebookEntries: gradingPeriodReference.gradingPeriodName -> periodSequence (number)",
        "reportCards: grades.gradeReference.gradingPeriodName -> gradingPeriodSequence (number)",
        "reportCards: gradingPeriodReference.gradingPeriodName -> periodSequence (number)",
        "reportCards: its key is educationOrganizationId, gradingPeriodDescriptor, gradingPeriodSequence, gradingPeriodSchoolId, gradingPeriodSchoolYear, studentUniqueId",
        "studentAcademicRecords: reportCards.reportCardReference.gradingPeriodName -> gradingPeriodSequence (number)",
      ],
    ],
    [
      "that has a list for a value, and a value for a list",
      (specs) => {
        drop(specs, "EdFi_Course", "academicSubjects");
        require(specs, "EdFi_Course", "academicSubjectDescriptor", DESCRIPTOR);
        drop(specs, "EdFi_ObjectiveAssessment", "academicSubjectDescriptor");
        const items = refTo("EdFi_Assessment_AcademicSubject");
        specs.schema("EdFi_ObjectiveAssessment").properties.academicSubjects = { type: "array", items };
      },
      [
        "courses: academicSubjects[].academicSubjectDescriptor -> academicSubjectDescriptor (of the first)",
        "objectiveAssessments: academicSubjectDescriptor -> academicSubjects[].academicSubjectDescriptor",
      ],
    ],
    [
      "with another name for a reference, and a field less",
      (specs) => {
        const stem = "taffEducationOrganizationEmploymentAssociation";
        const assignment = "EdFi_StaffEducationOrganizationAssignmentAssociation";
        rename(specs, [assignment], `employmentS${stem}Reference`, `s${stem}Reference`);
        drop(specs, `EdFi_S${stem}_Reference`, "hireDate");
        specs.schema(`EdFi_S${stem}`).properties.hireDate = { type: "string", format: "date" };
      },
      [
        "staffEducationOrganizationEmploymentAssociations: its key is educationOrganizationId, employmentStatusDescriptor, staffUniqueId",
        "staffEducationOrganizationAssignmentAssociations: employmentStaffEducationOrganizationEmploymentAssociationReference -> staffEducationOrganizationEmploymentAssociationReference",
        "staffEducationOrganizationAssignmentAssociations: staffEducationOrganizationEmploymentAssociationReference.hireDate left out: the target does not know it",
      ],
    ],
    [
      "whose keys have fewer parts",
      (specs) => {
        specs.schema("EdFi_AcademicWeek").properties.weekIdentifier = stringOf(80);
        drop(specs, "EdFi_AcademicWeek_Reference", "weekIdentifier");
      },
      [
        "academicWeeks: its key is schoolId",
        "academicWeeks: 76 items left out: others have the same key",
        "sessions: academicWeeks.academicWeekReference.weekIdentifier left out: the target does not know it",
        "sessions: academicWeeks left out: some of its elements would be the same",
      ],
    ],
    [
      "whose keys have more parts",
      (specs) => {
        for (const name of ["EdFi_ClassPeriod", "EdFi_ClassPeriod_Reference"]) {
          require(specs, name, "wing", { ...stringOf(9), ...IDENTITY });
          require(specs, name, "dateOpened", { type: "string", format: "date", ...IDENTITY });
        }
      },
      [
        "classPeriods: wing added: the target requires it",
        "classPeriods: dateOpened added: the target requires it",
        "classPeriods: its key is classPeriodName, dateOpened, schoolId, wing",
        "bellSchedules: classPeriods.classPeriodReference.dateOpened added",
        "bellSchedules: classPeriods.classPeriodReference.wing added",
        "sections: classPeriods.classPeriodReference.dateOpened added",
        "sections: classPeriods.classPeriodReference.wing added",
        "studentSectionAttendanceEvents: classPeriods.classPeriodReference.dateOpened added",
        "studentSectionAttendanceEvents: classPeriods.classPeriodReference.wing added",
      ],
    ],
    [
      "whose requirements the dataset cannot meet",
      (specs) => {
        require(specs, "EdFi_ClassPeriod", "dayTypeDescriptor", DESCRIPTOR);
        require(specs, "EdFi_Location", "openStaffPositionReference", refTo("EdFi_OpenStaffPosition_Reference"));
      },
      [
        "sections: classPeriods left out: classPeriodReference: classPeriods are left out",
        "sections: locationReference left out: locations are left out",
        "studentSectionAttendanceEvents: classPeriods left out: classPeriodReference: classPeriods are left out",
      ],
      [
        "classPeriods: it requires dayTypeDescriptor, and no DayTypeDescriptor is known",
        "bellSchedules: classPeriodReference: classPeriods are left out",
        "locations: it requires openStaffPositionReference, which the dataset does not have",
      ],
    ],
  ])("%s", (_standard, change, changes, leftOut = []) => {
    const model = modelOf(change);
    const result = adapted(model);
    expect(lines(result)).toEqual(changes);
    expect(result.leftOut.map(({ endpoint, reason }) => `${endpoint}: ${reason}`)).toEqual(leftOut);
    expect(refused(model, result)).toEqual([]);
  });
});

describe("adapted items", () => {
  const model = modelOf(otherStandard);
  const { items } = adapted(model);

  it("have keys of their own, which bodies hold", () => {
    for (const endpoint of items.endpoints) {
      const indexes = Array.from({ length: items.count(endpoint) }, (_, index) => index);
      const keys = indexes.map((index) => items.key(endpoint, index));
      expect(new Set(keys.map((key) => JSON.stringify(key))).size, endpoint).toBe(keys.length);
      expect(indexes.map((index) => items.keyOf(endpoint, items.body(endpoint, index, EVERYTHING)))).toEqual(keys);
      expect(items.keyOf(endpoint, items.body(endpoint, 0, NOTHING))).toEqual(keys[0]);
    }
  });

  it("need what they refer to at the target", () => {
    expect(items.needs("students").required).toEqual(["languageDescriptors"]);
    const employment = "staffEducationOrganizationEmploymentAssociations";
    expect(items.needs("staffEducationOrganizationAssignmentAssociations").optional).toContain(employment);
    expect(items.needs("courses").required).toContain("academicSubjectDescriptors");
    const transcripts = "courseTranscripts";
    expect(new Set(items.needs(transcripts).required)).toEqual(new Set(OWN.needs(transcripts).required));
    expect(items.needs("studentCTEProgramAssociations").optional).toEqual(["cTEProgramServiceDescriptors"]);
  });
});

it("makes a need of a reference that the target requires, and bodies have where they may", () => {
  const model = modelOf((specs) => {
    specs.schema("EdFi_Survey").required.push("sessionReference");
  });
  const { adaptations } = compileAdaptations({ model, dataset: OWN });
  const needs = { required: ["sessions", "schoolYearTypes"], optional: ["surveyCategoryDescriptors"] };
  expect(adaptations).toEqual([{ endpoint: "surveys", steps: [], needs }]);
});

it("takes values of descriptors from the target where the dataset has none", () => {
  const model = modelOf((specs) => require(specs, "EdFi_Cohort", "planDescriptor", DESCRIPTOR));
  const targetValues = (endpoint: string) => (endpoint === "planDescriptors" ? ["uri://x/PlanDescriptor#A"] : []);
  const { adaptations, leftOut } = compileAdaptations({ model, dataset: OWN, targetValues });
  expect(leftOut).toEqual([]);
  expect(adaptations).toEqual([
    {
      endpoint: "cohorts",
      steps: [{ do: "add", path: ["planDescriptor"], value: { is: "one-of", values: ["uri://x/PlanDescriptor#A"] } }],
      needs: {
        required: ["schools", "cohortTypeDescriptors", "planDescriptors"],
        optional: ["cohortScopeDescriptors"],
      },
    },
  ]);
});

describe("another standard", () => {
  const model = modelOf(otherStandard);
  const result = adapted(model);

  it("takes all bodies", () => {
    expect(result.leftOut).toEqual([]);
    expect(result.given).toEqual(["schoolYearTypes"]);
    expect(refused(model, result)).toEqual([]);
  });
});
