/** Where students are enrolled, who their contacts are, what the agency knows of them, and which sections they sit in. */
import { type Draft, has, one, opt, pickOf } from "../descriptors.ts";
import { mix } from "../hash.ts";
import { setReach } from "../places.ts";
import type { Add } from "../resource.ts";
import { FIRST_GRADE, GRADES, type Span } from "../shape.ts";
import { graduationPlanRef } from "../world/programs.ts";
import { agencyOf, schoolOrganizationRef, schoolRef, spanOf } from "../world/schools.ts";
import { seatAt } from "../world/seats.ts";
import { sectionRef } from "../world/sections.ts";
import {
  agencyRef,
  contactCount,
  contactId,
  entryDay,
  gradeOf,
  moverAt,
  moversAt,
  schoolOf,
  studentId,
  studentOfContact,
  studentRef,
} from "../world/students.ts";
import { calendarRef } from "../world/terms.ts";
import { spreadOver, type World } from "../world/world.ts";
import { homeLanguage, STUDENTS, setEthnicity } from "./ethnicity.ts";
import { setLanguages } from "./people.ts";

/** The school that a mover left: the next one that has the grade, or the same where there is no other. */
function formerSchool(w: World, s: number, grade: number): number {
  let other = s;
  let span: Span;
  do {
    other = (other + 1) % w.settings.schools;
    span = spanOf(w, other);
  } while (grade < FIRST_GRADE[span] || grade >= FIRST_GRADE[span] + GRADES[span]);
  return other;
}

/** One enrollment of every student; movers have a second one, at the school that they left. */
export function addEnrollment(w: World, add: Add): void {
  const { students, schoolYear } = w.settings;
  const { day } = w.calendar;
  const movers = spreadOver(w, (s) => moversAt(w, s));
  add("studentSchoolAssociations", 3, students + movers.count, (i, v) => {
    const left = i >= students; // the enrollment that a mover gave up
    const to = left ? movers.part(i - students) : 0;
    const student = left ? moverAt(w, to, i - students - (movers.starts[to] as number)) : i;
    const entry = entryDay(w, student);
    const grade = gradeOf(w, student);
    const s = left ? formerSchool(w, to, grade) : schoolOf(w, student);
    const graduation = schoolYear + 12 - grade;
    const b: Draft = {
      entryDate: day(left ? 0 : entry),
      schoolReference: schoolRef(w, s),
      studentReference: studentRef(w, student),
      entryGradeLevelDescriptor: pickOf("gradeLevel", grade),
    };
    if (v.canUse("calendars")) b.calendarReference = calendarRef(w, s);
    if (v.canUse("schoolYearTypes")) {
      b.schoolYearTypeReference = { schoolYear };
      if (grade > 8) b.classOfSchoolYearTypeReference = { schoolYear: graduation };
    }
    if (v.canUse("graduationPlans") && has(v, "graduationPlanType") && grade > 8) {
      b.graduationPlanReference = graduationPlanRef(agencyOf(w, s), student % 5 === 0 ? 1 : 0, graduation);
    }
    opt(b, v, "entryType", entry > 0 && !left ? 1 : student % 17 === 0 ? 2 : 0);
    if (has(v, "exitWithdrawType") && left) b.exitWithdrawTypeDescriptor = pickOf("exitWithdrawType", 0);
    if (left) b.exitWithdrawDate = day(entry - 1);
    b.primarySchool = !left;
    return b;
  });
}

/**
 * Of a thousand students, the first and the one after the last with each of the values. The homeless and those in foster care
 * are all economically disadvantaged, too; of the other two groups, as many as of all students.
 */
const FROM = [100, 100, 705, 85, 300];
const TO = [114, 723, 734, 124, 302];

/** Contacts, what the agency knows of its students, and which school is responsible for them. */
export function addStudentProfiles(w: World, add: Add): void {
  const { students } = w.settings;
  const { day } = w.calendar;
  const profile = w.streams(30);
  add("studentContactAssociations", 2, contactCount(students), (i, v) => {
    const first = i % 3 !== 1;
    const b: Draft = {
      contactReference: { contactUniqueId: contactId(w, i) },
      studentReference: studentRef(w, studentOfContact(i)),
      contactPriority: first ? 1 : 2,
      emergencyContactStatus: true,
      livesWith: first || i % 4 > 0,
      primaryContactStatus: first,
    };
    opt(b, v, "relation", first ? (i % 19 === 0 ? 2 : 0) : 1);
    return b;
  });
  add("studentEducationOrganizationAssociations", 2, students, (i, v) => {
    const h = profile(i);
    const family = w.household(i);
    const id = studentId(w, i);
    const b: Draft = {
      educationOrganizationReference: agencyRef(w, i),
      studentReference: studentRef(w, i),
      internetAccessInResidence: h % 15 > 0,
    };
    opt(b, v, "sex", w.studentHash(i) & 1);
    opt(b, v, "limitedEnglishProficiency", homeLanguage(family) > 0 ? 1 : 0);
    setReach(b, v, family, id, 1);
    setLanguages(b, v, family);
    setEthnicity(b, v, STUDENTS, family >>> 4);
    const share = mix(h) % 1000;
    const own = FROM.flatMap((from, n) =>
      share >= from && share < (TO[n] as number) ? one("studentCharacteristic", n) : [],
    );
    if (has(v, "studentCharacteristic") && own.length > 0) b.studentCharacteristics = own;
    if (has(v, "studentIdentificationSystem")) {
      b.studentIdentificationCodes = ["District", "State"].map((assigningOrganizationIdentificationCode, n) => ({
        assigningOrganizationIdentificationCode,
        identificationCode: `${n}${id.slice(5)}`,
        ...one("studentIdentificationSystem", n),
      }));
    }
    return b;
  });
  add("studentEducationOrganizationResponsibilityAssociations", 4, students, (i) => ({
    beginDate: day(entryDay(w, i)),
    educationOrganizationReference: schoolOrganizationRef(w, schoolOf(w, i)),
    ...one("responsibility", i),
    studentReference: studentRef(w, i),
  }));
}

/** Section rosters. */
export function addRosters(w: World, add: Add): void {
  const { day, periods } = w.calendar;
  add("studentSectionAssociations", 3, 2 * w.seats.count, (i) => {
    const seat = seatAt(w, i);
    return {
      beginDate: seat.beginDate,
      sectionReference: sectionRef(w, seat),
      studentReference: studentRef(w, seat.student),
      endDate: day((periods[2 * seat.term + 2] as number) - 1),
      homeroomIndicator: seat.k === 0,
    };
  });
}
