/** Courses, their offerings in each term, and the sections that students sit in. */

import type { Course } from "../courses.ts";
import type { Vocabulary } from "../dataset.ts";
import { type Draft, descriptorList, has, opt, optList } from "../descriptors.ts";
import type { Add } from "../resource.ts";
import { courseAt, courseCodeAt, courseRef } from "../world/course-catalog.ts";
import { PERIODS } from "../world/schedule.ts";
import { levelOf, schoolRef } from "../world/schools.ts";
import { roomName, roomOf, sectionAt, sectionRef } from "../world/sections.ts";
import { periodRef, sessionRef } from "../world/terms.ts";
import type { World } from "../world/world.ts";

function setGrades(b: Draft, v: Vocabulary, { grade, grades }: Course): void {
  if (has(v, "gradeLevel")) b.offeredGradeLevels = descriptorList("gradeLevel", grade, grades);
}

/** Courses, and their offerings in each term. */
export function addCourses(w: World, add: Add): void {
  const { schools, coursesPerSchool: courses } = w.settings;
  add("courses", 2, schools * courses, (i, v) => {
    const s = (i / courses) | 0;
    const c = i % courses;
    const course = courseAt(w, s, c);
    const { title, subject } = course;
    const { courseCode, educationOrganizationId } = courseRef(w, s, c);
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
    setGrades(b, v, course);
    opt(b, v, "courseGPAApplicability", levelOf(w, s) === 2 ? 0 : 1);
    opt(b, v, "creditType", 0, "maximumAvailableCreditTypeDescriptor");
    b.maximumAvailableCredits = 1;
    return b;
  });
  add("courseOfferings", 3, schools * 2 * courses, (i, v) => {
    const pair = (i / courses) | 0;
    const s = pair >> 1;
    const c = i % courses;
    const course = courseAt(w, s, c);
    const b: Draft = {
      localCourseCode: courseCodeAt(w, s, c),
      schoolReference: schoolRef(w, s),
      sessionReference: sessionRef(w, s, pair & 1),
      courseReference: courseRef(w, s, c),
      localCourseTitle: course.title,
    };
    setGrades(b, v, course);
    return b;
  });
}

export function addSections(w: World, add: Add): void {
  add("sections", 2, 2 * w.sections.count, (i, v) => {
    const section = sectionAt(w, i);
    const { school, term, course } = section;
    const { sectionIdentifier, ...courseOfferingReference } = sectionRef(w, section);
    const { title, subject } = courseAt(w, school, course);
    const b: Draft = {
      courseOfferingReference,
      sectionIdentifier,
      sectionName: `${title} - ${section.slot + 1}`,
      sequenceOfCourse: term + 1,
      availableCredits: 0.5,
    };
    if (v.canUse("classPeriods")) {
      b.classPeriods = [{ classPeriodReference: periodRef(w, school, section.slot % PERIODS) }];
    }
    if (v.canUse("locations") && v.canUse("schools")) {
      const locationSchoolReference = schoolRef(w, school);
      const classroomIdentificationCode = roomName(roomOf(section));
      b.locationReference = { classroomIdentificationCode, ...locationSchoolReference };
      b.locationSchoolReference = locationSchoolReference;
    }
    opt(b, v, "educationalEnvironment", subject === 2 ? 1 : 0);
    opt(b, v, "creditType", 0, "availableCreditTypeDescriptor");
    return b;
  });
}
