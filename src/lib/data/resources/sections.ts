/** Courses, their offerings in each term, and the sections that students sit in. */

import type { Vocabulary } from "../dataset.ts";
import { type Draft, descriptorList, has, opt, optList } from "../descriptors.ts";
import type { Add } from "../resource.ts";
import { COURSE_LOAD, FIRST_GRADE, GRADES } from "../shape.ts";
import { PERIODS, type World } from "../world.ts";

export function addSections(w: World, add: Add): void {
  const { schools, coursesPerSchool: courses } = w.settings;

  /** A course is for one grade, or for all of the school where there are too few courses. */
  const setGrades = (b: Draft, v: Vocabulary, s: number, c: number): void => {
    if (!has(v, "gradeLevel")) return;
    const level = w.level(s);
    const narrow = courses >= GRADES[level] * COURSE_LOAD[level];
    const first = narrow ? w.courseAt(s, c).grade : FIRST_GRADE[level];
    b.offeredGradeLevels = descriptorList("gradeLevel", first, narrow ? 1 : GRADES[level]);
  };

  add("courses", 2, schools * courses, (i, v) => {
    const s = (i / courses) | 0;
    const c = i % courses;
    const { title, subject } = w.courseAt(s, c);
    const { courseCode, educationOrganizationId } = w.courseRef(s, c);
    const code: Draft = descriptorList("courseIdentificationSystem", 0, 1)[0] as Draft;
    code.identificationCode = courseCode;
    const b: Draft = {
      courseCode,
      educationOrganizationReference: { educationOrganizationId },
      courseTitle: title,
      numberOfParts: 1,
      identificationCodes: [code],
      courseDescription: `${title}, a course of one school year.`,
    };
    optList(b, v, "academicSubjects", "academicSubject", subject);
    setGrades(b, v, s, c);
    opt(b, v, "courseGPAApplicability", w.level(s) === 2 ? 0 : 1);
    opt(b, v, "creditType", 0, "maximumAvailableCreditTypeDescriptor");
    b.maximumAvailableCredits = 1;
    return b;
  });
  add("courseOfferings", 3, schools * 2 * courses, (i, v) => {
    const pair = (i / courses) | 0;
    const s = pair >> 1;
    const c = i % courses;
    const b: Draft = {
      localCourseCode: w.code(s, c),
      schoolReference: w.schoolRef(s),
      sessionReference: w.sessionRef(s, pair & 1),
      courseReference: w.courseRef(s, c),
      localCourseTitle: w.courseAt(s, c).title,
    };
    setGrades(b, v, s, c);
    return b;
  });
  add("sections", 2, w.sections.count, (i, v) => {
    const place = w.section(i);
    const { school, term, course, group } = place;
    const { sectionIdentifier, ...courseOfferingReference } = w.sectionRef(place);
    const { title, subject } = w.courseAt(school, course);
    const b: Draft = {
      courseOfferingReference,
      sectionIdentifier,
      sectionName: `${title} - ${group + 1}`,
      sequenceOfCourse: term + 1,
      availableCredits: 0.5,
    };
    if (v.canUse("classPeriods")) {
      b.classPeriods = [{ classPeriodReference: w.periodRef(school, course % PERIODS) }];
    }
    if (v.canUse("locations") && v.canUse("schools")) {
      const locationSchoolReference = w.schoolRef(school);
      const classroomIdentificationCode = w.roomName(w.room(place));
      b.locationReference = { classroomIdentificationCode, ...locationSchoolReference };
      b.locationSchoolReference = locationSchoolReference;
    }
    opt(b, v, "educationalEnvironment", subject === 2 ? 1 : 0);
    opt(b, v, "language", 0, "instructionLanguageDescriptor");
    opt(b, v, "creditType", 0, "availableCreditTypeDescriptor");
    return b;
  });
}
