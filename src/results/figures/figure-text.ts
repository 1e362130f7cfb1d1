/** A figure of the target as people read it: its unit follows from its name. Pure. */

import { formatBytes, formatMs, formatNumber, formatShare } from "../../base/figures.ts";

const UNITS: readonly (readonly [RegExp, (value: number) => string])[] = [
  [/^machine\.(cpu|diskBusy)$|cacheHit|throttled|busiestThread|[sS]hare\b/, formatShare],
  [/(temp|wal)Bytes$/, (value) => `${formatBytes(value)}/s`],
  [/[mM]emory|[bB]ytes/, formatBytes],
  [/Ms$/, formatMs],
  [/[cC]pu\b|\.cpuLimit\b|\.cores$/, (value) => `${formatNumber(value)} cores`],
  [/PerSecond\b|\.(commits|rollbacks|deadlocks|checkpoints|rows\w+)$/, (value) => `${formatNumber(value)}/s`],
];

/** `machine.cpu` of 0.96 is `96.0 %`. */
export function figureText(name: string, value: number): string {
  const [, format = formatNumber] = UNITS.find(([names]) => names.test(name)) ?? [];
  return format(value);
}
