/** Figures as lines of text, and as sections of docs/benchmarks.md. */

import { cpus, totalmem } from "node:os";
import { formatNumber } from "../../src/base/figures.ts";
import { markdownTable } from "../../src/base/table.ts";
import type { Figure, Measured } from "./figure.ts";

export function keepsLimit({ value, limit, atLeast }: Figure): boolean {
  if (limit === undefined) return true;
  return atLeast === true ? value >= limit : value <= limit;
}

function limitOf({ limit, unit, atLeast }: Figure): string {
  if (limit === undefined) return "no limit";
  return `${atLeast === true ? "at least" : "at most"} ${withUnit(limit, unit)}`;
}

function withUnit(value: number, unit: string): string {
  const text = formatNumber(value);
  return unit === "" ? text : `${text} ${unit}`;
}

/** `ok    CPU per request ...: 1.1 x (at most 1.25 x); median of 5 pairs` */
export function describeFigure(figure: Figure): string {
  const word = keepsLimit(figure) ? "ok    " : "BEYOND";
  return `${word} ${figure.name}: ${withUnit(figure.value, figure.unit)} (${limitOf(figure)}); ${figure.note}`;
}

/** @param command that measured it */
export function sectionOf({ figures, text }: Measured, command: string, k6Version: string, now: Date): string {
  const processors = cpus();
  const machine =
    `${processors.length} x ${processors[0]?.model.trim() ?? "unknown processor"}, ` +
    `${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}`;
  const rows = figures.map((figure) => [
    figure.name,
    withUnit(figure.value, figure.unit),
    limitOf(figure),
    figure.note,
  ]);
  return [
    `\`${command}\` on ${now.toISOString().slice(0, 10)}: k6 ${k6Version},\n${machine}.`,
    ...(rows.length === 0 ? [] : [markdownTable(["what", "measured", "limit", "how"], rows)]),
    ...(text === undefined ? [] : [text]),
  ].join("\n\n");
}

/** Puts a section between the marks of its measure. @throws Error when the page has none */
export function replaceSection(page: string, measure: string, section: string): string {
  const [before, rest] = [`<!-- ${measure} -->\n`, `\n<!-- /${measure} -->`];
  const [start, end] = [page.indexOf(before), page.indexOf(rest)];
  if (start < 0 || end < 0) throw new Error(`docs/benchmarks.md has no place for the measure ${measure}`);
  return `${page.slice(0, start)}${before}${section}${page.slice(end)}`;
}
