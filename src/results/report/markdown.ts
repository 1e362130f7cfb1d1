/** summary.md: the run on one screen of a CI job page. Pure. */

import { formatCount, formatDuration, formatMs, formatNumber, formatShare, utc } from "../../base/figures.ts";
import { markdownTable } from "../../base/table.ts";
import { rateText } from "../capacity/capacity-lines.ts";
import { MIX_FIGURES, MIX_HEADS, mixCells } from "../capacity/mix-table.ts";
import { rateAnswers } from "../capacity/named-rates.ts";
import { scalabilityLines } from "../capacity/usl/scalability-lines.ts";
import { driftText } from "../drift/drift-lines.ts";
import type { Finding } from "../findings/rule.ts";
import { INSTANCE_HEADS, instanceCells } from "../health/instance-table.ts";
import { leftOutLines } from "../left-out.ts";
import { firstReasons } from "../reason.ts";
import { answerOf, repeatLines } from "../repeats.ts";
import type { RunSummary } from "../run-summary.ts";
import { SLOWEST_FIGURES, slowestCells, slowestHeads, slowestHint } from "../slowest-requests.ts";
import { spikeHeadline, spikeLines } from "../spike/spike-lines.ts";
import { keyFigures, verdictWord } from "./sections/head.ts";
import { cut, escapeMarkdown } from "./text.ts";

const MOST_ROWS = 10;
const MOST_SLOWEST = 5;
const MOST_REASONS = 10;
const LONGEST = 300;

export function summaryMarkdown(summary: RunSummary): string {
  const { phase, profile, verdict, target, startedAt, durationMs, run } = summary;
  const kind = target.kind === "sandbox" ? "embedded sandbox" : "target";
  const through = target.proxy === undefined ? "" : ` through a proxy (${text(target.proxy)})`;
  const parts = [
    `## ${verdictWord(verdict)}: ${text(phase)}, profile ${text(profile)}`,
    list(firstReasons(summary.reasons, MOST_REASONS), MOST_REASONS + 1),
    resumeText(summary.resume),
    `${kind} ${text(target.baseUrl)} ${text(target.version)}${through}, ${text(utc(startedAt))}, ` +
      `${formatDuration(durationMs)}, run ${text(run)}`,
    labels(summary),
    figures(summary),
    completeness(summary),
    capacity(summary),
    list([...soak(summary), ...spike(summary)], MOST_ROWS),
    mix(summary),
    list(leftOutLines(summary.leftOut ?? [], ""), MOST_ROWS, "### Left out"),
    list(
      (summary.adapted ?? []).map(({ what, change }) => `${what}: ${change}`),
      MOST_ROWS,
      "### Adapted to the target",
    ),
    slowest(summary),
    slowestRequests(summary),
    causes(summary),
    repeats(summary),
    brokenThresholds(summary),
    table("k6 instances", INSTANCE_HEADS, 2, (summary.generator?.instances ?? []).map(instanceCells)),
    list(summary.generator?.warnings ?? [], MOST_ROWS, "### Generator"),
    list(summary.notes ?? [], MOST_ROWS, "### Notes"),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

/** How a run that is not whole is continued; empty where it cannot be. */
export function resumeText(command: string | undefined): string {
  return command === undefined ? "" : `To continue this run: ${text(command)}`;
}

function text(value: string): string {
  return escapeMarkdown(cut(value, LONGEST));
}

function list(lines: readonly string[], most: number, title = ""): string {
  if (lines.length === 0) return "";
  const items = lines.slice(0, most).map((line) => `- ${text(line)}`);
  if (lines.length > most) items.push(`- and ${lines.length - most} more, in report.html`);
  return [...(title === "" ? [] : [title, ""]), ...items].join("\n");
}

/** @param figuresFrom columns from this one on are figures, right-aligned */
function table(title: string, heads: readonly string[], figuresFrom: number, rows: readonly string[][]): string {
  if (rows.length === 0) return "";
  const figures = heads.map((_, column) => column).slice(figuresFrom);
  return `### ${title}\n\n${markdownTable(heads, rows, figures)}`;
}

function labels({ labels }: RunSummary): string {
  const shown = Object.entries(labels).map(([name, value]) => `${text(name)} = ${text(value)}`);
  return shown.length === 0 ? "" : `Labels: ${shown.join(", ")}`;
}

function figures(summary: RunSummary): string {
  return markdownTable(
    ["", "", ""],
    keyFigures(summary).map(({ name, value, note }) => [name, `**${value}**`, text(note)]),
  );
}

function completeness({ load }: RunSummary): string {
  const rows = Object.entries(load?.resources ?? {})
    .filter(([, { missing }]) => missing > 0)
    .sort(([, a], [, b]) => b.missing - a.missing)
    .slice(0, MOST_ROWS)
    .map(([resource, { planned, created, present, missing }]) => [
      text(resource),
      ...[planned, created, present, missing].map(formatCount),
    ]);
  return table("Incomplete resources", ["resource", "planned", "created", "already present", "missing"], 1, rows);
}

function capacity({ capacity, mixes = [] }: RunSummary): string {
  if (capacity === undefined) return "";
  const isByUsers = capacity.by === "users";
  const rows = capacity.steps.map(({ askedPerSecond, users, donePerSecond, p95Ms, failed, state }, index) => [
    String(index + 1),
    users === undefined ? rateText(askedPerSecond) : formatCount(users),
    rateText(donePerSecond),
    formatMs(p95Ms),
    formatCount(failed),
    text(state),
  ]);
  const heads = ["step", isByUsers ? "users" : "requested, /s", "succeeded, /s", "p95", "failed", "result"];
  const parts = [
    `It ${text(capacity.text)}.`,
    list(
      rateAnswers(capacity).map(({ name, text: own }) => `${name}: ${own}`),
      MOST_ROWS,
    ),
    mixes.length === 0
      ? ""
      : `### Mixes\n\n${markdownTable(
          MIX_HEADS,
          mixes.map((own) => mixCells(own).map(text)),
          MIX_FIGURES,
        )}`,
    list(isByUsers ? scalabilityLines(capacity.scalability) : [], MOST_ROWS, "### Scalability"),
    list(limits(capacity.findings ?? []), MOST_ROWS, "### What limits it"),
    `### Steps\n\n${markdownTable(heads, rows, [0, 1, 2, 3, 4])}`,
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function limits(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ confidence, text, advice }) => `${confidence}: ${text}. ${advice}`);
}

function soak({ soak }: RunSummary): string[] {
  return soak === undefined ? [] : soak.drift.series.map((series) => `${series.name}: ${driftText(series)}`);
}

function spike({ spike }: RunSummary): string[] {
  return spike === undefined ? [] : [spikeHeadline(spike), ...spikeLines(spike)];
}

function mix({ mix }: RunSummary): string {
  const rows =
    mix?.rows.map(({ op, wanted, achieved }) => [text(op), formatShare(wanted), formatShare(achieved)]) ?? [];
  return table(`Mix ${text(mix?.name ?? "")}`, ["operation", "configured", "achieved"], 1, rows);
}

function slowest({ operations, capacity }: RunSummary): string {
  const rows = operations
    .filter(({ requests }) => requests > 0)
    .sort((a, b) => b.latencyMs.p95 - a.latencyMs.p95)
    .slice(0, MOST_ROWS)
    .map(({ resource, op, requests, perSecond, latencyMs, failures }) => [
      text(resource),
      text(op),
      formatCount(requests),
      formatNumber(perSecond),
      formatMs(latencyMs.p50),
      formatMs(latencyMs.p95),
      formatMs(latencyMs.p99),
      formatCount(failures),
    ]);
  const heads = ["resource", "operation", "requests", "per second", "p50", "p95", "p99", "failures"];
  const over = capacity === undefined ? "" : " over all steps, also those that were too much";
  return table(`Slowest operations${over}`, heads, 2, rows);
}

function slowestRequests({ slowest }: RunSummary): string {
  if (slowest === undefined) return "";
  const rows = slowestCells(slowest).slice(0, MOST_SLOWEST);
  const cells = rows.map((row) => row.map(text));
  return `### Slowest requests\n\n${slowestHint(slowest)}\n\n${markdownTable(slowestHeads(slowest), cells, SLOWEST_FIGURES)}`;
}

function causes({ causes }: RunSummary): string {
  const rows = causes
    .slice(0, MOST_ROWS)
    .map(({ resource, operation, outcome, status, recorded, message }) => [
      `${text(resource)} ${text(operation)}`,
      `${status === 0 ? "no response" : status} ${text(outcome)}`,
      text(message),
      formatCount(recorded),
    ]);
  return table("Causes of failure", ["where", "what", "first message", "failures"], 3, rows);
}

function repeats({ repeats, durationMs }: RunSummary): string {
  if (repeats === undefined) return "";
  const lines = repeatLines(repeats, durationMs).map((line) => line.replace(/^(\w+) +/, "$1: "));
  const rows = repeats.rows
    .slice(0, MOST_ROWS)
    .map((row) => [
      `${text(row.resource)} ${text(row.operation)}`,
      `${answerOf(row)} ${text(row.outcome)}`,
      text(row.message),
      formatCount(row.count),
    ]);
  const parts = [
    list(lines, MOST_ROWS, "### Repeated requests"),
    rows.length === 0 ? "" : markdownTable(["where", "answer", "first message", "repeats"], rows, [3]),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function brokenThresholds({ thresholds }: RunSummary): string {
  const broken = thresholds.filter(({ ok }) => !ok).map(({ metric, rule }) => `${metric} ${rule}`);
  return list(broken, MOST_ROWS, "### Crossed thresholds");
}
