/** Where students are enrolled, who their contacts are, what the agency knows of them, and which sections they sit in. */
import { type Draft, has, opt, optList, pickOf, values } from "../descriptors.ts";
import { setReach } from "../places.ts";
import type { Add } from "../resource.ts";
import { contactCount, studentOfContact, type World } from "../world.ts";
import { setLanguages } from "./people.ts";

export function addEnrollment(w: World, add: Add): void {
  const { students, schools, schoolYear } = w.settings;
  const { day, periods } = w.calendar;
  const { studentRef } = w;
  const movers = w.spread(w.moversAt);
  const profile = w.streams(30);

  /** The school that a mover left: the next one of the level, or the same where there is no other. */
  const formerSchool = (s: number): number => {
    let other = s;
    do other = (other + 1) % schools;
    while (w.level(other) !== w.level(s));
    return other;
  };

  add("studentSchoolAssociations", 3, students + movers.count, (i, v) => {
    const left = i >= students; // the enrolment that a mover gave up
    const to = left ? movers.school(i - students) : 0;
    const student = left ? w.moverAt(to, i - students - (movers.starts[to] as number)) : i;
    const s = left ? formerSchool(to) : w.schoolOf(student);
    const entry = w.entryDay(student);
    const grade = w.gradeOf(student);
    const graduation = schoolYear + 12 - grade;
    const b: Draft = {
      entryDate: day(left ? 0 : entry),
      schoolReference: w.schoolRef(s),
      studentReference: studentRef(student),
      entryGradeLevelDescriptor: pickOf("gradeLevel", grade),
    };
    if (v.canUse("calendars")) b.calendarReference = w.calendarRef(s);
    if (v.canUse("schoolYearTypes")) {
      b.schoolYearTypeReference = { schoolYear };
      if (grade > 8) b.classOfSchoolYearTypeReference = { schoolYear: graduation };
    }
    if (v.canUse("graduationPlans") && has(v, "graduationPlanType") && grade > 8) {
      b.graduationPlanReference = w.graduationPlanRef(w.agencyOf(s), student % 5 === 0 ? 1 : 0, graduation);
    }
    opt(b, v, "entryType", entry > 0 && !left ? 1 : student % 17 === 0 ? 2 : 0);
    opt(b, v, "residencyStatus", 0);
    if (has(v, "exitWithdrawType") && left) b.exitWithdrawTypeDescriptor = pickOf("exitWithdrawType", 0);
    if (left) b.exitWithdrawDate = day(entry - 1);
    b.primarySchool = !left;
    return b;
  });
  add("studentContactAssociations", 2, contactCount(students), (i, v) => {
    const first = i % 3 !== 1;
    const b: Draft = {
      contactReference: { contactUniqueId: w.contactId(i) },
      studentReference: studentRef(studentOfContact(i)),
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
    const id = w.studentId(i);
    const b: Draft = {
      educationOrganizationReference: w.agencyRef(i),
      studentReference: studentRef(i),
      hispanicLatinoEthnicity: h % 10 < 3,
      internetAccessInResidence: h % 15 > 0,
    };
    opt(b, v, "sex", w.studentHash(i) & 1);
    opt(b, v, "limitedEnglishProficiency", family % 5 === 0 ? 1 : 0);
    setReach(b, v, family, id, 1);
    setLanguages(b, v, family);
    optList(b, v, "races", "race", h >>> 4, h % 23 === 0);
    optList(b, v, "studentCharacteristics", "studentCharacteristic", h % 9 < 7 ? 0 : h >>> 9);
    if (has(v, "studentIdentificationSystem")) {
      b.studentIdentificationCodes = values("studentIdentificationSystem").map(
        (studentIdentificationSystemDescriptor, n) => ({
          assigningOrganizationIdentificationCode: n === 0 ? "District" : "State",
          identificationCode: `${n}${id.slice(5)}`,
          studentIdentificationSystemDescriptor,
        }),
      );
    }
    return b;
  });
  add("studentEducationOrganizationResponsibilityAssociations", 4, students, (i) => ({
    beginDate: day(w.entryDay(i)),
    educationOrganizationReference: w.schoolOrganizationRef(w.schoolOf(i)),
    responsibilityDescriptor: pickOf("responsibility", i),
    studentReference: studentRef(i),
  }));
  add("studentSectionAssociations", 3, w.seats.count, (i) => {
    const seat = w.seat(i);
    return {
      beginDate: seat.beginDate,
      sectionReference: w.sectionRef(seat),
      studentReference: studentRef(seat.student),
      endDate: day((periods[2 * seat.term + 2] as number) - 1),
      homeroomIndicator: seat.course % 8 === 1,
    };
  });
}
