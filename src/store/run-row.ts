/** What is known about a run folder without reading more than its summary. */

import { join } from "node:path";
import { MANIFEST_FILE, SUMMARY_FILE } from "../lib/contracts/run-files.ts";
import { asRecord, asText } from "../lib/edfi/json.ts";
import type { RunSummary } from "../results/run-summary.ts";
import { targetName } from "../results/target-name.ts";
import { changedLately, folderSize } from "./folder-size.ts";
import { type FullState, readFullRun } from "./full-run.ts";
import { readJsonFile } from "./json-file.ts";
import { loadState } from "./load-data/load-state.ts";

export interface RunRow {
  readonly name: string;
  readonly phase: string;
  readonly profile: string;
  /** Empty for a run that left no summary. */
  readonly target: string;
  /** Empty for a run that left no summary. */
  readonly verdict: string;
  readonly requests: number | undefined;
  readonly p95Ms: number | undefined;
  readonly bytes: number;
  /** Epoch milliseconds; from the name, which no copy changes. */
  readonly startedMs: number;
  /** Why it must be kept; empty if there is no reason. */
  readonly notes: readonly Note[];
}

export interface Note {
  readonly text: string;
  /** `always`: not even --all deletes it. */
  readonly keeps: "no" | "unless-all" | "always";
}

/** What the results directory contains about its runs beside their folders. */
export interface RunContext {
  /** Names of baselines by run folder. */
  readonly baselines: ReadonlyMap<string, readonly string[]>;
  /** Folder of the load in `load-phase-data.json`; empty if there is none. */
  readonly loadedRun: string;
  readonly nowMs: number;
}

export function readRunRow(resultsDirectory: string, name: string, context: RunContext): RunRow {
  const path = join(resultsDirectory, name);
  const full = readFullRun(path);
  const phases = full?.order.map((phase) => ({ phase, summary: summaryIn(join(path, phase)) })) ?? [];
  const summary = full === undefined ? summaryIn(path) : summaryOfFull(full, phases);
  const manifest = summary === undefined ? asRecord(readJsonFile(join(path, MANIFEST_FILE))) : undefined;
  const { bytes, changedMs } = folderSize(path);
  const verdict = asText(summary?.verdict) ?? "";
  // Latencies over all steps of a search describe none of them.
  const capacity = asRecord(summary?.capacity);
  return {
    name,
    phase: asText(summary?.phase) ?? asText(manifest?.phase) ?? "",
    profile: asText(summary?.profile) ?? asText(manifest?.profile) ?? "",
    target: targetOf(summary),
    verdict,
    requests: asNumber(summary?.requests),
    p95Ms: capacity === undefined ? asNumber(asRecord(summary?.latencyMs)?.p95) : undefined,
    bytes,
    startedMs: startOf(name),
    notes: [
      ...takenOf(capacity),
      ...notesOn(path, name, context, verdict === "" && changedLately(changedMs, context.nowMs)),
      ...phaseNotes(phases),
    ],
  };
}

/** summary.json, whatever is in it. */
type Summary = Readonly<Record<string, unknown>>;

interface PhaseSummary {
  readonly phase: string;
  readonly summary: Summary | undefined;
}

function summaryIn(path: string): Summary | undefined {
  return asRecord(readJsonFile(join(path, SUMMARY_FILE)));
}

function targetOf(summary: Summary | undefined): string {
  const target = asRecord(summary?.target);
  return typeof target?.kind === "string" ? targetName(target as unknown as RunSummary["target"]) : "";
}

/**
 * The state file of a full run lists only the phases that have ended; the rest comes from the phases. No verdict until
 * one failed or all passed.
 */
function summaryOfFull(state: FullState, phases: readonly PhaseSummary[]): Summary {
  const ended = phases.flatMap(({ summary }) => (summary === undefined ? [] : [summary]));
  const verdicts = ended.map(({ verdict }) => asText(verdict) ?? "");
  const isOver = state.order.every((phase) => Object.hasOwn(state.phases, phase));
  return {
    phase: "full",
    profile: ended[0]?.profile,
    target: ended[0]?.target,
    verdict: verdicts.find((verdict) => verdict !== "pass") ?? (isOver ? "pass" : ""),
    requests: ended.length === 0 ? undefined : ended.reduce((sum, { requests }) => sum + (asNumber(requests) ?? 0), 0),
  };
}

/** `takes about 73 operations per second` */
function takenOf(capacity: Summary | undefined): Note[] {
  const [text] = /^.*? operations per second/.exec(asText(capacity?.text) ?? "") ?? [];
  return text === undefined ? [] : [{ text, keeps: "no" }];
}

function notesOn(path: string, name: string, context: RunContext, isAtWork: boolean): Note[] {
  const notes: Note[] = (context.baselines.get(name) ?? []).map((baseline) => ({
    text: `baseline ${baseline}`,
    keeps: "always",
  }));
  if (isAtWork) notes.push({ text: "running", keeps: "always" });
  else if (["incomplete", "differs"].includes(loadState(path) ?? loadState(join(path, "load")) ?? ""))
    notes.push({ text: "unfinished load", keeps: "unless-all" });
  if (context.loadedRun === name) notes.push({ text: "loaded on the target", keeps: "unless-all" });
  return notes;
}

/** Of a full run: which phases did not pass. */
function phaseNotes(phases: readonly PhaseSummary[]): Note[] {
  return phases.flatMap(({ phase, summary }): Note[] => {
    const verdict = asText(summary?.verdict) ?? "pass";
    return verdict === "pass" ? [] : [{ text: `full: ${phase} ${verdict}`, keeps: "no" }];
  });
}

function asNumber(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

/** `20261123T041500Z-...` */
function startOf(name: string): number {
  const [, date = "", time = ""] = /^(\d{8})T(\d{6})Z/.exec(name) ?? [];
  const part = (text: string, at: number): string => text.slice(at, at + 2);
  return Date.parse(
    `${date.slice(0, 4)}-${part(date, 4)}-${part(date, 6)}T${part(time, 0)}:${part(time, 2)}:${part(time, 4)}Z`,
  );
}
