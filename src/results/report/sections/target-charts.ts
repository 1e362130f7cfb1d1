/** Figures of the target over time, as charts by source and subject. Pure. */

import { figureName } from "../../figures/figure-name.ts";
import { figureText, unitOf } from "../../figures/figure-unit.ts";
import { type FigureSample, valueIn, WAIT } from "../../figures/figure-values.ts";
import type { Values } from "../series.ts";
import { printable } from "../text.ts";
import { type Chart, thinnedOut } from "./charts.ts";

/** One part of the section: charts of one collector. */
export interface TargetCharts {
  readonly source: string;
  readonly charts: readonly Chart[];
  /** `connections allowed 100`: what had one value all the time needs no chart. */
  readonly unchanged: readonly string[];
}

/** What stands together in a chart, by the names of figures; all of one unit. The rest has charts of its own. */
const SUBJECTS: readonly (readonly [title: string, names: RegExp])[] = [
  ["CPU and disk of the machine", /^machine\.(cpu|diskBusy)$/],
  ["Processes that run or wait for a disk", /^machine\.load$/],
  ["CPU by program", /^machine\.(generatorCpu$|container\.cpu)/],
  ["Busiest thread by program", /^machine\.container\.busiestThread/],
  ["Throttled by a limit of CPU", /^machine\.container\.throttled/],
  ["Memory of the machine", /^machine\.memory/],
  ["Memory by program", /^machine\.container\.memory/],
  ["CPU of the database", /^database\.cpu$/],
  ["Sessions", /^database\.(sessions|active|blocked|maxConnections)$/],
  ["Active sessions by what they wait for", /^database\.wait:/],
  ["Transactions", /^database\.(commits|rollbacks)$/],
  ["Rows read", /^database\.rows(Returned|Fetched)$/],
  ["Rows written", /^database\.rows(Inserted|Updated|Deleted)$/],
  ["Blocks found in shared buffers", /^database\.cacheHit$/],
  ["Temporary files and write-ahead log", /^database\.(temp|wal)Bytes$/],
  ["Size of the database", /^database\.bytes$/],
  ["Answers that refuse", /^requests\.(rateLimited|breakerOpen)$/],
  ["Time in which the target held the run back (Retry-After)", /^requests\.heldShare$/],
];

const TITLES = SUBJECTS.map(([title]) => title);
const SOURCES = ["machine", "database", "requests", "metrics"];

/** More would be noise. */
const MOST_LINES = 6;
const MOST_CHARTS = 30;
/** Values of all charts together: what a page of 1 MB has room for beside its other charts. */
const MOST_VALUES = 50_000;
const MOST_POINTS = 400;
/** Times the usual distance of two samples: a longer one is a hole. */
const HOLE = 3;
const LONGEST_LABEL = 60;
const COLOURS = ["c1", "c3", "c2", "c4", "c5", "c6"];

interface Line {
  readonly name: string;
  /** NaN where it is unknown. */
  readonly values: readonly number[];
  readonly peak: number;
}

/** @param startMs where the time axis begins, in milliseconds since 1970 */
export function targetChartsOf(samples: readonly FigureSample[], startMs: number): TargetCharts[] {
  const seconds = samples.map(({ atMs }) => Math.round((atMs - startMs) / 100) / 10);
  const groups = groupsOf(linesOf(samples));
  const columns = groups.flatMap(({ subjects }) => subjects.map(([, { length }]) => 1 + Math.min(MOST_LINES, length)));
  const values = columns.reduce((sum, count) => sum + count, 0);
  const points = Math.min(MOST_POINTS, Math.floor(MOST_VALUES / Math.max(1, values)));
  return groups.map(({ source, subjects, unchanged }) => ({
    source,
    charts: subjects.map(([subject, group], index) =>
      thinnedOut(chartOf(`${source}-${index + 1}`, subject, group, seconds), points),
    ),
    unchanged: unchanged.map(({ name, peak }) => `${labelOf(name)} ${figureText(name, peak)}`),
  }));
}

interface Group {
  readonly source: string;
  readonly subjects: readonly (readonly [subject: string, lines: readonly Line[]])[];
  readonly unchanged: readonly Line[];
}

function groupsOf(lines: readonly Line[]): Group[] {
  const sources = [...new Set(lines.map(({ name }) => sourceOf(name)))];
  return sources.sort(inOrder(SOURCES)).map((source) => {
    const own = lines.filter(({ name }) => sourceOf(name) === source);
    const subjects = [...bySubject(own.filter(isChanging))].sort(([a], [b]) => inOrder(TITLES)(a, b));
    return {
      source,
      subjects: subjects.slice(0, MOST_CHARTS),
      unchanged: own.filter((line) => !isChanging(line)),
    };
  });
}

/** Those that are not in the list come last, as they are. */
function inOrder(list: readonly string[]): (a: string, b: string) => number {
  const rank = (value: string): number => (list.includes(value) ? list.indexOf(value) : list.length);
  return (a, b) => rank(a) - rank(b);
}

function linesOf(samples: readonly FigureSample[]): Line[] {
  const names = [...new Set(samples.flatMap(({ values }) => Object.keys(values)))];
  return names.map((name) => {
    const values = samples.map((sample) => valueIn(sample.values, name) ?? Number.NaN);
    return { name, values, peak: Math.max(...values.filter((value) => !Number.isNaN(value))) };
  });
}

function isChanging({ values, peak }: Line): boolean {
  return values.some((value) => value < peak);
}

function bySubject(lines: readonly Line[]): Map<string, Line[]> {
  const subjects = new Map<string, Line[]>();
  for (const line of lines) {
    const subject = subjectOf(line.name);
    subjects.set(subject, [...(subjects.get(subject) ?? []), line]);
  }
  return subjects;
}

function sourceOf(name: string): string {
  return name.slice(0, name.indexOf("."));
}

/** The title of a chart of waits says what they are. */
function labelOf(name: string): string {
  return printable(name.startsWith(WAIT) ? name.slice(WAIT.length) : figureName(name), LONGEST_LABEL);
}

function subjectOf(name: string): string {
  return SUBJECTS.find(([, names]) => names.test(name))?.[0] ?? labelOf(name.replace(/:.*/s, ""));
}

/** The lines with the highest peaks. A figure that is collected less often than others has its own times. */
function chartOf(id: string, title: string, group: readonly Line[], seconds: readonly number[]): Chart {
  const shown = [...group].sort((a, b) => b.peak - a.peak).slice(0, MOST_LINES);
  const { factor, unit } = unitOf(shown[0]?.name ?? "");
  const known = [...seconds.keys()].filter((at) => shown.some(({ values }) => !Number.isNaN(values[at])));
  const rows = withHoles(known, seconds);
  const valuesOf = ({ values }: Line): Values =>
    rows.map(({ at }) => {
      const value = at === undefined ? Number.NaN : (values[at] as number);
      return Number.isNaN(value) ? null : value * factor;
    });
  return {
    id,
    title,
    unit,
    note: group.length > MOST_LINES ? `The ${MOST_LINES} highest of ${group.length}` : "",
    seconds: rows.map(({ second }) => second),
    lines: shown.map((line, index) => ({
      label: labelOf(line.name),
      colour: COLOURS[index] as string,
      values: valuesOf(line),
    })),
  };
}

interface Row {
  readonly second: number;
  /** Index of the sample; undefined: a hole. */
  readonly at: number | undefined;
}

function withHoles(known: readonly number[], seconds: readonly number[]): Row[] {
  const distances = known
    .slice(1)
    .map((at, index) => (seconds[at] as number) - (seconds[known[index] as number] as number));
  const usual = [...distances].sort((a, b) => a - b)[Math.floor(distances.length / 2)] ?? 0;
  return known.flatMap((at, index) => {
    const row = { second: seconds[at] as number, at };
    const distance = distances[index - 1] ?? 0;
    return index > 0 && distance > HOLE * usual ? [{ second: row.second - distance / 2, at: undefined }, row] : [row];
  });
}
