/** Where students are enrolled, who their contacts are, what the agency knows of them, and which sections they sit in. */
import { D, type Draft, has, opt, optList } from "../descriptors.ts";
import { pick } from "../hash.ts";
import { REACH, reach } from "../places.ts";
import type { Resource } from "../resource.ts";
import type { Seat, World } from "../world.ts";
import { contactCount, setLanguages, studentOfContact } from "./people.ts";

/** Key of the association of a student with a section. */
export function seatRef(w: World, seat: Seat) {
  const section = w.sectionRef(seat.school, seat.term, seat.course, seat.group);
  return {
    beginDate: seat.beginDate,
    localCourseCode: section.localCourseCode,
    schoolId: section.schoolId,
    schoolYear: section.schoolYear,
    sectionIdentifier: section.sectionIdentifier,
    sessionName: section.sessionName,
    studentUniqueId: w.studentId(seat.student),
  };
}

export function enrollmentResources(w: World): readonly Resource[] {
  const { students, schools, schoolYear } = w.settings;
  const { days } = w.calendar;
  const movers = w.spread(w.moversAt);
  const household = w.streams(20);
  const profile = w.streams(30);
  const studentReference = (i: number) => ({ studentUniqueId: w.studentId(i) });

  /** The school that a mover left: the next one of the level, or the same where there is no other. */
  const formerSchool = (s: number): number => {
    for (let n = 1; n < schools; n++) {
      const other = (s + n) % schools;
      if (w.level(other) === w.level(s)) return other;
    }
    return s;
  };

  return [
    {
      endpoint: "studentSchoolAssociations",
      identity: 3,
      needs: "students schools gradeLevel#",
      uses: "calendars schoolYearTypes graduationPlans graduationPlanType# localEducationAgencies entryType# entryGradeLevelReason# residencyStatus# exitWithdrawType#",
      count: students + movers.count,
      body(i, v) {
        const left = i >= students; // the enrolment that a mover gave up
        const n = i - students;
        const to = left ? movers.school(n) : 0;
        const student = left ? w.moverAt(to, n - (movers.starts[to] as number)) : i;
        const present = w.schoolOf(student);
        const s = left ? formerSchool(present) : present;
        const entry = w.entryDay(student, w.localOf(student));
        const grade = w.gradeOf(student);
        const schoolId = w.schoolId(s);
        const b: Draft = {
          entryDate: days[left ? 0 : entry],
          schoolReference: { schoolId },
          studentReference: studentReference(student),
          entryGradeLevelDescriptor: D.gradeLevel[grade],
        };
        if (v.canUse("calendars")) b.calendarReference = w.calendarRef(s);
        if (v.canUse("schoolYearTypes")) {
          b.schoolYearTypeReference = { schoolYear };
          if (grade > 8) b.classOfSchoolYearTypeReference = { schoolYear: schoolYear + 12 - grade };
        }
        if (grade > 8 && v.canUse("graduationPlans") && has(v, "graduationPlanType")) {
          b.graduationPlanReference = {
            educationOrganizationId: w.agencyId(w.agencyOf(s)),
            graduationPlanTypeDescriptor: D.graduationPlanType[student % 5 === 0 ? 1 : 0],
            graduationSchoolYear: schoolYear + 12 - grade,
          };
        }
        opt(b, v, "entryType", entry > 0 && !left ? 1 : student % 17 === 0 ? 2 : 0);
        opt(b, v, "entryGradeLevelReason", student % 40 === 0 ? 1 : 0);
        opt(b, v, "residencyStatus", 0);
        if (left) {
          b.exitWithdrawDate = days[entry - 1];
          opt(b, v, "exitWithdrawType", 0);
        }
        b.primarySchool = !left;
        return b;
      },
    },
    {
      endpoint: "studentContactAssociations",
      identity: 2,
      needs: "contacts students",
      uses: "relation#",
      count: contactCount(students),
      body(i, v) {
        const first = i % 3 !== 1;
        const b: Draft = {
          contactReference: { contactUniqueId: w.contactId(i) },
          studentReference: studentReference(studentOfContact(i)),
          contactPriority: first ? 1 : 2,
          emergencyContactStatus: true,
          legalGuardian: first,
          livesWith: first || i % 4 > 0,
          primaryContactStatus: first,
        };
        opt(b, v, "relation", first ? (i % 19 === 0 ? 2 : 0) : 1);
        return b;
      },
    },
    {
      endpoint: "studentEducationOrganizationAssociations",
      identity: 2,
      needs: "localEducationAgencies students",
      uses: `${REACH} sex# race# language# languageUse# limitedEnglishProficiency# studentCharacteristic# studentIdentificationSystem#`,
      count: students,
      body(i, v) {
        const h = profile(i);
        const family = household(i);
        const id = w.studentId(i);
        const other = family % 5 === 0 ? 1 + ((family >>> 8) % 7) : 0;
        const b: Draft = {
          educationOrganizationReference: { educationOrganizationId: w.agencyId(w.agencyOf(w.schoolOf(i))) },
          studentReference: { studentUniqueId: id },
          hispanicLatinoEthnicity: h % 10 < 3,
          internetAccessInResidence: h % 15 > 0,
          loginId: `s${id}`,
        };
        opt(b, v, "sex", w.studentHash(i) & 1);
        opt(b, v, "limitedEnglishProficiency", other > 0 ? 1 + (h & 1) : 0);
        reach(b, v, family, `s${id}`, 1);
        setLanguages(b, v, other);
        optList(b, v, "races", "race", h >>> 4, h % 23 === 0);
        if (h % 2 === 0)
          optList(b, v, "studentCharacteristics", "studentCharacteristic", (h >>> 7) % 8 < 6 ? 0 : h >>> 9);
        if (has(v, "studentIdentificationSystem")) {
          b.studentIdentificationCodes = D.studentIdentificationSystem.map((system, n) => ({
            assigningOrganizationIdentificationCode: n === 0 ? "District" : "State",
            identificationCode: `${n}${id.slice(5)}`,
            studentIdentificationSystemDescriptor: system,
          }));
        }
        return b;
      },
    },
    {
      endpoint: "studentEducationOrganizationResponsibilityAssociations",
      identity: 4,
      needs: "students schools responsibility#",
      uses: "",
      count: students,
      body: (i) => ({
        beginDate: days[w.entryDay(i, w.localOf(i))],
        educationOrganizationReference: { educationOrganizationId: w.schoolId(w.schoolOf(i)) },
        responsibilityDescriptor: pick(D.responsibility, i),
        studentReference: studentReference(i),
      }),
    },
    {
      endpoint: "studentSectionAssociations",
      identity: 3,
      needs: "sections students",
      uses: "",
      count: w.seats.count,
      body(i) {
        const seat = w.seat(i);
        return {
          beginDate: seat.beginDate,
          sectionReference: w.sectionRef(seat.school, seat.term, seat.course, seat.group),
          studentReference: studentReference(seat.student),
          endDate: days[(w.calendar.periods[2 * seat.term + 2] as number) - 1],
          homeroomIndicator: seat.course % 8 === 1,
        };
      },
    },
  ];
}
