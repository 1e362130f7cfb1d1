/** The public figures of docs/dataset.md beside what generated data has. */
import { markdownTable } from "../../src/base/table.ts";
import type { Dataset } from "../../src/lib/data/dataset.ts";
import { classSizes, FAULTS, measureShares, median, type Shares } from "./dataset-shares.ts";
import { FIGURES } from "./public-figures.ts";

const percent = (value: number): string => value.toFixed(1);

/** In percent, but for the size of classes. @param datasets by the heads of their columns */
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
  const rows = [
    ...FIGURES.map((figure) => [figure.what, percent(figure.percent), figure.source, ...cells(figure.what)]),
    ...Object.values(FAULTS).map((what) => [what, "0", "", ...cells(what)]),
    ["students of a section, median", "15 to 25", "E", ...all.map((dataset) => String(median(classSizes(dataset))))],
  ];
  return markdownTable(["what", "figure", "source", ...Object.keys(datasets)], rows, [1, 3, 4]);
}
