/** The result of several runs that took place at once: one row for each, and all of them as one. Pure. */

import { EXIT_CODES } from "../base/errors.ts";
import { formatCount, formatMs, formatNumber, plural } from "../base/figures.ts";
import { markdownTable, textTable } from "../base/table.ts";
import { asRecord, asText, asTexts, type JsonRecord } from "../lib/edfi/json.ts";
import type { Aggregate } from "./compare/aggregate.ts";
import type { RunSummary } from "./run-summary.ts";

/** What a run left: of one part, and of one phase where the command has several. */
export interface PartRow {
  /** Of the tenant or the client. */
  readonly part: string;
  /** Empty where the part ended before it. */
  readonly phase: string;
  readonly verdict: string;
  readonly reasons: readonly string[];
  /** Folder of the run; empty where there is none. */
  readonly results: string;
  /** Undefined where no request was measured. */
  readonly figures: PartFigures | undefined;
}

/** As in summary.json. */
export type PartFigures = Pick<RunSummary, "requests" | "requestsPerSecond" | "latencyMs" | "failures">;

export interface Together {
  readonly schema: 1;
  readonly verdict: "pass" | "fail" | "inconclusive";
  readonly exitCode: number;
  readonly startedAt: string;
  readonly rows: readonly PartRow[];
  /** All runs of a phase as one, by phase, over the time of the longest. Only where each part has one. */
  readonly whole: Readonly<Record<string, Aggregate>>;
}

/** How a part ended: its exit code, and what its command prints with --json. */
export interface PartResult {
  readonly name: string;
  readonly exitCode: number;
  readonly document: JsonRecord | undefined;
}

/** The worst: that of the first part that failed, else that of one without a verdict. */
export function exitCodeOf(parts: readonly PartResult[]): number {
  const codes = parts.map(({ exitCode }) => exitCode).filter((code) => code !== EXIT_CODES.pass.code);
  return codes.find((code) => code !== EXIT_CODES.inconclusive.code) ?? codes[0] ?? EXIT_CODES.pass.code;
}

export function verdictOf(exitCode: number): Together["verdict"] {
  if (exitCode === EXIT_CODES.pass.code) return "pass";
  return exitCode === EXIT_CODES.inconclusive.code ? "inconclusive" : "fail";
}

export function rowsOf({ name, exitCode, document }: PartResult): readonly PartRow[] {
  const phases = asRecord(document?.phases);
  const documents = phases === undefined ? [document] : Object.values(phases).map(asRecord);
  return documents.map((each) => rowOf(name, exitCode, each));
}

function rowOf(part: string, exitCode: number, document: JsonRecord | undefined): PartRow {
  const error = asRecord(document?.error);
  const message = asText(error?.message);
  return {
    part,
    phase: asText(document?.phase) ?? "",
    verdict: asText(document?.verdict) ?? (exitCode === EXIT_CODES.pass.code ? "pass" : `exit ${exitCode}`),
    reasons: message === undefined ? asTexts(document?.reasons) : message.split("\n"),
    results: asText(document?.results) ?? "",
    figures: typeof document?.requestsPerSecond === "number" ? (document as unknown as PartFigures) : undefined,
  };
}

/** Of a part that had been finished before: nothing was left to resume. */
export function finishedRow(part: string): PartRow {
  return { part, phase: "", verdict: FINISHED, reasons: [], results: "", figures: undefined };
}

const FINISHED = "finished before";
const HEADS = ["phase", "verdict", "requests", "per second", "p50", "p95", "p99", "failed"];
const FIGURES = [3, 4, 5, 6, 7, 8];
const ALL = "all";

/** @param kind of the parts, in the singular: `tenant` */
export function togetherLines(together: Together, kind: string): string[] {
  const { verdict, rows } = together;
  const parts = new Set(rows.map(({ part }) => part)).size;
  return [
    ...fittingTable([kind, ...HEADS], cellsOf(together)),
    "",
    `${verdict.toUpperCase()}  ${plural(parts, kind)} at once`,
    ...reasonLines(rows).map((line) => `  reason   ${line}`),
    ...rows.filter(({ results }) => results !== "").map(({ part, results }) => `  results  ${part}: ${results}`),
  ];
}

/** As wide as a terminal that says nothing of its width. */
const WIDTH = 80;
/** In the order in which they are left out of a table that is too wide; the page has them. */
const LEFT_OUT_FIRST = ["p50", "p99", "requests"];

function fittingTable(heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  let lines: string[] = [];
  for (let count = 0; count <= LEFT_OUT_FIRST.length; count++) {
    const left = LEFT_OUT_FIRST.slice(0, count);
    const keep = <Cell>(cells: readonly Cell[]): Cell[] => cells.filter((_, at) => !left.includes(heads[at] ?? ""));
    const figures = keep(heads.map((_, at) => FIGURES.includes(at))).flatMap((isFigure, at) => (isFigure ? at : []));
    lines = textTable(keep(heads), rows.map(keep), figures);
    if (lines.every(({ length }) => length <= WIDTH)) break;
  }
  return lines;
}

/** summary.md of all parts. */
export function togetherPage(together: Together, kind: string): string {
  const reasons = reasonLines(together.rows).map((line) => `- ${line}`);
  return [
    `# ${together.verdict.toUpperCase()}: every ${kind} at once, ${together.startedAt}`,
    "",
    ...(reasons.length === 0 ? [] : [...reasons, ""]),
    markdownTable([kind, ...HEADS], cellsOf(together), FIGURES),
    "",
    ...together.rows.filter(({ results }) => results !== "").map(({ part, results }) => `- ${part}: ${results}`),
    "",
  ].join("\n");
}

function reasonLines(rows: readonly PartRow[]): string[] {
  return rows.flatMap(({ part, phase, verdict, reasons }) => {
    const told = reasons.length === 0 && !["pass", FINISHED].includes(verdict) ? [verdict] : reasons;
    return told.map((reason) => `${part}${phase === "" ? "" : `, ${phase}`}: ${reason}`);
  });
}

function cellsOf({ rows, whole }: Together): string[][] {
  return [
    ...rows.map(({ part, phase, verdict, figures }) => [part, phase, verdict, ...figureCells(figures)]),
    ...Object.entries(whole).map(([phase, figures]) => [ALL, phase, "", ...figureCells(figures)]),
  ];
}

function figureCells(figures: PartFigures | undefined): string[] {
  if (figures === undefined) return ["", "", "", "", "", ""];
  const { requests, requestsPerSecond, latencyMs, failures } = figures;
  const { p50, p95, p99 } = latencyMs;
  const times = [p50, p95, p99].map((ms) => formatMs(ms ?? Number.NaN));
  return [formatCount(requests), formatNumber(requestsPerSecond), ...times, formatCount(failures)];
}
