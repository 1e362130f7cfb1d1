/** Texts on the axes and beside the cursor of a chart. */

/** Three significant digits: `0.25`, `12.3`, `1,230`, `1.2 M`. */
export function shortNumber(value: number): string {
  if (value >= 1e9) return `${Number((value / 1e9).toPrecision(3))} G`;
  if (value >= 1e6) return `${Number((value / 1e6).toPrecision(3))} M`;
  if (value >= 999.5) return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/, ",");
  return String(Number(value.toPrecision(3)));
}
