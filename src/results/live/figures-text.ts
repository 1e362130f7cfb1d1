/** Numbers for people: three significant digits, a unit, thousands apart. Pure; k6 and Node print the same. */

/** `850 us`, `12.3 ms`, `1.05 s`, `2 m 5 s`. */
export function durationText(milliseconds: number | undefined): string {
  if (milliseconds === undefined) return "-";
  if (milliseconds < 1) return `${Math.round(milliseconds * 1000)} us`;
  if (milliseconds < 1000) return `${three(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${three(milliseconds / 1000)} s`;
  return `${Math.floor(milliseconds / 60_000)} m ${Math.round((milliseconds % 60_000) / 1000)} s`;
}

/** `12,345` */
export function countText(count: number): string {
  return Math.round(count)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ",");
}

/** `0.42`, `8.13`, `812`, `1,234` */
export function rateText(perSecond: number): string {
  return perSecond >= 100 ? countText(perSecond) : three(perSecond);
}

/** `0 %`, `0.03 %`, `12.5 %`; never `0 %` or `100 %` for what is only near it. */
export function percentText(share: number): string {
  const percent = share * 100;
  if (percent === 0 || percent === 100) return `${percent} %`;
  if (percent < 0.01) return "<0.01 %";
  if (percent > 99.9 && percent < 100) return ">99.9 %";
  return percent < 1 ? `${percent.toFixed(2)} %` : `${percent.toFixed(1)} %`;
}

/** `120 MB`, `1.2 GB` */
export function bytesText(bytes: number): string {
  const mega = bytes / 1_000_000;
  return mega >= 1000 ? `${(mega / 1000).toFixed(1)} GB` : `${Math.round(mega)} MB`;
}

function three(value: number): string {
  if (value === 0) return "0";
  if (value >= 99.95) return value.toFixed(0);
  return value >= 9.995 ? value.toFixed(1) : value.toFixed(2);
}
