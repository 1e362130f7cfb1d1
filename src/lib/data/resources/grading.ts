/** Grades and gradebooks, report cards, academic records and transcripts. */
import { type Draft, has, one, opt, pickOf } from "../descriptors.ts";
import type { Add } from "../resource.ts";
import { GRADES } from "../shape.ts";
import { courseRef } from "../world/course-catalog.ts";
import { sizeAt, startAt } from "../world/schedule.ts";
import { levelOf, schoolId, schoolOrganizationRef } from "../world/schools.ts";
import { rowOf, type Seat, seatAt, seatOf, seatRef, seatsOf } from "../world/seats.ts";
import { sectionAt, sectionRef } from "../world/sections.ts";
import { firstStudent, gradeOf, schoolOf, studentId, studentRef, studentsAt } from "../world/students.ts";
import { gradingPeriodRef } from "../world/terms.ts";
import { spreadOver, type World } from "../world/world.ts";
import { earned, finalGrade, letter, points } from "./marks.ts";

const ENTRY_NAMESPACE = "uri://ed-fi.org/GradebookEntry";

/** Key of the grade of a seat in a grading period. */
function gradeRef(w: World, seat: Seat, p: number) {
  const b = seatRef(w, seat);
  b.gradeTypeDescriptor = pickOf("gradeType", 0);
  b.gradingPeriodDescriptor = pickOf("gradingPeriod", p);
  b.gradingPeriodName = w.gradingPeriodNames[p];
  b.gradingPeriodSchoolYear = w.schoolYear;
  return b;
}

function entryId({ schoolId, sectionIdentifier }: ReturnType<typeof sectionRef>, n: number): string {
  return `${schoolId}-${sectionIdentifier}-${n + 1}`;
}

/** Grades and gradebooks. */
export function addGrades(w: World, add: Add): void {
  const { day, periods } = w.calendar;
  const gradeTypeDescriptor = pickOf("gradeType", 0);
  add("grades", 3, 4 * w.seats.count, (i) => {
    const seat = seatAt(w, i >> 1);
    const numericGradeEarned = earned(w, seat.from, w.studentHash(seat.student), seat.k, i);
    return {
      gradeTypeDescriptor,
      gradingPeriodReference: gradingPeriodRef(w, seat.school, 2 * seat.term + (i & 1)),
      studentSectionAssociationReference: seatRef(w, seat),
      letterGradeEarned: letter(numericGradeEarned),
      numericGradeEarned,
    };
  });
  add("gradebookEntries", 2, 4 * w.sections.count, (i, v) => {
    const section = sectionAt(w, i >> 1);
    const half = i & 1;
    const p = 2 * section.term + half;
    const sectionReference = sectionRef(w, section);
    const b: Draft = {
      gradebookEntryIdentifier: entryId(sectionReference, half),
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
    const seat = seatOf(w, i, 0, 0);
    const pointsEarned = earned(w, seat.from, w.studentHash(i), 0, i);
    const gradebookEntryIdentifier = entryId(sectionRef(w, seat), i & 1);
    const b: Draft = {
      gradebookEntryReference: { gradebookEntryIdentifier, namespace: ENTRY_NAMESPACE },
      studentReference: studentRef(w, i),
      letterGradeEarned: letter(pointsEarned),
      pointsEarned,
    };
    opt(b, v, "submissionStatus", i % 9 === 0 ? 1 : 0);
    return b;
  });
}

export function addReportCards(w: World, add: Add): void {
  add("reportCards", 3, 2 * w.settings.students, (i, v) => {
    const student = i >> 1;
    const term = i & 1;
    const s = schoolOf(w, student);
    const h = w.result(i);
    const b: Draft = {
      educationOrganizationReference: schoolOrganizationRef(w, s),
      gradingPeriodReference: gradingPeriodRef(w, s, 2 * term + 1),
      studentReference: studentRef(w, student),
      numberOfDaysAbsent: h % 8,
      numberOfDaysTardy: (h >>> 5) % 4,
    };
    if (v.canUse("grades") && has(v, "gradeType")) {
      b.grades = seatsOf(w, student, term).map((seat) => ({ gradeReference: gradeRef(w, seat, 2 * term + 1) }));
    }
    return b;
  });
}

/** For a course of a term that is passed. */
const CREDITS = 0.5;

/** Academic records are kept from middle school on. */
export function addAcademicRecords(w: World, add: Add): void {
  const { schoolYear } = w;
  const records = spreadOver(w, (s) => (levelOf(w, s) > 0 ? 2 * studentsAt(w, s) : 0));
  add("studentAcademicRecords", 4, records.count, (i, v) => {
    const s = records.part(i);
    const local = i - (records.starts[s] as number);
    const student = firstStudent(w, s) + (local >> 1);
    const term = local & 1;
    const { first, from } = rowOf(w, student);
    const person = w.studentHash(student);
    let sum = 0;
    let passed = 0;
    for (let k = 0; k < from.load; k++) {
      const gained = points(finalGrade(w, from, person, k, 4 * (first + k) + 2 * term));
      sum += gained;
      if (gained > 0) passed++;
    }
    const session = CREDITS * passed;
    const years = (local >> 1) % GRADES[levelOf(w, s)];
    const b: Draft = {
      educationOrganizationReference: schoolOrganizationRef(w, s),
      schoolYearTypeReference: { schoolYear },
      studentReference: studentRef(w, student),
      termDescriptor: pickOf("term", term),
      cumulativeEarnedCredits: years * from.load + (term + 1) * session,
      sessionEarnedCredits: session,
    };
    if (has(v, "gradePointAverageType")) {
      const gradePointAverageValue = Math.round((100 * sum) / from.load) / 100;
      b.gradePointAverages = [{ ...one("gradePointAverageType", 0), gradePointAverageValue, isCumulative: false }];
    }
    if (v.canUse("reportCards")) {
      const { schoolId, schoolYear, ...period } = gradingPeriodRef(w, s, 2 * term + 1);
      const at = { gradingPeriodSchoolId: schoolId, gradingPeriodSchoolYear: schoolYear };
      const reportCardReference = { ...schoolOrganizationRef(w, s), ...period, ...at, ...studentRef(w, student) };
      b.reportCards = [{ reportCardReference }];
    }
    return b;
  });
}

/** Transcripts are kept in high school. */
export function addTranscripts(w: World, add: Add): void {
  const { schoolYear, seats } = w;
  const transcripts = spreadOver(w, (s) => (levelOf(w, s) > 1 ? sizeAt(seats, s) : 0));
  add("courseTranscripts", 3, transcripts.count, (i, v) => {
    const s = transcripts.part(i);
    const n = i - (transcripts.starts[s] as number) + startAt(seats, s);
    const seat = seatAt(w, 2 * n);
    const { student } = seat;
    const finalNumericGradeEarned = finalGrade(w, seat.from, w.studentHash(student), seat.k, 4 * n);
    const passed = points(finalNumericGradeEarned) > 0;
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
