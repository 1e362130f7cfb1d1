/** School days, class periods, rooms, terms: what a school has before it has courses. */
import { isoDate } from "../calendar.ts";
import { type Draft, descriptorList, has, one } from "../descriptors.ts";
import type { Add } from "../resource.ts";
import { PERIODS } from "../world/schedule.ts";
import { gradesAt, schoolRef } from "../world/schools.ts";
import { roomName, roomsAt } from "../world/sections.ts";
import { calendarRef, gradingPeriodRef, periodName, periodRef } from "../world/terms.ts";
import { spreadOver, type World } from "../world/world.ts";

/** `08:52:00` from minutes after midnight. */
function clock(minutes: number): string {
  const m = minutes % 60;
  return `${minutes < 600 ? "0" : ""}${(minutes / 60) | 0}:${m < 10 ? "0" : ""}${m}:00`;
}

function times<T>(n: number, f: (i: number) => T): T[] {
  return Array.from({ length: n }, (_, i) => f(i));
}

const weekIdentifier = (w: World, n: number): string => `${w.schoolYear} Week ${n < 9 ? "0" : ""}${n + 1}`;

/** First and last day and number of days, from one grading period's start to another's. */
function dateRange(w: World, from: number, to: number) {
  const { day, periods } = w.calendar;
  const first = periods[from] as number;
  const end = periods[to] as number;
  return { beginDate: day(first), endDate: day(end - 1), totalInstructionalDays: end - first };
}

export function addCalendars(w: World, add: Add): void {
  const { schools, schoolYear } = w.settings;
  const { dates, kinds } = w.calendar;
  const weeks = dates.length / 5;
  add("calendars", 3, schools, (s, v) => {
    const b: Draft = {
      calendarCode: calendarRef(w, s).calendarCode,
      schoolReference: schoolRef(w, s),
      schoolYearTypeReference: { schoolYear },
      ...one("calendarType", 0),
    };
    if (has(v, "gradeLevel")) b.gradeLevels = gradesAt(w, s);
    return b;
  });
  add("calendarDates", 2, schools * dates.length, (i) => {
    const n = i % dates.length;
    return {
      calendarReference: calendarRef(w, (i / dates.length) | 0),
      date: isoDate(dates[n] as number),
      calendarEvents: descriptorList("calendarEvent", kinds[n] as number, 1),
    };
  });
  add("academicWeeks", 2, schools * weeks, (i) => {
    const n = i % weeks;
    const week = kinds.slice(5 * n, 5 * n + 5);
    return {
      schoolReference: schoolRef(w, (i / weeks) | 0),
      weekIdentifier: weekIdentifier(w, n),
      beginDate: isoDate(dates[5 * n] as number),
      endDate: isoDate(dates[5 * n + 4] as number),
      totalInstructionalDays: week.filter((kind) => kind === 0).length,
    };
  });
}

/** Class periods, the bell schedule and rooms. */
export function addClassPeriods(w: World, add: Add): void {
  const { schools } = w.settings;
  const rooms = spreadOver(w, (s) => roomsAt(w, s));
  add("classPeriods", 2, schools * PERIODS, (i) => {
    const p = i % PERIODS;
    const start = 480 + p * 52; // 47 minutes and 5 to change rooms
    return {
      classPeriodName: periodName(p),
      schoolReference: schoolRef(w, (i / PERIODS) | 0),
      meetingTimes: [{ endTime: clock(start + 47), startTime: clock(start) }],
      officialAttendancePeriod: p === 1,
    };
  });
  add("bellSchedules", 2, schools, (s) => ({
    bellScheduleName: "Normal Schedule",
    schoolReference: schoolRef(w, s),
    classPeriods: times(PERIODS, (p) => ({ classPeriodReference: periodRef(w, s, p) })),
    totalInstructionalTime: PERIODS * 47,
  }));
  add("locations", 2, rooms.count, (i) => {
    const s = rooms.part(i);
    return {
      classroomIdentificationCode: roomName(i - (rooms.starts[s] as number)),
      schoolReference: schoolRef(w, s),
      maximumNumberOfSeats: 30 + (i % 4) * 2,
    };
  });
}

/** Grading periods and sessions. */
export function addTerms(w: World, add: Add): void {
  const { schools, schoolYear } = w.settings;
  const { dates, fallWeeks } = w.calendar;
  const weeks = dates.length / 5;
  add("gradingPeriods", 4, schools * 4, (i) => {
    const p = i & 3;
    const { schoolId, schoolYear, ...period } = gradingPeriodRef(w, i >> 2, p);
    return {
      ...period,
      schoolReference: { schoolId },
      schoolYearTypeReference: { schoolYear },
      ...dateRange(w, p, p + 1),
      periodSequence: p + 1,
    };
  });
  add("sessions", 3, schools * 2, (i, v) => {
    const s = i >> 1;
    const t = i & 1;
    const schoolReference = schoolRef(w, s);
    const b: Draft = {
      schoolReference,
      schoolYearTypeReference: { schoolYear },
      sessionName: w.sessionNames[t],
      ...dateRange(w, 2 * t, 2 * t + 2),
      ...one("term", t),
    };
    if (v.canUse("academicWeeks")) {
      b.academicWeeks = times(t === 0 ? fallWeeks : weeks - fallWeeks, (n) => ({
        academicWeekReference: { ...schoolReference, weekIdentifier: weekIdentifier(w, t * fallWeeks + n) },
      }));
    }
    if (v.canUse("gradingPeriods") && has(v, "gradingPeriod")) {
      b.gradingPeriods = times(2, (p) => ({ gradingPeriodReference: gradingPeriodRef(w, s, 2 * t + p) }));
    }
    return b;
  });
}
