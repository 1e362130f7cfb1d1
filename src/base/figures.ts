/** Figures as people read them: three significant digits, a unit, thousands separated by commas. Pure. */

const COUNT = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const THREE_DIGITS = new Intl.NumberFormat("en-US", { minimumSignificantDigits: 3, maximumSignificantDigits: 3 });

/** `1,234,567`; fractions are rounded. */
export function formatCount(value: number): string {
  return COUNT.format(value);
}

/** Three significant digits, never with an exponent: `0.0123`, `12.3`, `1,235`, `0`. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return "-";
  const size = Math.abs(value);
  if (size < 0.0005) return "0";
  return (size < 999.5 ? THREE_DIGITS : COUNT).format(value);
}

/** `0.850 ms`, `12.3 ms`, `1.05 s`, `2 min 5 s`; `-` where there is none. */
export function formatMs(ms: number | undefined): string {
  if (ms === undefined || Number.isNaN(ms)) return "-";
  if (ms < 999.5) return `${formatNumber(ms)} ms`;
  return ms < 59_950 ? `${formatNumber(ms / 1000)} s` : formatDuration(ms);
}

/** `734 ms`, `5 s`, `6.29 s`, `42 s`, `3 min 20 s`, `2 h 5 min`: the two largest units. */
export function formatDuration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (ms < 9_950 && ms !== 1000 * seconds) return formatMs(ms);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return seconds < 3600 ? twoUnits(seconds, "min", "s") : twoUnits(minutes, "h", "min");
}

/** Of sixty small units to a large one. */
function twoUnits(count: number, large: string, small: string): string {
  const rest = count % 60;
  return `${Math.floor(count / 60)} ${large}${rest === 0 ? "" : ` ${rest} ${small}`}`;
}

/** A share as it was set: `70 %`, `0.5 %`. */
export function formatPercent(share: number): string {
  return `${Number((100 * share).toFixed(6))} %`;
}

/** Share 0 to 1 as `12.3 %`; never `0 %` or `100 %` for what is only near it. */
export function formatShare(share: number): string {
  if (share > 0 && share < 0.0001) return "< 0.01 %";
  if (share < 1 && share > 0.9995) return "> 99.9 %";
  return share === 1 ? "100 %" : `${formatNumber(share * 100)} %`;
}

/** A relative change: `+2.5 %`, `-12 %`, `0 %`; `-` where there is none. */
export function formatChange(share: number): string {
  if (!Number.isFinite(share)) return "-";
  const percent = 100 * share;
  const text = Math.abs(percent) < 9.95 ? percent.toFixed(1) : formatCount(percent);
  return Number(text) === 0 ? "0 %" : `${percent > 0 ? "+" : ""}${text} %`;
}

const BYTE_UNITS = ["B", "kB", "MB", "GB"];

/** `512 B`, `12.3 kB`, `1.05 MB`: decimal units. */
export function formatBytes(bytes: number): string {
  const thousands = bytes < 999.5 ? 0 : Math.floor(Math.log10(bytes / 0.9995) / 3);
  const unit = Math.min(thousands, BYTE_UNITS.length - 1);
  return `${unit === 0 ? formatCount(bytes) : formatNumber(bytes / 1000 ** unit)} ${BYTE_UNITS[unit]}`;
}

/** `1 item`, `2 items`. */
export function plural(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** Seconds of a run: `0:42`, `1:02:03`. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (value: number): string => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** `2026-11-23 04:44:34 UTC`; a text that is no ISO time stays as it is. */
export function utc(iso: string): string {
  return iso.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d).*$/, "$1 $2 UTC");
}
