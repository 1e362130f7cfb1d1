/** Absences and late arrivals, and that attendance was taken. */

import type { Draft } from "../descriptors.ts";
import { pickOf } from "../descriptors.ts";
import type { Add } from "../resource.ts";
import { PERIODS, type World } from "../world.ts";

/** Events of a student in a year, by school level: whole day, and single sections. */
const DAYS = [3, 3, 4] as const;
const SECTIONS = [0, 2, 2] as const;

export function addAttendance(w: World, add: Add): void {
  const { day, periods } = w.calendar;
  const spring = periods[2] as number;
  const chance = w.streams(70);
  const absences = w.spread((s) => DAYS[w.level(s)] * w.studentsAt(s));
  const skipped = w.spread((s) => SECTIONS[w.level(s)] * w.studentsAt(s));

  /** One day of the k-th of n equal parts of the days from `from` to before `to`: never the same for two k. */
  const dayIn = (from: number, to: number, k: number, n: number, h: number): number => {
    const width = ((to - from) / n) | 0;
    return from + k * width + (h % width);
  };

  add("studentSchoolAttendanceEvents", 5, absences.count, (i) => {
    const s = absences.school(i);
    const n = DAYS[w.level(s)];
    const local = i - (absences.starts[s] as number);
    const student = w.firstStudent(s) + ((local / n) | 0);
    const h = chance(i);
    const date = dayIn(w.entryDay(student), w.calendar.length, local % n, n, h);
    return {
      attendanceEventCategoryDescriptor: pickOf("attendanceEventCategory", h >>> 9),
      eventDate: day(date),
      schoolReference: w.schoolRef(s),
      sessionReference: w.sessionRef(s, date < spring ? 0 : 1),
      studentReference: w.studentRef(student),
    };
  });
  add("studentSectionAttendanceEvents", 4, skipped.count, (i, v) => {
    const s = skipped.school(i);
    const student = w.firstStudent(s) + ((i - (skipped.starts[s] as number)) >> 1);
    const h = chance(i + 1);
    const seat = w.seatOf(student, i & 1, h % w.load(s));
    const from = seat.term === 0 ? w.entryDay(student) : spring;
    const b: Draft = {
      attendanceEventCategoryDescriptor: pickOf("attendanceEventCategory", h >>> 9),
      eventDate: day(dayIn(from, seat.term === 0 ? spring : w.calendar.length, 0, 1, h >>> 4)),
      sectionReference: w.sectionRef(seat),
      studentReference: w.studentRef(student),
    };
    if (v.canUse("classPeriods")) b.classPeriods = [{ classPeriodReference: w.periodRef(s, seat.course % PERIODS) }];
    return b;
  });
  add("sectionAttendanceTakenEvents", 2, w.sections.count, (i, v) => {
    const section = w.section(i);
    const half = 2 * section.term;
    const date = day(dayIn(periods[half] as number, periods[half + 1] as number, 0, 1, chance(i + 2)));
    const b: Draft = {
      calendarDateReference: { ...w.calendarRef(section.school), date },
      sectionReference: w.sectionRef(section),
      eventDate: date,
    };
    if (v.canUse("staffs") && w.teachersAt(section.school) > 0) b.staffReference = w.staffRef(w.teacher(section));
    return b;
  });
}
