/** Grades and gradebooks, report cards, academic records and transcripts. */
import { type Draft, has, opt, pickOf } from "../descriptors.ts";
import type { Add } from "../resource.ts";
import { GRADES } from "../shape.ts";
import type { Place, Seat, World } from "../world.ts";

const LETTERS = ["F", "D", "C", "B", "A"];

/** Percent from 50 to 100, most of them between 70 and 95. */
function mark(h: number): number {
  return 100 - ((h % 31) + ((h >>> 9) % 21));
}

/** A from 90, B from 80, C from 70, D from 60, else F. */
function letter(percent: number): string {
  return LETTERS[percent < 60 ? 0 : percent > 89 ? 4 : ((percent - 50) / 10) | 0] as string;
}

export function addGrading(w: World, add: Add): void {
  const { students, schoolYear } = w.settings;
  const { day, periods } = w.calendar;
  const { studentRef, gradingPeriodRef } = w;
  const gradeTypeDescriptor = pickOf("gradeType", 0);
  const result = w.streams(40);
  /** Records are kept from middle school on, transcripts in high school. */
  const records = w.spread((s) => (w.level(s) > 0 ? 2 * w.studentsAt(s) : 0));
  const transcripts = w.spread((s) => (w.level(s) > 1 ? w.load(s) * w.studentsAt(s) : 0));
  const namespace = "uri://ed-fi.org/GradebookEntry";

  /** Key of the grade of a seat in a grading period. */
  const gradeRef = (seat: Seat, p: number) => {
    const b: Draft = w.seatRef(seat);
    b.gradeTypeDescriptor = pickOf("gradeType", 0);
    b.gradingPeriodDescriptor = pickOf("gradingPeriod", p);
    b.gradingPeriodName = w.gradingPeriodName(p);
    b.gradingPeriodSchoolYear = schoolYear;
    return b;
  };
  const entryId = (section: Place, n: number): string =>
    `${w.schoolId(section.school)}-${w.sectionRef(section).sectionIdentifier}-${n + 1}`;

  add("grades", 3, 2 * w.seats.count, (i) => {
    const seat = w.seat(i >> 1);
    const numericGradeEarned = mark(result(i));
    return {
      gradeTypeDescriptor,
      gradingPeriodReference: gradingPeriodRef(seat.school, 2 * seat.term + (i & 1)),
      studentSectionAssociationReference: w.seatRef(seat),
      letterGradeEarned: letter(numericGradeEarned),
      numericGradeEarned,
    };
  });
  add("gradebookEntries", 2, 2 * w.sections.count, (i, v) => {
    const section = w.section(i >> 1);
    const half = i & 1;
    const p = 2 * section.term + half;
    const sectionReference = w.sectionRef(section);
    const b: Draft = {
      gradebookEntryIdentifier: entryId(section, half),
      namespace,
      sourceSectionIdentifier: sectionReference.sectionIdentifier,
      dateAssigned: day((periods[p] as number) + 10 + (i % 20)),
      title: half === 0 ? "Unit Test 1" : "Term Project",
      maxPoints: 100,
    };
    opt(b, v, "gradebookEntryType", half);
    if (v.canUse("gradingPeriods") && has(v, "gradingPeriod")) {
      b.gradingPeriodReference = gradingPeriodRef(section.school, p);
    }
    if (v.canUse("sections")) b.sectionReference = sectionReference;
    return b;
  });
  add("studentGradebookEntries", 2, students, (i, v) => {
    const section = w.seatOf(i, 0, 0);
    const pointsEarned = mark(result(i + 7));
    const b: Draft = {
      gradebookEntryReference: { gradebookEntryIdentifier: entryId(section, i & 1), namespace },
      studentReference: studentRef(i),
      letterGradeEarned: letter(pointsEarned),
      pointsEarned,
    };
    opt(b, v, "submissionStatus", i % 9 === 0 ? 1 : 0);
    return b;
  });
  add("reportCards", 3, 2 * students, (i, v) => {
    const student = i >> 1;
    const term = i & 1;
    const s = w.schoolOf(student);
    const h = result(i);
    const b: Draft = {
      educationOrganizationReference: w.schoolOrganizationRef(s),
      gradingPeriodReference: gradingPeriodRef(s, 2 * term + 1),
      studentReference: studentRef(student),
      numberOfDaysAbsent: h % 8,
      numberOfDaysTardy: (h >>> 5) % 4,
    };
    if (v.canUse("grades") && has(v, "gradeType")) {
      const grades = [];
      for (let k = 0; k < w.load(s); k++)
        grades.push({ gradeReference: gradeRef(w.seatOf(student, term, k), 2 * term + 1) });
      b.grades = grades;
    }
    return b;
  });
  add("studentAcademicRecords", 4, records.count, (i, v) => {
    const s = records.school(i);
    const local = i - (records.starts[s] as number);
    const student = (w.shape.students.starts[s] as number) + (local >> 1);
    const h = result(i);
    const earned = w.level(s) > 1 ? ((local >> 1) % GRADES[2]) * 7 : 0;
    const b: Draft = {
      educationOrganizationReference: w.schoolOrganizationRef(s),
      schoolYearTypeReference: { schoolYear },
      studentReference: studentRef(student),
      termDescriptor: pickOf("term", local & 1),
      cumulativeEarnedCredits: earned,
      sessionEarnedCredits: 3 + (h % 2) / 2,
    };
    if (has(v, "gradePointAverageType")) {
      const gradePointAverageTypeDescriptor = pickOf("gradePointAverageType", 0);
      b.gradePointAverages = [{ gradePointAverageTypeDescriptor, gradePointAverageValue: (100 + (h % 300)) / 100 }];
    }
    if (v.canUse("reportCards")) {
      const p = 2 * (local & 1) + 1;
      const reference = {
        educationOrganizationId: w.schoolId(s),
        gradingPeriodDescriptor: pickOf("gradingPeriod", p),
        gradingPeriodName: w.gradingPeriodName(p),
        gradingPeriodSchoolId: w.schoolId(s),
        gradingPeriodSchoolYear: schoolYear,
        studentUniqueId: w.studentId(student),
      };
      b.reportCards = [{ reportCardReference: reference }];
    }
    return b;
  });
  add("courseTranscripts", 3, transcripts.count, (i, v) => {
    const s = transcripts.school(i);
    const local = i - (transcripts.starts[s] as number);
    const student = (w.shape.students.starts[s] as number) + ((local / w.load(s)) | 0);
    const seat = w.seatOf(student, 0, local % w.load(s));
    const finalNumericGradeEarned = mark(result(i + 3));
    const passed = finalNumericGradeEarned > 59;
    const b: Draft = {
      courseAttemptResultDescriptor: pickOf("courseAttemptResult", passed ? 0 : 1),
      courseReference: w.courseRef(s, seat.course),
      studentAcademicRecordReference: {
        educationOrganizationId: w.schoolId(s),
        schoolYear,
        studentUniqueId: w.studentId(student),
        termDescriptor: pickOf("term", 0),
      },
      attemptedCredits: 0.5,
      earnedCredits: passed ? 0.5 : 0,
      finalLetterGradeEarned: letter(finalNumericGradeEarned),
      finalNumericGradeEarned,
    };
    opt(b, v, "creditType", 0, "earnedCreditTypeDescriptor");
    opt(b, v, "gradeLevel", w.gradeOf(student), "whenTakenGradeLevelDescriptor");
    opt(b, v, "methodCreditEarned", 0);
    if (v.canUse("sections")) b.sections = [{ sectionReference: w.sectionRef(seat) }];
    return b;
  });
}
