/** The public figures of docs/dataset.md beside what generated data has. */
import { markdownTable } from "../../src/base/table.ts";
import type { Dataset } from "../../src/lib/data/dataset.ts";
import {
  averageOfSeniors,
  classSizes,
  FAILED,
  FAULTS,
  LEVELS,
  measureShares,
  median,
  ONE_SUBJECT,
  type Shares,
} from "./dataset-shares.ts";
import { FIGURES, MEAN_GPA } from "./public-figures.ts";

const percent = (value: number): string => value.toFixed(1);

/** In percent, but for grade point averages and the size of classes. @param datasets by the heads of their columns */
export function shareTable(datasets: Readonly<Record<string, Dataset>>): string {
  const all = Object.values(datasets);
  const measured = all.map((dataset) => {
    const shares: Shares = new Map();
    measureShares(dataset, shares);
    return shares;
  });
  const cells = (what: string): string[] =>
    measured.map((shares) => {
      const { found, of } = shares.get(what) ?? { found: 0, of: 0 };
      return percent((100 * found) / of);
    });
  const classes = all.map(classSizes);
  const rows = [
    ...FIGURES.map((figure) => [figure.what, percent(figure.percent), figure.source, ...cells(figure.what)]),
    ...Object.values(FAULTS).map((what) => [what, "0", "", ...cells(what)]),
    ...[ONE_SUBJECT, FAILED].map((what) => [what, "", "", ...cells(what)]),
    [
      "grade point average, grade 12",
      `${MEAN_GPA}`,
      "H",
      ...all.map((dataset) => averageOfSeniors(dataset).toFixed(2)),
    ],
    ...LEVELS.map((level) => {
      const sizes = classes.map(
        (each) => `${median(each.filter((one) => one.level === level).map(({ size }) => size))}`,
      );
      return [`students of a section, median: ${level.toLowerCase()}`, "15 to 25", "E", ...sizes];
    }),
  ];
  return markdownTable(["what", "figure", "source", ...Object.keys(datasets)], rows, [1, 3, 4]);
}
