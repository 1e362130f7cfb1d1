/** Public figures that generated data is measured against; docs/dataset.md names the sources by their letters. */

export interface PublicFigure {
  readonly what: string;
  readonly percent: number;
  readonly source: string;
}

const STUDENTS_BY_GROUP = {
  Hispanic: 53.2,
  White: 25,
  "Black or African American": 12.8,
  Asian: 5.4,
  "Two or more races": 3.1,
  "American Indian or Alaska Native": 0.3,
  "Native Hawaiian or Pacific Islander": 0.2,
};

const TEACHERS_BY_GROUP: typeof STUDENTS_BY_GROUP = {
  Hispanic: 9.5,
  White: 79.9,
  "Black or African American": 6.1,
  Asian: 2.4,
  "Two or more races": 1.6,
  "American Indian or Alaska Native": 0.4,
  "Native Hawaiian or Pacific Islander": 0.2,
};

export const GROUPS = Object.keys(STUDENTS_BY_GROUP);

const STUDENTS_BY_CHARACTERISTIC = {
  "Economic Disadvantaged": 62.3,
  "Parent in Military": 3.9,
  Immigrant: 2.9,
  Homeless: 1.4,
  "Foster Care": 0.2,
};

export const CHARACTERISTICS = Object.keys(STUDENTS_BY_CHARACTERISTIC);

/** Students of special education, of 7,525,941; those who are deaf-blind or whose development is delayed have no value. */
const STUDENTS_BY_DISABILITY = {
  "Specific Learning Disability": 2_408_411,
  "Speech or Language Impairment": 1_429_556,
  "Other Health Impairment": 1_149_816,
  "Autism Spectrum Disorders": 980_272,
  "Intellectual Disability": 434_179,
  "Serious Emotional Disability": 326_875,
  "Multiple Disabilities": 126_209,
  "Hearing Impairment, including Deafness": 69_595,
  "Orthopedic Impairment": 31_635,
  "Traumatic Brain Injury": 24_653,
  "Visual Impairment, including Blindness": 24_843,
};

export const DISABILITIES = Object.keys(STUDENTS_BY_DISABILITY);

/** In percent of their sum. */
function sharesOf(counts: Readonly<Record<string, number>>): Record<string, number> {
  const sum = Object.values(counts).reduce((all, count) => all + count, 0);
  return Object.fromEntries(Object.entries(counts).map(([what, count]) => [what, (100 * count) / sum]));
}

export const FAILING = "fail English, mathematics or science";

/** Mean grade point average of graduates. */
export const MEAN_GPA = 3.11;

/** Students who have to repeat their grade, from kindergarten to grade 8. */
const RETAINED = [1.6, 2.1, 1.2, 0.6, 0.4, 0.3, 0.3, 0.5, 0.4];

/** Mean, over grades, of those who were retained in the grade or in an earlier one. */
function retainedUpTo(grades: readonly number[]): number {
  const earlier = grades.flatMap((grade) => RETAINED.slice(0, grade + 1));
  return earlier.reduce((sum, rate) => sum + rate, 0) / grades.length;
}

/** Of the levels of a school. */
export const GRADES = ["kindergarten to grade 5", "grades 6 to 8", "grades 9 to 12"] as const;

export const FIGURES: readonly PublicFigure[] = [
  ...rows("students", STUDENTS_BY_GROUP, "A"),
  ...rows("students", STUDENTS_BY_CHARACTERISTIC, "A"),
  ...rows(
    "above the usual age",
    { [GRADES[0]]: retainedUpTo([0, 1, 2, 3, 4, 5]), [GRADES[1]]: retainedUpTo([6, 7, 8]) },
    "B",
  ),
  ...rows("above the usual age", { [GRADES[2]]: 10 }, "C"),
  ...rows("staff", TEACHERS_BY_GROUP, "D"),
  ...rows("special education", sharesOf(STUDENTS_BY_DISABILITY), "F"),
  ...rows("grade 9", { [FAILING]: 22.5 }, "G"),
];

function rows(of: string, shares: Readonly<Record<string, number>>, source: string): PublicFigure[] {
  return Object.entries(shares).map(([what, percent]) => ({ what: `${of}: ${what}`, percent, source }));
}
