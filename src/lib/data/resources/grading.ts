/** Grades and gradebooks, report cards, academic records and transcripts. */
import { type Draft, has, opt, pickOf } from "../descriptors.ts";
import type { Stream } from "../hash.ts";
import type { Add } from "../resource.ts";
import { FIRST_GRADE } from "../shape.ts";
import { courseRef } from "../world/course-catalog.ts";
import { schoolOfCell } from "../world/schedule.ts";
import { levelOf, schoolId, schoolOrganizationRef } from "../world/schools.ts";
import { courseLoad, fallSeatAt, type Seat, seatAt, seatOf, seatRef } from "../world/seats.ts";
import { type Section, sectionAt, sectionRef } from "../world/sections.ts";
import { firstStudent, gradeOf, schoolOf, studentId, studentRef, studentsAt } from "../world/students.ts";
import { gradingPeriodRef } from "../world/terms.ts";
import { spreadOver, spreadOverCells, type World } from "../world/world.ts";

const ENTRY_NAMESPACE = "uri://ed-fi.org/GradebookEntry";
const LETTERS = ["F", "D", "C", "B", "A"];

/** Percent from 50 to 100, most of them between 70 and 95. */
const mark = (h: number): number => 100 - ((h % 31) + ((h >>> 9) % 21));

/** A from 90, B from 80, C from 70, D from 60, else F. */
function letter(percent: number): string {
  return LETTERS[percent < 60 ? 0 : percent > 89 ? 4 : ((percent - 50) / 10) | 0] as string;
}

/** Stream of all results: grades, points, days absent. */
const RESULTS = 40;

/** Key of the grade of a seat in a grading period. */
function gradeRef(w: World, seat: Seat, p: number): Draft {
  const b: Draft = seatRef(w, seat);
  b.gradeTypeDescriptor = pickOf("gradeType", 0);
  b.gradingPeriodDescriptor = pickOf("gradingPeriod", p);
  b.gradingPeriodName = w.gradingPeriodNames[p];
  b.gradingPeriodSchoolYear = w.schoolYear;
  return b;
}

function entryId(w: World, section: Section, n: number): string {
  return `${schoolId(w, section.school)}-${sectionRef(w, section).sectionIdentifier}-${n + 1}`;
}

/** Grades and gradebooks. */
export function addGrades(w: World, add: Add): void {
  const { day, periods } = w.calendar;
  const gradeTypeDescriptor = pickOf("gradeType", 0);
  const result = w.streams(RESULTS);
  add("grades", 3, 2 * w.schedule.seats.count, (i) => {
    const seat = seatAt(w, i >> 1);
    const numericGradeEarned = mark(result(i));
    return {
      gradeTypeDescriptor,
      gradingPeriodReference: gradingPeriodRef(w, seat.school, 2 * seat.term + (i & 1)),
      studentSectionAssociationReference: seatRef(w, seat),
      letterGradeEarned: letter(numericGradeEarned),
      numericGradeEarned,
    };
  });
  add("gradebookEntries", 2, 2 * w.schedule.sections.count, (i, v) => {
    const section = sectionAt(w, i >> 1);
    const half = i & 1;
    const p = 2 * section.term + half;
    const sectionReference = sectionRef(w, section);
    const b: Draft = {
      gradebookEntryIdentifier: entryId(w, section, half),
      namespace: ENTRY_NAMESPACE,
      sourceSectionIdentifier: sectionReference.sectionIdentifier,
      dateAssigned: day((periods[p] as number) + 10 + (i % 20)),
      title: half === 0 ? "Unit Test 1" : "Term Project",
      maxPoints: 100,
    };
    opt(b, v, "gradebookEntryType", half);
    if (v.canUse("gradingPeriods") && has(v, "gradingPeriod")) {
      b.gradingPeriodReference = gradingPeriodRef(w, section.school, p);
    }
    if (v.canUse("sections")) b.sectionReference = sectionReference;
    return b;
  });
  add("studentGradebookEntries", 2, w.settings.students, (i, v) => {
    const section = seatOf(w, i, 0, 0);
    const pointsEarned = mark(result(i + 7));
    const b: Draft = {
      gradebookEntryReference: { gradebookEntryIdentifier: entryId(w, section, i & 1), namespace: ENTRY_NAMESPACE },
      studentReference: studentRef(w, i),
      letterGradeEarned: letter(pointsEarned),
      pointsEarned,
    };
    opt(b, v, "submissionStatus", i % 9 === 0 ? 1 : 0);
    return b;
  });
}

export function addReportCards(w: World, add: Add): void {
  const result = w.streams(RESULTS);
  add("reportCards", 3, 2 * w.settings.students, (i, v) => {
    const student = i >> 1;
    const term = i & 1;
    const s = schoolOf(w, student);
    const h = result(i);
    const b: Draft = {
      educationOrganizationReference: schoolOrganizationRef(w, s),
      gradingPeriodReference: gradingPeriodRef(w, s, 2 * term + 1),
      studentReference: studentRef(w, student),
      numberOfDaysAbsent: h % 8,
      numberOfDaysTardy: (h >>> 5) % 4,
    };
    if (v.canUse("grades") && has(v, "gradeType")) {
      const grades = [];
      const load = courseLoad(w, student);
      for (let k = 0; k < load; k++)
        grades.push({ gradeReference: gradeRef(w, seatOf(w, student, term, k), 2 * term + 1) });
      b.grades = grades;
    }
    return b;
  });
}

/** Of the k-th course that a student takes in a term. */
const finalMark = (result: Stream, student: number, term: number, k: number): number =>
  mark(result(16 * student + 8 * term + k));

const PASSING = 60;
const CREDITS = 0.5;

/** Credits for those of `load` courses of a term that the student passed. */
function sessionCredits(result: Stream, student: number, term: number, load: number): number {
  let credits = 0;
  for (let k = 0; k < load; k++) if (finalMark(result, student, term, k) >= PASSING) credits += CREDITS;
  return credits;
}

/** Academic records are kept from middle school on. */
export function addAcademicRecords(w: World, add: Add): void {
  const { schoolYear } = w;
  const result = w.streams(RESULTS);
  const records = spreadOver(w, (s) => (levelOf(w, s) > 0 ? 2 * studentsAt(w, s) : 0));
  add("studentAcademicRecords", 4, records.count, (i, v) => {
    const s = records.part(i);
    const local = i - (records.starts[s] as number);
    const student = firstStudent(w, s) + (local >> 1);
    const term = local & 1;
    const h = result(i);
    const load = courseLoad(w, student);
    const session = sessionCredits(result, student, term, load);
    const fall = term === 0 ? 0 : sessionCredits(result, student, 0, load);
    const years = gradeOf(w, student) - FIRST_GRADE[levelOf(w, s)];
    const failed = (w.studentHash(student) >>> 9) % (years + 1);
    const b: Draft = {
      educationOrganizationReference: schoolOrganizationRef(w, s),
      schoolYearTypeReference: { schoolYear },
      studentReference: studentRef(w, student),
      termDescriptor: pickOf("term", term),
      cumulativeEarnedCredits: CREDITS * (2 * years * load - failed) + fall + session,
      sessionEarnedCredits: session,
    };
    if (has(v, "gradePointAverageType")) {
      const gradePointAverageTypeDescriptor = pickOf("gradePointAverageType", 0);
      b.gradePointAverages = [{ gradePointAverageTypeDescriptor, gradePointAverageValue: (100 + (h % 300)) / 100 }];
    }
    if (v.canUse("reportCards")) {
      const p = 2 * term + 1;
      const reference = {
        educationOrganizationId: schoolId(w, s),
        gradingPeriodDescriptor: pickOf("gradingPeriod", p),
        gradingPeriodName: w.gradingPeriodNames[p],
        gradingPeriodSchoolId: schoolId(w, s),
        gradingPeriodSchoolYear: schoolYear,
        studentUniqueId: studentId(w, student),
      };
      b.reportCards = [{ reportCardReference: reference }];
    }
    return b;
  });
}

/** Transcripts are kept in high school. */
export function addTranscripts(w: World, add: Add): void {
  const { schoolYear } = w;
  const result = w.streams(RESULTS);
  const { seats } = w.schedule;
  const transcripts = spreadOverCells(w, (cell) => (levelOf(w, schoolOfCell(cell)) > 1 ? seats.size(cell) / 2 : 0));
  add("courseTranscripts", 3, transcripts.count, (i, v) => {
    const seat = fallSeatAt(w, transcripts, i);
    const { school: s, student } = seat;
    const finalNumericGradeEarned = finalMark(result, student, 0, seat.k);
    const passed = finalNumericGradeEarned >= PASSING;
    const b: Draft = {
      courseAttemptResultDescriptor: pickOf("courseAttemptResult", passed ? 0 : 1),
      courseReference: courseRef(w, s, seat.course),
      studentAcademicRecordReference: {
        educationOrganizationId: schoolId(w, s),
        schoolYear,
        studentUniqueId: studentId(w, student),
        termDescriptor: pickOf("term", 0),
      },
      attemptedCredits: CREDITS,
      earnedCredits: passed ? CREDITS : 0,
      finalLetterGradeEarned: letter(finalNumericGradeEarned),
      finalNumericGradeEarned,
    };
    opt(b, v, "creditType", 0, "earnedCreditTypeDescriptor");
    opt(b, v, "gradeLevel", gradeOf(w, student), "whenTakenGradeLevelDescriptor");
    opt(b, v, "methodCreditEarned", 0);
    if (v.canUse("sections")) b.sections = [{ sectionReference: sectionRef(w, seat) }];
    return b;
  });
}
