/** Figures as people read them: three significant digits, a unit, no locale. Pure. */

/** `1,234,567`; fractions are dropped. */
export function formatCount(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

/** Three significant digits, never with an exponent: `0.0123`, `12.3`, `1,230`, `0`. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return "-";
  const size = Math.abs(value);
  if (size >= 999.5) return formatCount(value);
  if (size < 0.0005) return "0";
  const rounded = Number(value.toPrecision(3));
  const before = Math.floor(Math.log10(Math.abs(rounded)));
  return rounded.toFixed(Math.max(0, Math.min(2 - before, 4)));
}

/** `0.85 ms`, `12.3 ms`, `1.05 s`, `2 min 5 s`. */
export function formatMs(ms: number): string {
  if (ms < 999.5) return `${formatNumber(ms)} ms`;
  return ms < 59_950 ? `${formatNumber(ms / 1000)} s` : formatDuration(ms);
}

/** `42 s`, `3 min 20 s`, `2 h 5 min`: the two largest units. */
export function formatDuration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (ms < 9_950) return formatMsOrSeconds(ms);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  const hours = Math.floor(Math.round(seconds / 60) / 60);
  const rest = Math.round(seconds / 60) % 60;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

function formatMsOrSeconds(ms: number): string {
  if (ms >= 1000 && ms % 1000 === 0) return `${ms / 1000} s`;
  return ms < 999.5 ? `${formatNumber(ms)} ms` : `${formatNumber(ms / 1000)} s`;
}

/** Share 0 to 1 as `12.3 %`; what is not nothing is never shown as 0. */
export function formatShare(share: number): string {
  if (share > 0 && share < 0.0001) return "< 0.01 %";
  if (share < 1 && share > 0.9995) return "> 99.9 %";
  return `${formatNumber(share * 100)} %`;
}

/** `512 B`, `12.3 kB`, `1.05 MB`: decimal units. */
export function formatBytes(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return unit === 0 ? `${Math.round(value)} B` : `${formatNumber(value)} ${units[unit]}`;
}

/** `1 item`, `2 items`. */
export function plural(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;
}
