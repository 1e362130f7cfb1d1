/** When a load wrote which resources, and how fast: dependency levels in their order, resources by their time. Pure. */

import { clock, formatCount, formatDuration, formatMs, formatNumber } from "../../../base/figures.ts";
import type { RunSummary } from "../../run-summary.ts";
import { type Html, html } from "../html.ts";
import type { RunReport } from "../run-report.ts";
import type { ResourceTime } from "../series.ts";
import { FEWEST_POINTS } from "./charts.ts";
import { breakable, type Row, type Section, span, table } from "./section.ts";

const FIGURE = { isFigure: true } as const;
const MOST_OPEN = 12;

interface Stretch extends Pick<ResourceTime, "from" | "to" | "requests"> {
  readonly level: number | undefined;
}

const TIME_COLUMNS = [
  { title: "Began", ...FIGURE },
  { title: "Took", ...FIGURE },
  { title: "Requests", ...FIGURE },
  { title: "per second", ...FIGURE },
];

export function timelineSection({ summary, series, levels }: RunReport): Section | undefined {
  if (summary.load === undefined || series === undefined || series.seconds.length < FEWEST_POINTS) return undefined;
  const times = series.resources
    .filter(({ op }) => op === "create")
    .map((time) => ({ ...time, level: levels[time.resource] }));
  if (times.length === 0) return undefined;
  const end = Math.max(...times.map(({ to }) => to));
  const body = html`<p>From the first request to the last, repeats included. Where the slowest resources stand decides how long a load takes.</p>
${levelsTable(times, end)}<h3>Resources, the longest first</h3>${resourcesTable(times, end, summary)}`;
  return { id: "timeline", title: "Time line of the load", body };
}

function levelsTable(times: readonly (Stretch & ResourceTime)[], end: number): Html | undefined {
  const known = [...new Set(times.flatMap(({ level }) => level ?? []))].sort((a, b) => a - b);
  if (known.length === 0) return undefined;
  const columns = [
    { title: "Level", ...FIGURE, sorted: "ascending" as const },
    { title: "Resources", ...FIGURE },
    ...TIME_COLUMNS,
    { title: "When" },
  ];
  const rows = known.map((level): Row => {
    const own = times.filter((time) => time.level === level);
    const stretch = {
      level,
      from: Math.min(...own.map(({ from }) => from)),
      to: Math.max(...own.map(({ to }) => to)),
      requests: own.reduce((sum, { requests }) => sum + requests, 0),
    };
    return [{ shown: formatCount(level), sortBy: level }, formatCount(own.length), ...timeCells(stretch, end)];
  });
  return html`<h3>Dependency levels</h3>${table(columns, rows, { search: "Dependency levels" })}`;
}

function resourcesTable(times: readonly (Stretch & ResourceTime)[], end: number, { operations }: RunSummary): Html {
  const p95 = new Map(
    operations.flatMap(({ resource, op, latencyMs }) => (op === "create" ? [[resource, latencyMs.p95]] : [])),
  );
  const columns = [
    { title: "Resource" },
    { title: "Level", ...FIGURE },
    ...TIME_COLUMNS.map((column) => (column.title === "Took" ? { ...column, sorted: "descending" as const } : column)),
    { title: "When" },
    { title: "p95 ms", ...FIGURE },
  ];
  const rows = [...times]
    .sort((a, b) => b.to - b.from - (a.to - a.from) || b.requests - a.requests)
    .map((time): Row => {
      const ms = p95.get(time.resource) ?? Number.NaN;
      return [
        breakable(time.resource),
        time.level === undefined ? "" : { shown: formatCount(time.level), sortBy: time.level },
        ...timeCells(time, end),
        { shown: formatMs(ms).replace(/ ms$/, ""), sortBy: Number.isNaN(ms) ? 0 : ms },
      ];
    });
  return table(columns, rows, { search: "Resources over time", first: MOST_OPEN });
}

function timeCells({ from, to, requests }: Stretch, end: number): Row {
  const seconds = to - from;
  const rate = seconds > 0 ? requests / seconds : 0;
  return [
    { shown: clock(from), sortBy: from },
    { shown: formatDuration(1000 * seconds), sortBy: seconds },
    { shown: formatCount(requests), sortBy: requests },
    { shown: formatNumber(rate), sortBy: rate },
    span(from / end, to / end),
  ];
}
