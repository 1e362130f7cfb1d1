/** The settings of a dataset, from those of a command or of a k6 script. Pure. */

import type { DatasetSettings } from "../data/dataset.ts";
import type { ConfigOf } from "./field.ts";
import type { DATASET_FIELDS } from "./fields/dataset.ts";

export function datasetSettings(config: ConfigOf<typeof DATASET_FIELDS>): DatasetSettings {
  return {
    seed: config.seed,
    datasetId: config.datasetId,
    schools: config.schoolCount,
    students: config.studentCount,
    staff: config.staffCount,
    coursesPerSchool: config.coursesPerSchool,
    sectionsPerCourse: config.sectionsPerCourse,
    schoolYear: config.schoolYear,
  };
}
