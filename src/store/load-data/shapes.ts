/** Shapes that several files of a run share, for validating them. */

import * as v from "valibot";

export const WHOLE = v.pipe(v.number(), v.integer(), v.minValue(0));

export const DATASET_SETTINGS = v.object({
  seed: WHOLE,
  datasetId: WHOLE,
  schools: WHOLE,
  students: WHOLE,
  staff: WHOLE,
  coursesPerSchool: WHOLE,
  sectionsPerCourse: WHOLE,
  schoolYear: WHOLE,
});

/** Version 1 was not written down. */
export const VERSION_OF_DATASET = v.optional(WHOLE, 1);

export const TARGET_IDENTITY = v.object({
  kind: v.picklist(["sandbox", "target"]),
  baseUrl: v.string(),
  version: v.string(),
});

/** The first thing that is wrong, with its place: `resources.students.planned: Invalid type ...`. */
export function reasonOf(issues: readonly v.BaseIssue<unknown>[]): string {
  const [issue] = issues;
  if (issue === undefined) return "its shape is wrong";
  return `${v.getDotPath(issue) ?? "the whole"}: ${issue.message}`;
}
