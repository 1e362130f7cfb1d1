/** Deletes what one load created: reads its journals, deletes, and proves it. Independent of commands and settings. */

import { basename, join } from "node:path";
import { formatCount } from "../../../base/figures.ts";
import { CLEANUP_LOG_FILE } from "../../../lib/contracts/run-files.ts";
import { isShared } from "../../../lib/plan/shared-values.ts";
import { openCleanupLog } from "../../../store/cleanup-log.ts";
import { journalFiles } from "../../../store/journal/journal-files.ts";
import { readJournals } from "../../../store/journal/read-journal.ts";
import type { RunPlan } from "../../../store/load-data/run-plan.ts";
import type { DataClient } from "../../../target/data-client.ts";
import { countResources } from "../../../target/verification/count-resources.ts";
import { type DeletionResult, deleteItems, type LeftItem, type Tally } from "./delete-items.ts";
import { OwnItems } from "./own-items.ts";
import { type CleanupCount, proveCleanup } from "./prove-cleanup.ts";

export interface CleanupInput {
  /** Absolute. */
  readonly runFolder: string;
  readonly plan: RunPlan;
  readonly client: DataClient;
  /** Endpoints of which the client can delete nothing, with the reason: they are left as they are. */
  readonly undeletable: ReadonlyMap<string, string>;
  /** Called before the first deletion. @throws LoadTestError when the items are not to be deleted */
  readonly confirm: (items: number, deletedBefore: number) => Promise<void>;
  /** Deletions under way at once. */
  readonly width: number;
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}

export interface CleanupResult {
  readonly run: string;
  readonly ok: boolean;
  /** Items that the run created. */
  readonly own: number;
  readonly deleted: number;
  readonly gone: number;
  /** Includes what was announced. */
  readonly left: number;
  /** What the client cannot delete, as announced. */
  readonly remaining: readonly Remaining[];
  /** The first few of each resource. */
  readonly leftItems: readonly LeftItem[];
  readonly durationMs: number;
  readonly counts: readonly CleanupCount[];
  readonly checked: number;
  readonly differences: readonly string[];
  readonly warnings: readonly string[];
}

export interface Remaining {
  readonly endpoint: string;
  readonly items: number;
  readonly reason: string;
}

const PROGRESS_MS = 1000;

/** @throws LoadTestError when the journals cannot be read or the target is gone; a second call continues from there. */
export async function cleanUp(input: CleanupInput): Promise<CleanupResult> {
  const { plan, client, signal } = input;
  const own = new OwnItems(plan);
  const { damagedLines } = await readJournals({ files: journalFiles(input.runFolder), plan, onItem: own.take });
  const log = await openCleanupLog(join(input.runFolder, CLEANUP_LOG_FILE), plan.items);
  try {
    const goneBefore = countOf(0, plan.items, (item) => own.has(item) && log.gone.has(item));
    const isLeft = (item: number): boolean => own.has(item) && !log.gone.has(item);
    const remaining = remainingOf(input, isLeft);
    for (const { endpoint, items, reason } of remaining)
      input.log(`remains   ${formatCount(items)} ${endpoint}: ${reason}`);
    if (remaining.length > 0) input.log("          another client may delete them: --client-from FILE");
    const kept = remaining.reduce((sum, { items }) => sum + items, 0);
    const todo = own.size - goneBefore - kept;
    await input.confirm(todo, goneBefore);
    log.start();
    const started = performance.now();
    const segments = plan.segments.filter(({ endpoint }) => !remaining.some((one) => one.endpoint === endpoint));
    const endpoints = plan.segments.map(({ endpoint }) => endpoint);
    const before = await countResources(client, endpoints);
    const deletion = deleteItems({ client, segments, own, log, width: input.width, signal });
    await withProgress(deletion, todo, input.log);
    const durationMs = Math.round(performance.now() - started);
    const totals = add([...deletion.tallies.values()]);
    const common = {
      run: basename(input.runFolder),
      own: own.size,
      ...totals,
      left: totals.left + kept,
      remaining,
      leftItems: deletion.left,
      durationMs,
    };
    if (signal.aborted) return { ...common, ok: false, ...NO_PROOF };
    const proof = await proveCleanup({
      client,
      segments: plan.segments,
      own,
      gone: log.gone,
      before,
      tallies: deletion.tallies,
    });
    const stays = [...deletion.tallies].filter(([endpoint, { left }]) => left > 0 && !isShared(endpoint));
    const differences = [
      ...stays.map(([endpoint, { left }]) => `${endpoint}: ${left} of this run's items are left`),
      ...proof.differences,
    ];
    const warnings = [...proof.warnings, ...warningsOf(deletion, totals, damagedLines)];
    return {
      ...common,
      ok: differences.length === 0,
      counts: proof.counts,
      checked: proof.checked,
      differences,
      warnings,
    };
  } finally {
    log.close();
  }
}

type Totals = Pick<CleanupResult, "deleted" | "gone" | "left">;

const NO_PROOF = { counts: [], checked: 0, differences: [], warnings: [] };

/** Values that all data of a target shares may be in use by others by now: the clean-up has not failed then. */
function warningsOf({ tallies }: DeletionResult, totals: Totals, damagedLines: number): string[] {
  const warnings: string[] = [];
  if (totals.gone > 0 && totals.deleted === 0)
    warnings.push("none of the items exists: is this the data store that the run loaded?");
  for (const [endpoint, { left }] of tallies) {
    if (left > 0 && isShared(endpoint)) warnings.push(`${endpoint}: ${left} left, other data uses them`);
  }
  if (damagedLines > 0) warnings.push(`${damagedLines} damaged journal lines: items in them are not deleted`);
  return warnings;
}

async function withProgress(deletion: DeletionResult, todo: number, log: (line: string) => void): Promise<void> {
  let last = 0;
  let lastMs = performance.now();
  const timer = setInterval(() => {
    const { deleted, gone, left } = add([...deletion.tallies.values()]);
    const done = deleted + gone + left;
    const rate = ((done - last) * 1000) / (performance.now() - lastMs);
    last = done;
    lastMs = performance.now();
    log(`cleanup   ${formatCount(done)} of ${formatCount(todo)}, ${formatCount(rate)}/s, ${deletion.current()}`);
  }, PROGRESS_MS);
  try {
    await deletion.finished;
  } finally {
    clearInterval(timer);
  }
}

function add(tallies: readonly Tally[]): Totals {
  const total = { deleted: 0, gone: 0, left: 0 };
  for (const { deleted, gone, left } of tallies) {
    total.deleted += deleted;
    total.gone += gone;
    total.left += left;
  }
  return total;
}

function remainingOf({ plan, undeletable }: CleanupInput, isLeft: (item: number) => boolean): Remaining[] {
  return plan.segments.flatMap(({ endpoint, first, count }) => {
    const reason = undeletable.get(endpoint);
    const items = reason === undefined ? 0 : countOf(first, first + count, isLeft);
    return reason === undefined || items === 0 ? [] : [{ endpoint, items, reason }];
  });
}

function countOf(from: number, end: number, holds: (item: number) => boolean): number {
  let count = 0;
  for (let item = from; item < end; item++) if (holds(item)) count++;
  return count;
}
