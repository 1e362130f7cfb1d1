/** Absences and late arrivals, and that attendance was taken. */

import type { Draft } from "../descriptors.ts";
import { pickOf } from "../descriptors.ts";
import type { Add } from "../resource.ts";
import { PERIODS } from "../world/schedule.ts";
import { levelOf, schoolRef } from "../world/schools.ts";
import { seatOf } from "../world/seats.ts";
import { sectionAt, sectionRef, teacherOf } from "../world/sections.ts";
import { staffRef } from "../world/staff.ts";
import { entryDay, firstStudent, studentRef, studentsAt } from "../world/students.ts";
import { calendarRef, periodRef, sessionRef } from "../world/terms.ts";
import { spreadOver, type World } from "../world/world.ts";

/** Events of a student in a year, by school level: whole day, and single sections. */
const DAYS = [3, 3, 4] as const;
const SECTIONS = [0, 2, 2] as const;

export function addAttendance(w: World, add: Add): void {
  const { day, periods } = w.calendar;
  const spring = periods[2] as number;
  const chance = w.streams(70);
  const absences = spreadOver(w, (s) => DAYS[levelOf(w, s)] * studentsAt(w, s));
  const skipped = spreadOver(w, (s) => SECTIONS[levelOf(w, s)] * studentsAt(w, s));

  /** One day of the k-th of n equal parts of the days from `from` to before `to`: never the same for two k. */
  const dayIn = (from: number, to: number, k: number, n: number, h: number): number => {
    const width = ((to - from) / n) | 0;
    return from + k * width + (h % width);
  };

  add("studentSchoolAttendanceEvents", 5, absences.count, (i) => {
    const s = absences.part(i);
    const n = DAYS[levelOf(w, s)];
    const local = i - (absences.starts[s] as number);
    const student = firstStudent(w, s) + ((local / n) | 0);
    const h = chance(i);
    const date = dayIn(entryDay(w, student), w.calendar.length, local % n, n, h);
    return {
      attendanceEventCategoryDescriptor: pickOf("attendanceEventCategory", h >>> 9),
      eventDate: day(date),
      schoolReference: schoolRef(w, s),
      sessionReference: sessionRef(w, s, date < spring ? 0 : 1),
      studentReference: studentRef(w, student),
    };
  });
  add("studentSectionAttendanceEvents", 4, skipped.count, (i, v) => {
    const s = skipped.part(i);
    const student = firstStudent(w, s) + ((i - (skipped.starts[s] as number)) >> 1);
    const h = chance(i + 1);
    const seat = seatOf(w, student, i & 1, h);
    const from = seat.term === 0 ? entryDay(w, student) : spring;
    const b: Draft = {
      attendanceEventCategoryDescriptor: pickOf("attendanceEventCategory", h >>> 9),
      eventDate: day(dayIn(from, seat.term === 0 ? spring : w.calendar.length, 0, 1, h >>> 4)),
      sectionReference: sectionRef(w, seat),
      studentReference: studentRef(w, student),
    };
    if (v.canUse("classPeriods")) b.classPeriods = [{ classPeriodReference: periodRef(w, s, seat.slot % PERIODS) }];
    return b;
  });
  add("sectionAttendanceTakenEvents", 2, 2 * w.sections.count, (i, v) => {
    const section = sectionAt(w, i);
    const half = 2 * section.term;
    const date = day(dayIn(periods[half] as number, periods[half + 1] as number, 0, 1, chance(i + 2)));
    const b: Draft = {
      calendarDateReference: { ...calendarRef(w, section.school), date },
      sectionReference: sectionRef(w, section),
      eventDate: date,
    };
    const teacher = teacherOf(w, section);
    if (v.canUse("staffs") && teacher !== undefined) b.staffReference = staffRef(w, teacher);
    return b;
  });
}
