/**
 * What all generators share: sizes, dates and sources of chance. The other files of this folder make ids and natural keys
 * from it, each for one kind of thing; nothing is kept per item.
 */
import { createSchoolYear } from "../calendar.ts";
import type { DatasetSettings } from "../dataset.ts";
import { values } from "../descriptors.ts";
import { createStreams } from "../hash.ts";
import { createShape, Spread } from "../shape.ts";
import { createSchedule } from "./schedule.ts";
import { type Cell, createTeams } from "./teams.ts";

const SCHOOLS_PER_AGENCY = 60;

/** Key of a grading period, as other items refer to it. */
export interface GradingPeriodRef {
  readonly gradingPeriodDescriptor: string;
  readonly gradingPeriodName: string;
  readonly schoolId: number;
  readonly schoolYear: number;
}

export type World = ReturnType<typeof createWorld>;

/**
 * Terms are 0 fall and 1 spring. By school: `levels`, `spans`, `students`, `staff`, `teams`. Within a term, by grade of a school:
 * `sections`, `seats`. In `courseCodes`, by span, the codes asked for so far; in `cell` and `gradingPeriodRefs` the last ones.
 */
export function createWorld(settings: DatasetSettings) {
  const { datasetId, schools, schoolYear } = settings;
  const shape = createShape(settings);
  const schedule = createSchedule(settings, shape);
  const calendar = createSchoolYear(schoolYear);
  const streams = createStreams(settings.seed);
  const periods = values("gradingPeriod");
  const years = `${schoolYear - 1}-${schoolYear}`;
  /** Ids of persons are kind, dataset, and the person's number in eight digits. */
  const firstId = (kind: number) => (kind * 10000 + datasetId) * 100000000 + 10000000;
  return {
    settings,
    schoolYear,
    calendar,
    firstSchoolId: datasetId * 100000 + 1000,
    firstStudentId: firstId(1),
    firstStaffId: firstId(2),
    firstContactId: firstId(3),
    agencies: Math.ceil(schools / SCHOOLS_PER_AGENCY),
    streams,
    studentHash: streams(2),
    household: streams(20),
    employee: streams(22),
    place: streams(10),
    result: streams(40),
    career: streams(60),
    termBegins: [calendar.day(0), calendar.day(calendar.periods[2] as number)],
    sessionNames: [`${years} Fall Semester`, `${years} Spring Semester`],
    gradingPeriodNames: periods.map((value) => `${years} ${value.split("#")[1]}`),
    gradingPeriodDescriptors: periods,
    ...shape,
    ...schedule,
    teams: createTeams(shape, schedule),
    courseCodes: [] as string[][],
    cell: undefined as Cell | undefined,
    gradingPeriodRefs: [] as GradingPeriodRef[],
  };
}

/** Items laid out school after school, `size(school)` of them at each. */
export const spreadOver = (w: World, size: (school: number) => number): Spread => new Spread(w.settings.schools, size);
