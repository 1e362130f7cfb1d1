/** Courses, their offerings in each term, and the sections that students sit in. */

import type { Vocabulary } from "../dataset.ts";
import { D, type Draft, has, opt, optList } from "../descriptors.ts";
import type { Resource } from "../resource.ts";
import { COURSE_LOAD, FIRST_GRADE, GRADES } from "../shape.ts";
import { PERIODS, type World } from "../world.ts";

/** Where section `index` is: school, term, course and number within the offering. */
export interface Place {
  readonly school: number;
  readonly term: number;
  readonly course: number;
  readonly group: number;
}

export function locateSection(w: World, index: number): Place {
  const school = w.sections.school(index);
  const groups = w.groups(school);
  const local = index - (w.sections.starts[school] as number);
  const offering = (local / groups) | 0;
  const courses = w.settings.coursesPerSchool;
  return { school, term: (offering / courses) | 0, course: offering % courses, group: local % groups };
}

export function sectionResources(w: World): readonly Resource[] {
  const { schools, coursesPerSchool } = w.settings;

  /** A course is for one grade, or for all of the school where there are too few courses. */
  const grades = (b: Draft, v: Vocabulary, s: number, c: number): void => {
    if (!has(v, "gradeLevel")) return;
    const level = w.level(s);
    const first = FIRST_GRADE[level];
    const own = w.courseAt(s, c).grade;
    const narrow = coursesPerSchool >= GRADES[level] * COURSE_LOAD[level];
    const list = narrow ? D.gradeLevel.slice(own, own + 1) : D.gradeLevel.slice(first, first + GRADES[level]);
    b.offeredGradeLevels = list.map((g) => ({ gradeLevelDescriptor: g }));
  };

  return [
    {
      endpoint: "courses",
      identity: 2,
      needs: "schools courseIdentificationSystem#",
      uses: "academicSubject# gradeLevel# courseGPAApplicability# creditType#",
      count: schools * coursesPerSchool,
      body(i, v) {
        const s = (i / coursesPerSchool) | 0;
        const c = i % coursesPerSchool;
        const { code, title, subject } = w.courseAt(s, c);
        const b: Draft = {
          courseCode: code,
          educationOrganizationReference: { educationOrganizationId: w.schoolId(s) },
          courseTitle: title,
          numberOfParts: 1,
          identificationCodes: [
            { courseIdentificationSystemDescriptor: D.courseIdentificationSystem[0], identificationCode: code },
          ],
          courseDescription: `${title}, a course of one school year.`,
          highSchoolCourseRequirement: w.level(s) === 2 && subject < 4,
        };
        optList(b, v, "academicSubjects", "academicSubject", subject);
        grades(b, v, s, c);
        if (w.level(s) === 2) {
          opt(b, v, "courseGPAApplicability", subject < 7 ? 0 : 2);
          b.maximumAvailableCredits = 1;
          opt(b, v, "creditType", 0, "maximumAvailableCreditTypeDescriptor");
        }
        return b;
      },
    },
    {
      endpoint: "courseOfferings",
      identity: 3,
      needs: "courses sessions schools",
      uses: "gradeLevel#",
      count: schools * 2 * coursesPerSchool,
      body(i, v) {
        const pair = (i / coursesPerSchool) | 0;
        const s = pair >> 1;
        const c = i % coursesPerSchool;
        const { code, title } = w.courseAt(s, c);
        const b: Draft = {
          localCourseCode: code,
          schoolReference: { schoolId: w.schoolId(s) },
          sessionReference: w.sessionRef(s, pair & 1),
          courseReference: w.courseRef(s, c),
          localCourseTitle: title,
        };
        grades(b, v, s, c);
        return b;
      },
    },
    {
      endpoint: "sections",
      identity: 2,
      needs: "courseOfferings",
      uses: "classPeriods locations schools educationalEnvironment# language# creditType#",
      count: w.sections.count,
      body(i, v) {
        const { school, term, course, group } = locateSection(w, i);
        const { sectionIdentifier } = w.sectionRef(school, term, course, group);
        const schoolId = w.schoolId(school);
        const b: Draft = {
          courseOfferingReference: w.offeringRef(school, term, course),
          sectionIdentifier,
          sectionName: `${w.courseAt(school, course).title} ${group + 1}`,
          sequenceOfCourse: term + 1,
        };
        if (v.canUse("classPeriods")) {
          b.classPeriods = [
            { classPeriodReference: { classPeriodName: `Period ${(course % PERIODS) + 1}`, schoolId } },
          ];
        }
        if (v.canUse("locations")) {
          b.locationReference = { classroomIdentificationCode: w.roomName(w.room(school, course, group)), schoolId };
          b.locationSchoolReference = { schoolId };
        }
        opt(b, v, "educationalEnvironment", w.courseAt(school, course).subject === 2 ? 1 : 0);
        opt(b, v, "language", 0, "instructionLanguageDescriptor");
        if (w.level(school) === 2) {
          b.availableCredits = 0.5;
          opt(b, v, "creditType", 0, "availableCreditTypeDescriptor");
        }
        return b;
      },
    },
  ];
}
