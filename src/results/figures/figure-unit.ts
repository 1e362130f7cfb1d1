/** The unit of a figure of the target follows from its name. Pure. */

import { formatBytes, formatMs, formatNumber, formatShare, plural } from "../../base/figures.ts";

interface FigureUnit {
  /** With its unit, for people. */
  readonly format: (value: number) => string;
  /** On an axis: what a value is multiplied by, and the unit then. */
  readonly factor: number;
  readonly unit: string;
}

const NO_UNIT: FigureUnit = { format: formatNumber, factor: 1, unit: "" };
const SHARE: FigureUnit = { format: formatShare, factor: 100, unit: "%" };
const BYTES: FigureUnit = { format: formatBytes, factor: 1e-6, unit: "MB" };
const BYTES_PER_SECOND: FigureUnit = { format: (value) => `${formatBytes(value)}/s`, factor: 1e-6, unit: "MB/s" };
const MILLISECONDS: FigureUnit = { format: formatMs, factor: 1, unit: "ms" };
const CORES: FigureUnit = {
  format: (value) => (Number.isInteger(value) ? plural(value, "core") : `${formatNumber(value)} cores`),
  factor: 1,
  unit: "cores",
};
const PER_SECOND: FigureUnit = { format: (value) => `${formatNumber(value)}/s`, factor: 1, unit: "/s" };

const UNITS: readonly (readonly [RegExp, FigureUnit])[] = [
  // Named by the user: their unit is that of the query.
  [/^metrics\./, NO_UNIT],
  [/^machine\.(cpu|diskBusy)$|cacheHit|throttled|busiestThread|[sS]hare\b/, SHARE],
  [/(temp|wal)Bytes$/, BYTES_PER_SECOND],
  [/[mM]emory|[bB]ytes/, BYTES],
  [/Ms$/, MILLISECONDS],
  [/[cC]pu\b|\.cpuLimit\b|\.cores$/, CORES],
  [/^requests\.|PerSecond\b|\.(commits|rollbacks|deadlocks|checkpoints|rows\w+)$/, PER_SECOND],
];

export function unitOf(name: string): FigureUnit {
  return UNITS.find(([names]) => names.test(name))?.[1] ?? NO_UNIT;
}

/** `machine.cpu` of 0.96 is `96.0 %`. */
export function figureText(name: string, value: number): string {
  return unitOf(name).format(value);
}
