/** School days, class periods, rooms, terms: what a school has before it has courses. */
import { D, type Draft, optList } from "../descriptors.ts";
import type { Resource } from "../resource.ts";
import { FIRST_GRADE, GRADES } from "../shape.ts";
import { PERIODS, type World } from "../world.ts";

export function calendarResources(w: World): readonly Resource[] {
  const { schools, schoolYear } = w.settings;
  const { dates, kinds, days, weeks, periods, fallWeeks } = w.calendar;
  const rooms = w.spread(w.roomsAt);
  const schoolReference = (s: number) => ({ schoolId: w.schoolId(s) });
  const period = (s: number, p: number) => ({ classPeriodName: `Period ${p + 1}`, schoolId: w.schoolId(s) });
  const week = (s: number, n: number) => ({
    schoolId: w.schoolId(s),
    weekIdentifier: `${schoolYear} Week ${n < 9 ? "0" : ""}${n + 1}`,
  });
  const time = (minutes: number): string => {
    const m = minutes % 60;
    return `${minutes < 600 ? "0" : ""}${Math.floor(minutes / 60)}:${m < 10 ? "0" : ""}${m}:00`;
  };
  /** Numbers 0 to n-1, each through f. */
  const list = <T>(n: number, f: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => f(i));

  return [
    {
      endpoint: "calendars",
      identity: 3,
      needs: "schools schoolYearTypes calendarType#",
      uses: "gradeLevel#",
      count: schools,
      body(s, v) {
        const b: Draft = {
          calendarCode: w.calendarRef(s).calendarCode,
          schoolReference: schoolReference(s),
          schoolYearTypeReference: { schoolYear },
          calendarTypeDescriptor: D.calendarType[0],
        };
        optList(b, v, "gradeLevels", "gradeLevel", FIRST_GRADE[w.level(s)], GRADES[w.level(s)] > 1);
        return b;
      },
    },
    {
      endpoint: "calendarDates",
      identity: 2,
      needs: "calendars calendarEvent#",
      uses: "",
      count: schools * dates.length,
      body(i) {
        const n = i % dates.length;
        return {
          calendarReference: w.calendarRef((i / dates.length) | 0),
          date: dates[n],
          calendarEvents: [{ calendarEventDescriptor: D.calendarEvent[kinds[n] as number] }],
        };
      },
    },
    {
      endpoint: "academicWeeks",
      identity: 2,
      needs: "schools",
      uses: "",
      count: schools * weeks.length,
      body(i) {
        const s = (i / weeks.length) | 0;
        const n = i % weeks.length;
        const item = weeks[n] as (typeof weeks)[number];
        return {
          schoolReference: schoolReference(s),
          weekIdentifier: week(s, n).weekIdentifier,
          beginDate: item.begin,
          endDate: item.end,
          totalInstructionalDays: item.days,
        };
      },
    },
    {
      endpoint: "classPeriods",
      identity: 2,
      needs: "schools",
      uses: "",
      count: schools * PERIODS,
      body(i) {
        const p = i % PERIODS;
        const start = 480 + p * 52; // 47 minutes and 5 to change rooms
        return {
          classPeriodName: `Period ${p + 1}`,
          schoolReference: schoolReference((i / PERIODS) | 0),
          meetingTimes: [{ endTime: time(start + 47), startTime: time(start) }],
          officialAttendancePeriod: p === 1,
        };
      },
    },
    {
      endpoint: "bellSchedules",
      identity: 2,
      needs: "classPeriods schools",
      uses: "",
      count: schools,
      body: (s) => ({
        bellScheduleName: "Normal Schedule",
        schoolReference: schoolReference(s),
        classPeriods: list(PERIODS, (p) => ({ classPeriodReference: period(s, p) })),
        endTime: time(480 + PERIODS * 52 - 5),
        startTime: time(480),
        totalInstructionalTime: PERIODS * 47,
      }),
    },
    {
      endpoint: "locations",
      identity: 2,
      needs: "schools",
      uses: "",
      count: rooms.count,
      body(i) {
        const s = rooms.school(i);
        return {
          classroomIdentificationCode: w.roomName(i - (rooms.starts[s] as number)),
          schoolReference: schoolReference(s),
          maximumNumberOfSeats: 30 + (i % 4) * 2,
          optimalNumberOfSeats: 24,
        };
      },
    },
    {
      endpoint: "gradingPeriods",
      identity: 4,
      needs: "schools schoolYearTypes gradingPeriod#",
      uses: "",
      count: schools * 4,
      body(i) {
        const p = i & 3;
        const first = periods[p] as number;
        const end = periods[p + 1] as number;
        const { gradingPeriodDescriptor, gradingPeriodName, schoolId } = w.gradingPeriodRef(i >> 2, p);
        return {
          gradingPeriodDescriptor,
          gradingPeriodName,
          schoolReference: { schoolId },
          schoolYearTypeReference: { schoolYear },
          beginDate: days[first],
          endDate: days[end - 1],
          totalInstructionalDays: end - first,
          periodSequence: p + 1,
        };
      },
    },
    {
      endpoint: "sessions",
      identity: 3,
      needs: "schools schoolYearTypes term#",
      uses: "academicWeeks gradingPeriods gradingPeriod#",
      count: schools * 2,
      body(i, v) {
        const s = i >> 1;
        const t = i & 1;
        const first = periods[2 * t] as number;
        const end = periods[2 * t + 2] as number;
        const b: Draft = {
          schoolReference: schoolReference(s),
          schoolYearTypeReference: { schoolYear },
          sessionName: w.sessionNames[t],
          beginDate: days[first],
          endDate: days[end - 1],
          termDescriptor: D.term[t],
          totalInstructionalDays: end - first,
        };
        if (v.canUse("academicWeeks")) {
          const offset = t * fallWeeks;
          const n = t === 0 ? fallWeeks : weeks.length - fallWeeks;
          b.academicWeeks = list(n, (k) => ({ academicWeekReference: week(s, offset + k) }));
        }
        if (v.canUse("gradingPeriods")) {
          b.gradingPeriods = list(2, (p) => ({ gradingPeriodReference: w.gradingPeriodRef(s, 2 * t + p) }));
        }
        return b;
      },
    },
  ];
}
