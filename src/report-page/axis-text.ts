/** Texts on the axes and beside the cursor of a chart. */

/** Seconds of the run as `0:42`, `12:05`, `1:02:05`. */
export function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  const two = (value: number): string => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** Three significant digits: `0.25`, `12.3`, `1,230`, `1.2 M`. */
export function shortNumber(value: number): string {
  if (value >= 1e6) return `${Number((value / 1e6).toPrecision(3))} M`;
  if (value >= 999.5) return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/, ",");
  return String(Number(value.toPrecision(3)));
}
