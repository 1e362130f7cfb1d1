import { describe, expect, test } from "vitest";
import type { ResourceModel } from "../../api-model/types.ts";
import { loadDataStandard } from "../model/data-standard.ts";
import { compileEqualities, unequalValues } from "./equalities.ts";
import { shapeBody } from "./shape.ts";
import {
  addDescriptor,
  addSchool,
  addSection,
  descriptor,
  SCHOOL,
  SECTION,
  schoolBody,
  sessionBody,
  studentBody,
} from "./testing/district.ts";
import { harness } from "./testing/harness.ts";

const h = harness();
addSection(h);

function week(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    weekIdentifier: "Week 1",
    schoolReference: { schoolId: SCHOOL },
    beginDate: "2024-07-10",
    endDate: "2024-07-30",
    totalInstructionalDays: 20,
    ...changes,
  };
}

function problems(endpoint: string, body: unknown): unknown {
  const reply = h.post(endpoint, body);
  expect(reply.status).toBe(400);
  expect(reply.body.type).toBe("urn:ed-fi:api:bad-request:data-validation-failed");
  return reply.body.validationErrors;
}

describe("schema validation", () => {
  test("NUL is refused in texts and descriptors: PostgreSQL cannot store it", () => {
    expect(problems("students", { ...studentBody("9"), middleName: "A\0B" })).toEqual({
      "$.middleName": ["middleName cannot contain the character NUL."],
    });
    expect(problems("students", { ...studentBody("9"), birthSexDescriptor: "uri://a.org#\0" })).toEqual({
      "$.birthSexDescriptor": ["birthSexDescriptor cannot contain the character NUL."],
    });
  });

  test("a school year may be any, a reference to one is from 1900 to 2100", () => {
    const year = { schoolYear: 2199, currentSchoolYear: false, schoolYearDescription: "2198-2199" };
    expect(h.post("schoolYearTypes", year).status).toBe(201);
    const calendar = {
      calendarCode: "1",
      schoolReference: { schoolId: SCHOOL },
      schoolYearTypeReference: { schoolYear: 2199 },
      calendarTypeDescriptor: descriptor("CalendarType", "IEP"),
    };
    expect(problems("calendars", calendar)).toEqual({
      "$.schoolYearTypeReference.schoolYear": ["schoolYear 2199 should be at most 2100"],
    });
  });

  test("in an extension a path begins with the extension's own property", () => {
    const scalar = { kind: "scalar", name: "petName", type: "string", required: true, identity: false } as const;
    const part = { kind: "object", required: false, identity: false } as const;
    const sample = { ...part, name: "sample", properties: [scalar] };
    const student = loadDataStandard().byName.get("Student") as ResourceModel;
    const extended = { ...student, properties: [{ ...part, name: "_ext", properties: [sample] }] };
    const { errors } = shapeBody(extended, { _ext: { sample: {} } });
    expect(errors.found).toEqual({ "$.petName": ["petName is required."] });
  });

  test("every missing property is named", () => {
    expect(problems("academicWeeks", { schoolReference: {} })).toEqual({
      "$.weekIdentifier": ["weekIdentifier is required."],
      "$.schoolReference.schoolId": ["schoolId is required."],
      "$.beginDate": ["beginDate is required."],
      "$.endDate": ["endDate is required."],
      "$.totalInstructionalDays": ["totalInstructionalDays is required."],
    });
  });

  test.each([
    ["weekIdentifier", "one", "weekIdentifier Value should be at least 5 characters"],
    ["weekIdentifier", "x".repeat(81), "weekIdentifier Value should be at most 80 characters"],
    ["weekIdentifier", " week 1", "weekIdentifier cannot contain leading or trailing spaces."],
    ["weekIdentifier", "week 1 ", "weekIdentifier cannot contain leading or trailing spaces."],
    ["weekIdentifier", "       ", "weekIdentifier cannot contain leading or trailing spaces."],
    ["weekIdentifier", 5, 'weekIdentifier Value is "integer" but should be "string"'],
    ["weekIdentifier", null, "weekIdentifier is required."],
    ["beginDate", "2024-02-30", 'beginDate Value does not match format "date"'],
    ["beginDate", "soon", 'beginDate Value does not match format "date"'],
    ["totalInstructionalDays", "x", 'totalInstructionalDays Value is "string" but should be "integer"'],
    ["totalInstructionalDays", 1.5, 'totalInstructionalDays Value is "number" but should be "integer"'],
    ["totalInstructionalDays", true, 'totalInstructionalDays Value is "boolean" but should be "integer"'],
    ["schoolReference", "x", 'schoolReference Value is "string" but should be "object"'],
    ["schoolReference", [1], 'schoolReference Value is "array" but should be "object"'],
  ])("%s = %j", (name, value, text) => {
    expect(problems("academicWeeks", week({ [name]: value }))).toEqual({ [`$.${name}`]: [text] });
  });

  test("required text that is no key may have outer spaces but not be blank", () => {
    expect(h.post("students", { ...studentBody("sp"), firstName: "  A  " }).status).toBe(201);
    expect(problems("students", { ...studentBody("sp"), firstName: "   " })).toEqual({
      "$.firstName": ["firstName cannot contain leading or trailing spaces."],
    });
    expect(h.post("students", { ...studentBody("sp"), middleName: "    " }).status).toBe(200);
  });

  test("a text has a line for its length and one for its blanks", () => {
    expect(problems("academicWeeks", { weekIdentifier: "" })).toMatchObject({
      "$.weekIdentifier": [
        "weekIdentifier Value should be at least 5 characters",
        "weekIdentifier is required and should not be left empty.",
      ],
    });
    expect(problems("academicWeeks", { weekIdentifier: ` ${"x".repeat(80)}` })).toMatchObject({
      "$.weekIdentifier": [
        "weekIdentifier Value should be at most 80 characters",
        "weekIdentifier cannot contain leading or trailing spaces.",
      ],
    });
  });

  test("what identifies an item of a list has no outer spaces, single texts may", () => {
    const address = { city: " A", postalCode: "1 ", streetNumberName: "x ", apartmentRoomSuiteNumber: " 1 " };
    expect(problems("schools", { addresses: [address] })).toMatchObject({
      "$.addresses[0].city": ["city cannot contain leading or trailing spaces."],
      "$.addresses[0].postalCode": ["postalCode cannot contain leading or trailing spaces."],
      "$.addresses[0].streetNumberName": ["streetNumberName cannot contain leading or trailing spaces."],
    });
    const authors = [{ author: " A " }, { author: " " }];
    expect(
      Object.keys(problems("educationContents", { authors }) as object).filter((path) => /author/.test(path)),
    ).toEqual([]);
  });

  test("a descriptor may be blank text: it does not exist", () => {
    const gradeLevels = [{ gradeLevelDescriptor: " " }];
    const { post } = harness();
    expect(post("schools", { ...schoolBody(), gradeLevels }).body.validationErrors).toMatchObject({
      "$.gradeLevels[0].gradeLevelDescriptor": ["GradeLevelDescriptor value ' ' does not exist."],
    });
  });

  test("paths into lists carry the index", () => {
    const addresses = [{ city: "A" }];
    expect(problems("schools", { ...schoolBody(7), addresses })).toHaveProperty(["$.addresses[0].postalCode"]);
    expect(problems("schools", { ...schoolBody(7), addresses: "x" })).toEqual({
      "$.addresses": ['addresses Value is "string" but should be "array"'],
    });
  });

  test("a required list that is empty counts as missing", () => {
    expect(problems("schools", { ...schoolBody(7), gradeLevels: [{}] })).toEqual({
      "$.gradeLevels": ["gradeLevels is required."],
    });
  });

  test("wrong letter case is another property", () => {
    const { gradeLevels, ...rest } = schoolBody(7);
    expect(problems("schools", { ...rest, GRADELEVELS: gradeLevels })).toEqual({
      "$.gradeLevels": ["gradeLevels is required."],
    });
  });

  test.each([1000, -1000])("a decimal of %d does not fit precision 5, scale 2", (years) => {
    const staff = { staffUniqueId: "s", firstName: "A", lastSurname: "B", yearsOfPriorProfessionalExperience: years };
    expect(problems("staffs", staff)).toEqual({
      "$.yearsOfPriorProfessionalExperience": [
        "yearsOfPriorProfessionalExperience must be between -999.99 and 999.99.",
      ],
    });
  });
});

test("a decimal in a list is named by the field of all items", () => {
  const errors = problems("graduationPlans", {
    educationOrganizationReference: { educationOrganizationId: SCHOOL },
    graduationPlanTypeDescriptor: descriptor("GraduationPlanType", "Standard"),
    graduationSchoolYearTypeReference: { schoolYear: 2026 },
    totalRequiredCredits: 20,
    creditsBySubjects: [1, 1_000_000].map((credits, index) => ({
      academicSubjectDescriptor: descriptor("AcademicSubject", `S${index}`),
      credits,
    })),
  });
  const path = "creditsBySubjects[*].credits";
  expect(errors).toEqual({ [`$.${path}`]: [`${path} must be between -999999.999 and 999999.999.`] });
});

describe("coercion and pruning", () => {
  test("drops unknown properties, nulls and empty lists", () => {
    const id = h.create("students", {
      ...studentBody("p"),
      x: 1,
      middleName: null,
      visas: [],
      otherNames: [{}],
      link: {},
    });
    const { id: _id, _etag, _lastModifiedDate, ...rest } = h.get(`students/${id}`).body;
    expect(rest).toEqual(studentBody("p"));
  });

  test.each([
    ["true", true],
    ["FALSE", false],
    [1, true],
    [0, false],
    ["1", true],
    ["0", false],
  ])("%j becomes the boolean %j", (value, expected) => {
    const id = h.create(
      "classPeriods",
      period({ classPeriodName: `p ${JSON.stringify(value)}`, officialAttendancePeriod: value }),
    );
    expect(h.get(`classPeriods/${id}`).body.officialAttendancePeriod).toBe(expected);
  });

  test.each([
    ["string", "string"],
    ["2", "string"],
    [2, "integer"],
  ])("%j is no boolean", (value, type) => {
    expect(problems("classPeriods", period({ officialAttendancePeriod: value }))).toEqual({
      "$.officialAttendancePeriod": [`officialAttendancePeriod Value is "${type}" but should be "boolean"`],
    });
  });

  test("numbers as text are read as .NET reads them", () => {
    const days = (totalInstructionalDays: unknown): unknown =>
      (problems("academicWeeks", { totalInstructionalDays }) as Record<string, string[]>)["$.totalInstructionalDays"];
    for (const text of ["5", " 5 ", "+5", "5.0", "5.", "1,000.0", "1.0e2"]) expect(days(text)).toBeUndefined();
    for (const text of ["1e2", "1,000", "5 5", "", "0x5", "99999999999999999999"])
      expect(days(text)).toEqual(['totalInstructionalDays Value is "string" but should be "integer"']);
  });

  test("numbers and dates as text, in references too", () => {
    const id = h.create(
      "academicWeeks",
      week({
        schoolReference: { schoolId: String(SCHOOL) },
        beginDate: "7/1/2024",
        endDate: "31/7/2024",
        totalInstructionalDays: "20",
      }),
    );
    expect(h.get(`academicWeeks/${id}`).body).toMatchObject({
      schoolReference: { schoolId: SCHOOL },
      beginDate: "2024-07-01",
      endDate: "2024-07-31",
      totalInstructionalDays: 20,
    });
  });

  test("descriptor codeValue and shortDescription lose outer spaces, the namespace must not have any", () => {
    const namespace = "uri://ed-fi.org/SexDescriptor";
    const id = h.create("sexDescriptors", { namespace, codeValue: " Male ", shortDescription: " M " });
    expect(h.get(`sexDescriptors/${id}`).body).toMatchObject({ codeValue: "Male", shortDescription: "M" });
    expect(problems("sexDescriptors", { namespace: ` ${namespace}`, codeValue: "x", shortDescription: "x" })).toEqual({
      "$.namespace": ["namespace cannot contain leading or trailing spaces."],
    });
  });
});

test("blank descriptors: trimmed texts are too short, the namespace has outer spaces", () => {
  expect(problems("sexDescriptors", { namespace: "   ", codeValue: "  ", shortDescription: " " })).toEqual({
    "$.codeValue": ["codeValue Value should be at least 1 characters"],
    "$.namespace": ["namespace cannot contain leading or trailing spaces."],
    "$.shortDescription": ["shortDescription Value should be at least 1 characters"],
  });
});

describe("values that must agree", () => {
  test("letter case counts, but not in descriptors", () => {
    const element = loadDataStandard().byName.get("ProgramEvaluationElement") as ResourceModel;
    const body = {
      programEvaluationObjectiveReference: { programTypeDescriptor: "uri://a.org#b" },
      programEvaluationReference: { programTypeDescriptor: "URI://A.org#B" },
    };
    expect(unequalValues(compileEqualities(element), body)).toBeUndefined();
    const survey = { namespace: "uri://a.org", surveyIdentifier: "1" };
    const section = { ...survey, namespace: "uri://A.org", surveySectionTitle: "S" };
    const question = { questionCode: "1", questionText: "A", questionFormDescriptor: "uri://a.org#1" };
    const references = { surveyReference: survey, surveySectionReference: section };
    const errors = problems("surveyQuestions", { ...question, ...references }) as Record<string, unknown>;
    expect(Object.keys(errors)).toEqual(["$.surveyReference.namespace", "$.surveySectionReference.namespace"]);
  });

  test("both paths carry the conflicting values, lists with [*]", () => {
    const text =
      "All values supplied for 'schoolId' must match. Review all references (including those higher up in the resource's data) and align the following conflicting values: '1', '255901001'";
    expect(
      problems("bellSchedules", {
        bellScheduleName: "B",
        schoolReference: { schoolId: SCHOOL },
        classPeriods: [
          { classPeriodReference: { classPeriodName: "a", schoolId: 1 } },
          { classPeriodReference: { classPeriodName: "b", schoolId: 1 } },
        ],
      }),
    ).toEqual({ "$.classPeriods[*].classPeriodReference.schoolId": [text], "$.schoolReference.schoolId": [text] });
  });

  test("a path that breaks two constraints has a text for each", () => {
    const period = {
      gradingPeriodDescriptor: descriptor("GradingPeriod", "1"),
      gradingPeriodName: "G",
      schoolYear: 2026,
    };
    const errors = problems("sessions", {
      ...sessionBody("Fall"),
      academicWeeks: [{ academicWeekReference: { weekIdentifier: "Week 1", schoolId: 1 } }],
      gradingPeriods: [{ gradingPeriodReference: { ...period, schoolId: 1 } }],
    });
    expect(errors).toHaveProperty(["$.schoolReference.schoolId", "length"], 2);
  });

  test("the source of the constraint comes first", () => {
    const errors = problems("courseOfferings", {
      localCourseCode: "X",
      schoolReference: { schoolId: 123 },
      courseReference: { courseCode: "ALG-1", educationOrganizationId: SCHOOL },
      sessionReference: { schoolId: 999, schoolYear: 2026, sessionName: "Fall" },
    });
    expect(JSON.stringify(errors)).toContain("'123', '999'");
  });
});

describe("links", () => {
  test("name the concrete resource of an abstract reference", () => {
    const own = harness();
    const school = addSchool(own);
    const student = own.create("students", studentBody());
    const id = own.create("studentEducationOrganizationAssociations", {
      educationOrganizationReference: { educationOrganizationId: SCHOOL },
      studentReference: { studentUniqueId: "604834" },
    });
    const { body } = own.get(`studentEducationOrganizationAssociations/${id}`);
    expect(Object.keys(body)[0]).toBe("id");
    expect(body.educationOrganizationReference.link).toEqual({ rel: "School", href: `/ed-fi/schools/${school}` });
    expect(body.studentReference.link).toEqual({ rel: "Student", href: `/ed-fi/students/${student}` });
  });

  test("stand inside lists too, and keys in references show the descriptor's spelling", () => {
    addDescriptor(h, "ProgramType", "Bilingual");
    const program = {
      educationOrganizationId: SCHOOL,
      programName: "P",
      programTypeDescriptor: descriptor("ProgramType", "Bilingual"),
    };
    h.create("programs", {
      educationOrganizationReference: { educationOrganizationId: SCHOOL },
      programName: "P",
      programTypeDescriptor: program.programTypeDescriptor,
    });
    h.create("students", studentBody("li"));
    const id = h.create("studentSectionAssociations", {
      studentReference: { studentUniqueId: "li" },
      beginDate: "2025-08-18",
      sectionReference: SECTION,
      programs: [
        { programReference: { ...program, programTypeDescriptor: program.programTypeDescriptor.toUpperCase() } },
      ],
    });
    const [item] = h.get(`studentSectionAssociations/${id}`).body.programs;
    expect(item.programReference).toMatchObject({ ...program, link: { rel: "Program" } });
  });
});

function period(changes: Record<string, unknown>): Record<string, unknown> {
  return { classPeriodName: "P", schoolReference: { schoolId: SCHOOL }, ...changes };
}
