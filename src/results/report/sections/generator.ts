/** What made the load, and whether it was near its own limits. Pure. */

import { formatBytes, formatCount, formatMs, formatNumber, formatShare } from "../../../base/figures.ts";
import type { FigureSample } from "../../figures/figure-values.ts";
import { describeCores } from "../../health/generator-cores.ts";
import { CPU_LIMIT, MEMORY_LIMIT } from "../../health/generator-health.ts";
import { INSTANCE_HEADS, instanceCells } from "../../health/instance-table.ts";
import type { RunSummary } from "../../run-summary.ts";
import { type HtmlPart, html } from "../html.ts";
import type { RunSeries, Values } from "../series.ts";
import { type Chart, FEWEST_POINTS, figures, thinnedOut } from "./charts.ts";
import { facts, type Section, sentences, table } from "./section.ts";

/** A limit that is so many times the highest value would make a flat line of all values: it is a word then. */
const FAR = 4;
const MOST_POINTS = 600;
const MEGABYTE = 1e-6;
/** Between samples that are further apart, k6 did not run: it was started again. */
const LONGEST_STEP_MS = 11_000;

/** @param startMs where the time axis begins, in milliseconds since 1970 */
export function generatorCharts(
  { generator }: RunSummary,
  samples: readonly FigureSample[],
  series: RunSeries | undefined,
  startMs: number,
): Chart[] {
  const seconds = samples.map(({ atMs }) => Math.round((atMs - startMs) / 100) / 10);
  const valuesOf = (name: string, factor: number): Values =>
    samples.map(({ values }) => {
      const value = values[name];
      return value === undefined ? null : value * factor;
    });
  const chart = (id: string, title: string, unit: string, note: string, lines: Chart["lines"]): Chart => {
    return { id: `generator-${id}`, title, unit, note, seconds, lines };
  };
  const cpu = chart(
    "cpu",
    "CPU of the load generator",
    "%",
    "k6, of the CPU that it may use; the runner, of one core",
    [
      { label: "k6", colour: "c1", values: valuesOf("generator.cpu", 100) },
      { label: "runner", colour: "c2", values: valuesOf("generator.runnerCpu", 100) },
    ],
  );
  const memory = chart("memory", "Memory of the load generator", "MB", "Resident memory of k6", [
    { label: "k6", colour: "c1", values: valuesOf("generator.memory", MEGABYTE) },
  ]);
  const bytes = chart(
    "bytes",
    "Bytes of the load generator",
    "MB/s",
    "All that k6 read and wrote: requests, responses and its journal",
    [
      { label: "received", colour: "c1", values: valuesOf("generator.received", MEGABYTE) },
      { label: "sent", colour: "c3", values: valuesOf("generator.sent", MEGABYTE) },
    ],
  );
  const delay: Chart = {
    ...chart("delay", "Scheduling delay", "ms", "How late k6 ran its virtual users: 99th percentile of each second", [
      { label: "p99", colour: "c1", values: series?.delayMs ?? [] },
    ]),
    seconds: series?.seconds ?? [],
  };
  const memoryLimit = generator?.memoryLimitBytes;
  return [
    withLimit(cpu, 100 * CPU_LIMIT, `limit ${100 * CPU_LIMIT} %`, true),
    withLimit(delay, generator?.delayLimitMs, `limit ${formatMs(generator?.delayLimitMs)}`),
    withLimit(
      memory,
      memoryLimit === undefined ? undefined : MEMORY_LIMIT * memoryLimit * MEGABYTE,
      `limit ${formatBytes(MEMORY_LIMIT * (memoryLimit ?? 0))}`,
    ),
    bytes,
  ]
    .filter(({ lines }) => lines.some(({ values }) => values.filter((value) => value !== null).length >= FEWEST_POINTS))
    .map((own) => thinnedOut(own, MOST_POINTS));
}

function withLimit(chart: Chart, value: number | undefined, label: string, isAlwaysDrawn = false): Chart {
  if (value === undefined) return chart;
  const peak = chart.lines.reduce(
    (most, { values }) => values.reduce<number>((own, each) => Math.max(own, each ?? 0), most),
    0,
  );
  if (isAlwaysDrawn || value <= FAR * peak) return { ...chart, limit: { value, label } };
  return { ...chart, note: `${chart.note}; far below the ${label}` };
}

/** @param charts of the generator over time @param samples of it */
export function generatorSection(
  summary: RunSummary,
  charts: readonly Chart[],
  samples: readonly FigureSample[] = [],
): Section {
  const { generator, tokens } = summary;
  const tokenFacts: [string, HtmlPart][] = [
    ["Tokens issued", formatCount(tokens.issued)],
    ["Token requests refused", formatCount(tokens.refused)],
  ];
  if (generator === undefined) {
    const body = html`<p>The load generator was not measured.</p>${facts(tokenFacts)}`;
    return { id: "generator", title: "Generator", body };
  }
  const rows: [string, HtmlPart][] = [
    ["CPU use", `${formatShare(generator.cpuShareMean)} on average, ${formatShare(generator.cpuSharePeak)} at most`],
    [
      "CPU time",
      `${formatNumber(generator.engineCpuSeconds)} s k6, ${formatNumber(generator.runnerCpuSeconds)} s runner`,
    ],
    ["Available cores", describeCores(generator)],
    ["Peak memory", formatBytes(generator.memoryPeakBytes)],
    ["Peak virtual users", formatCount(generator.vusMax)],
    ["Dropped iterations", formatCount(generator.droppedIterations)],
    ...trafficFacts(samples),
    ...tokenFacts,
  ];
  const { instances = [] } = generator;
  const split =
    instances.length === 0
      ? undefined
      : table(
          INSTANCE_HEADS.map((title, at) => ({ title, ...(at > 1 ? { isFigure: true } : {}) })),
          instances.map(instanceCells),
        );
  const list = sentences(generator.warnings);
  const warnings = list === undefined ? html`<p>No warnings.</p>` : html`<h3>Warnings</h3>${list}`;
  const notes = (summary.notes ?? []).map((note) => html`<p>Note: ${note}.</p>`);
  const body = html`${notes}${warnings}${facts(rows)}${split}${charts.length === 0 ? undefined : figures(charts)}`;
  return { id: "generator", title: "Generator", body };
}

function trafficFacts(samples: readonly FigureSample[]): [string, HtmlPart][] {
  const steps = samples.map(({ atMs, values }, at) => {
    // The first one begins where nothing was measured yet.
    const [fromMs, toMs] = [samples[at - 1]?.atMs ?? atMs, (at === 0 ? samples[1]?.atMs : atMs) ?? atMs + 1000];
    return { values, seconds: Math.min(toMs - fromMs, LONGEST_STEP_MS) / 1000 };
  });
  const totalOf = (name: string): { bytes: number; seconds: number } | undefined => {
    const known = steps.flatMap(({ values, seconds }) => {
      const rate = values[name];
      return rate === undefined ? [] : [{ bytes: rate * seconds, seconds }];
    });
    const sum = (figure: "bytes" | "seconds") => known.reduce((total, each) => total + each[figure], 0);
    return known.length === 0 ? undefined : { bytes: sum("bytes"), seconds: sum("seconds") };
  };
  const [received, sent] = [totalOf("generator.received"), totalOf("generator.sent")];
  if (received === undefined || sent === undefined) return [];
  const perSecond = ({ bytes, seconds }: typeof sent): string => formatBytes(bytes / seconds);
  return [
    ["Bytes", `${perSecond(received)}/s received, ${perSecond(sent)}/s sent on average`],
    [
      "Bytes in total",
      `about ${formatBytes(received.bytes)} received, ${formatBytes(sent.bytes)} sent: all that k6 read and wrote, with headers, TLS, tokens, repeats, warm-up and its journal`,
    ],
  ];
}
