/** Standards, assessments with items and objectives, and what students achieved; surveys. */
import type { Vocabulary } from "../dataset.ts";
import { type Draft, descriptorList, has, one, opt, optList } from "../descriptors.ts";
import type { Add } from "../resource.ts";
import { schoolId, schoolRef } from "../world/schools.ts";
import { gradeOf, schoolOf, studentId, studentRef } from "../world/students.ts";
import { sessionRef } from "../world/terms.ts";
import type { World } from "../world/world.ts";

const SUBJECTS = ["Reading", "Mathematics", "Science"];
/** Three subjects, each as a state test in spring and as a benchmark in fall. */
const ASSESSMENTS = 6;
const ITEMS = 10;
const OBJECTIVES = 3;

const NAMESPACE = "uri://ed-fi.org/Assessment";

function assessmentRef(w: World, a: number) {
  const { datasetId, schoolYear } = w.settings;
  return { assessmentIdentifier: `${datasetId}-${schoolYear}-${a + 1}`, namespace: NAMESPACE };
}

/** Key of an item of an assessment. */
function itemRef(w: World, a: number, n: number) {
  const { assessmentIdentifier } = assessmentRef(w, a);
  return { assessmentIdentifier, identificationCode: `I-${n + 1}`, namespace: NAMESPACE };
}

function standardRef(w: World, n: number) {
  return { learningStandardId: `${w.settings.datasetId}.${(n / 8) | 0}.${(n % 8) + 1}` };
}

/** Sets scale score and performance level, where the target lets us. */
function setScores(b: Draft, v: Vocabulary, h: number): void {
  if (!has(v, "assessmentReportingMethod")) return;
  const above = h % 800; // the lowest score
  if (has(v, "performanceLevel")) {
    const level = one("performanceLevel", 3 - ((above / 200) | 0));
    b.performanceLevels = [{ ...one("assessmentReportingMethod", 1), ...level }];
  }
  if (has(v, "resultDatatypeType")) {
    const result = `${1200 + above}`;
    b.scoreResults = [{ ...one("assessmentReportingMethod", 0), result, ...one("resultDatatypeType", 0) }];
  }
}

export function addLearningStandards(w: World, add: Add): void {
  add("learningStandards", 1, 24, (n, v) => {
    const b: Draft = {
      ...standardRef(w, n),
      description: `Students apply ${SUBJECTS[(n / 8) | 0]} concept ${(n % 8) + 1}.`,
      contentStandard: { title: "State Essential Knowledge and Skills" },
      gradeLevels: descriptorList("gradeLevel", n % 8, 2),
      academicSubjects: descriptorList("academicSubject", (n / 8) | 0, 1),
      namespace: "uri://ed-fi.org/LearningStandard",
    };
    opt(b, v, "learningStandardScope", 0);
    return b;
  });
}

export function addAssessments(w: World, add: Add): void {
  const { schoolYear } = w;
  add("assessments", 2, ASSESSMENTS, (a, v) => {
    const b: Draft = {
      ...assessmentRef(w, a),
      assessmentTitle: `${a < 3 ? "State Assessment" : "Fall Benchmark"} ${SUBJECTS[a % 3]}`,
      academicSubjects: descriptorList("academicSubject", a % 3, 1),
      assessmentVersion: schoolYear,
      maxRawScore: ITEMS,
    };
    opt(b, v, "assessmentCategory", a < 3 ? 0 : 1);
    optList(b, v, "languages", "language", 0);
    return b;
  });
  add("assessmentItems", 2, ASSESSMENTS * ITEMS, (i, v) => {
    const a = (i / ITEMS) | 0;
    const n = i % ITEMS;
    const b: Draft = { assessmentReference: assessmentRef(w, a), identificationCode: `I-${n + 1}`, maxRawScore: 1 };
    opt(b, v, "assessmentItemCategory", n);
    if (v.canUse("learningStandards")) {
      b.learningStandards = [{ learningStandardReference: standardRef(w, (a % 3) * 8 + (n % 8)) }];
    }
    return b;
  });
  add("objectiveAssessments", 2, ASSESSMENTS * OBJECTIVES, (i, v) => {
    const a = (i / OBJECTIVES) | 0;
    const n = i % OBJECTIVES;
    const b: Draft = {
      assessmentReference: assessmentRef(w, a),
      identificationCode: `O-${n + 1}`,
      description: `${SUBJECTS[a % 3]}, part ${n + 1}`,
      percentOfAssessment: 0.33,
    };
    opt(b, v, "academicSubject", a % 3);
    if (v.canUse("assessmentItems")) {
      b.assessmentItems = [0, 1, 2].map((k) => ({ assessmentItemReference: itemRef(w, a, n * 3 + k) }));
    }
    return b;
  });
}

/** Every student takes one state test and one benchmark; every school has a survey. */
export function addResults(w: World, add: Add): void {
  const { students, schools, schoolYear } = w.settings;
  const { day, periods } = w.calendar;
  const score = w.streams(80);
  add("studentAssessments", 3, 2 * students, (i, v) => {
    const student = i >> 1;
    const k = i & 1;
    const a = 3 * k + (student % 3);
    const h = score(i);
    const b: Draft = {
      assessmentReference: assessmentRef(w, a),
      studentAssessmentIdentifier: `${studentId(w, student)}-${k + 1}`,
      studentReference: studentRef(w, student),
      administrationDate: `${day((periods[k === 0 ? 3 : 1] as number) + 15 + (h % 5))}T14:00:00Z`,
      assessedMinutes: 60 + (h % 90),
    };
    opt(b, v, "gradeLevel", gradeOf(w, student), "whenAssessedGradeLevelDescriptor");
    if (v.canUse("schoolYearTypes")) b.schoolYearTypeReference = { schoolYear };
    if (v.canUse("schools")) b.reportedSchoolReference = schoolRef(w, schoolOf(w, student));
    setScores(b, v, h);
    return b;
  });
  add("surveys", 2, schools, (s, v) => {
    const b: Draft = {
      namespace: "uri://ed-fi.org/Survey",
      surveyIdentifier: `${schoolId(w, s)}-${schoolYear}`,
      surveyTitle: "School climate survey",
      schoolYearTypeReference: { schoolYear },
    };
    if (v.canUse("sessions")) b.sessionReference = sessionRef(w, s, 1);
    opt(b, v, "surveyCategory", s);
    return b;
  });
}
