/** Verifies after a readwrite run that acknowledged writes were kept, and deletes what the run created. */

import { readFileSync } from "node:fs";
import { formatCount, formatMs, plural } from "../../base/figures.ts";
import { type ReadwritePlan, readReadwritePlan } from "../../lib/contracts/readwrite-plan.ts";
import { READWRITE_PLAN_FILE } from "../../lib/contracts/run-files.ts";
import { type Reason, reason } from "../../results/reason.ts";
import type { OperationRow, RunSummary } from "../../results/run-summary.ts";
import type { RunFolder } from "../../store/run-folder.ts";
import type { DataClient } from "../../target/data-client.ts";
import { cleanUpReadwrite, type ReadwriteCleanupResult } from "../cleanup/readwrite-cleanup.ts";
import type { LeftItem, ReadwriteJournal } from "../journal/readwrite-journal.ts";
import { addChecks, checkCreated, checkDeleted, checkUpdated, type EndCheck, NOTHING_CHECKED } from "./end-check.ts";
import { endStep } from "./end-step.ts";
import type { WrittenItems } from "./written-items.ts";

export interface ProofInput {
  readonly folder: RunFolder;
  readonly journal: ReadwriteJournal;
  readonly written: WrittenItems;
  readonly client: DataClient;
  /** What the run created stays. */
  readonly keep: boolean;
  /** Why nothing is read back after the run: deletes only. Absent: it is. */
  readonly unread: string | undefined;
  readonly strict: boolean;
  /** For the deletion of what the run created, at most. */
  readonly cleanUpMs: number;
  /** Lines of progress. */
  readonly log: (line: string) => void;
}

export interface WriteProof {
  /** Writes that were read back while the run went on, and after it. */
  readonly soon: number;
  readonly atEnd: number;
  /** Why nothing was read back after it. */
  readonly unread: string | undefined;
  /** Writes that were to be read back after it, and could not be, or not in time. */
  readonly unanswered: number;
  readonly late: number;
  readonly lateMs: number;
  /** Acknowledged, and not at the target. */
  readonly lost: number;
  readonly overwrote: number;
  readonly changedByOthers: number;
  /** The first lost writes that were found after the run, one line each. */
  readonly lines: readonly string[];
}

export interface ProvedWrites {
  readonly proof: WriteProof;
  /** Absent: what the run created is kept. */
  readonly removed: ReadwriteCleanupResult | undefined;
}

const MOST_LINES = 5;
/** For each of the two parts of the reading back. */
const READ_MS = 60_000;

export async function proveWrites(input: ProofInput): Promise<ProvedWrites> {
  const { client, journal, written, folder, log } = input;
  // As k6 read it last.
  const plan = readReadwritePlan(readFileSync(folder.file(READWRITE_PLAN_FILE), "utf8"));
  // Of starts before, the last requests are not known.
  const leftBefore = new Set(journal.leftBefore.map(({ id }) => id));
  const created = written.certain(journal.left.filter(({ id }) => !leftBefore.has(id)));
  const reads = input.unread === undefined;
  const readBack = { name: "readback", client, mostMs: READ_MS, log };
  const before = reads
    ? await endStep(readBack, async (timed) => [
        await checkCreated(timed, created),
        await checkUpdated(timed, written.updated(), updateFacts(plan, input.strict)),
      ])
    : [];
  const cleanUp = { name: "cleanup", client, mostMs: input.cleanUpMs, log };
  const removed = input.keep
    ? undefined
    : await endStep(cleanUp, (timed) => cleanUpReadwrite({ client: timed, journal, plan, runFolder: folder.path }));
  const deleted = [...written.deleted(), ...(removed === undefined ? [] : deletedOf(created, removed))];
  const after = reads
    ? [vanishedOf(created, removed), await endStep(readBack, (timed) => checkDeleted(timed, deleted))]
    : [];
  const checked = addChecks([...before, ...after]);
  const lines = [...new Map(checked.lost.map((line) => [line.slice(0, line.indexOf(":")), line])).values()].filter(
    (line) => !written.lostIds.has(line.slice(line.indexOf("/") + 1, line.indexOf(":"))),
  );
  const { read: soon, late } = written.readBacks;
  return {
    removed,
    proof: {
      soon,
      atEnd: checked.read,
      unread: input.unread,
      unanswered: checked.unread,
      late: late + checked.late,
      lateMs: checked.lateMs,
      lost: written.lost + lines.length,
      overwrote: written.overwrote,
      changedByOthers: checked.changedByOthers,
      lines: lines.slice(0, MOST_LINES),
    },
  };
}

function updateFacts({ mix, changes, startedMs }: ReadwritePlan, strict: boolean): Parameters<typeof checkUpdated>[2] {
  const counting = new Set(mix.cells.filter(({ change }) => change === "counter").map(({ resource }) => resource));
  return { changes, startedMs, strict, isCounting: (endpoint) => counting.has(endpoint) };
}

/** What the clean-up deleted itself. */
function deletedOf(created: readonly LeftItem[], { leftItems, missing }: ReadwriteCleanupResult): LeftItem[] {
  const others = new Set([...leftItems, ...missing].map(({ id }) => id));
  return created.filter(({ id }) => !others.has(id));
}

/** No other client deletes what the run created, so the write was lost. */
function vanishedOf(created: readonly LeftItem[], removed: ReadwriteCleanupResult | undefined): EndCheck {
  const missing = new Set((removed?.missing ?? []).map(({ id }) => id));
  const lost = created.filter(({ id }) => missing.has(id));
  return {
    ...NOTHING_CHECKED,
    lost: lost.map(({ endpoint, id }) => `${endpoint}/${id}: created, but missing when it was to be deleted`),
  };
}

export function writeReasons({ lost, overwrote, lines }: WriteProof): Reason[] {
  const [first, ...others] = lines;
  const text = `${plural(lost, "acknowledged write")} not at the target${first === undefined ? "" : `: ${first}`}`;
  return [
    ...(lost > 0 ? [reason("lost-write", text, { lost }), ...others.map((line) => reason("lost-write", line))] : []),
    ...(overwrote > 0
      ? [reason("overwrote", `${plural(overwrote, "new item")} written over others: POST returned 200`, { overwrote })]
      : []),
  ];
}

export function writeLines(proof: WriteProof): string[] {
  const { soon, atEnd, unread, unanswered, late, lateMs, lost, changedByOthers } = proof;
  const found = lost === 0 ? "all there" : `${formatCount(lost)} lost`;
  const when =
    unread === undefined ? `, ${formatCount(soon)} soon after and ${formatCount(atEnd)} at the end` : " soon after";
  const read = soon + atEnd;
  const waited = lateMs > 0 ? `up to ${formatMs(lateMs)}` : "a moment";
  return [
    read + lost === 0
      ? "proof    no write was read back"
      : `proof    ${plural(read, "write")} read again${when}: ${found}`,
    ...(unread === undefined ? [] : [`note     nothing was read back at the end: ${unread}`]),
    ...(unanswered > 0
      ? [`note     ${plural(unanswered, "further write")} could not be read back at the end: no response in time`]
      : []),
    ...(late > 0
      ? [`note     ${formatCount(late)} of them were visible only after a wait of ${waited}: a read replica lags`]
      : []),
    ...(changedByOthers > 0
      ? [`note     ${formatCount(changedByOthers)} updated items were changed by other clients since`]
      : []),
  ];
}

/** Responses with other content than requested are wrong, not slow or failed. */
export function mismatchReasons(rows: readonly OperationRow[]): Reason[] {
  const wrong = rows.filter(({ outcomes }) => (outcomes.mismatched ?? 0) > 0);
  const all = wrong.reduce((sum, { outcomes }) => sum + (outcomes.mismatched ?? 0), 0);
  const where = wrong.map(({ resource, op }) => `${op} ${resource}`).slice(0, MOST_LINES);
  const text = `${plural(all, "answer")} had other content than requested: ${where.join(", ")}`;
  return all === 0 ? [] : [reason("mismatched", text, { mismatched: all })];
}

export function readBackOf({ soon, atEnd, late, lost }: WriteProof): NonNullable<RunSummary["readBack"]> {
  return { soon, atEnd, late, lost };
}
