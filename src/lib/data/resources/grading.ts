/** Grades per section and grading period. */
import { D } from "../descriptors.ts";
import type { Resource } from "../resource.ts";
import type { World } from "../world.ts";
import { seatRef } from "./enrollment.ts";

const LETTERS = ["F", "D", "C", "B", "A"];

/** Percent from 50 to 100, most of them between 70 and 95. */
export function mark(h: number): number {
  return 100 - ((h % 31) + ((h >>> 9) % 21));
}

/** A from 90, B from 80, C from 70, D from 60, else F. */
export function letter(percent: number): string {
  return LETTERS[percent < 60 ? 0 : percent > 89 ? 4 : ((percent - 50) / 10) | 0] as string;
}

export function gradingResources(w: World): readonly Resource[] {
  const result = w.streams(40);
  return [
    {
      endpoint: "grades",
      identity: 3,
      needs: "studentSectionAssociations gradingPeriods gradeType#",
      uses: "",
      count: 2 * w.seats.count,
      body(i) {
        const seat = w.seat(i >> 1);
        const percent = mark(result(i));
        return {
          gradeTypeDescriptor: D.gradeType[0],
          gradingPeriodReference: w.gradingPeriodRef(seat.school, 2 * seat.term + (i & 1)),
          studentSectionAssociationReference: seatRef(w, seat),
          letterGradeEarned: letter(percent),
          numericGradeEarned: percent,
        };
      },
    },
  ];
}
