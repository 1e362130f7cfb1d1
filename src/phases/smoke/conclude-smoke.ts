/** After the last check of a smoke run: what failed, what was left out, and why it does not pass. */

import { existsSync, readFileSync } from "node:fs";
import { formatCount, formatMs, plural } from "../../base/figures.ts";
import { SMOKE_JOURNAL_FILE } from "../../lib/contracts/run-files.ts";
import { endReasons, interruptedReason } from "../../results/engine-end.ts";
import { leftOutLines } from "../../results/left-out.ts";
import { latencyText } from "../../results/measurements/operations.ts";
import { type Reason, reason } from "../../results/reason.ts";
import type { RunSummary } from "../../results/run-summary.ts";
import { thresholdReasons } from "../../results/threshold-reasons.ts";
import type { EngineResult, PhaseResult } from "../../run/phase.ts";
import type { Run } from "../../run/run.ts";
import type { TargetDataset } from "../../workload/target-data/target-dataset.ts";
import {
  causesOf,
  checkReasons,
  describeFailure,
  distinctFailures,
  MOST_REASONS,
  readSkipped,
  readSmokeFailures,
} from "./smoke-failures.ts";

const MOST_FAILURES = 10;

export interface SmokePlan extends Pick<TargetDataset, "leftOut" | "adapted" | "undescribed"> {
  /** Endpoints beyond the usual ones. */
  readonly more: readonly string[];
  /** What the target's documents add to the dataset, for k6. */
  readonly targetData: string | undefined;
}

export function concludeSmoke(run: Run, work: SmokePlan, ended: EngineResult): PhaseResult {
  const idle = idleReasons(ended.checks.rounds, run.config.vusSmokePhase);
  const failures = distinctFailures(readSmokeFailures(journalOf(run)));
  const broken = [...checkReasons(failures), ...thresholdReasons(ended.thresholds)];
  const reasons = [...endReasons(ended), ...broken, ...idle];
  return { ...resultOf(run, work, ended, { told: MOST_REASONS }), reasons };
}

const LEFT = "note     the items that it created remain on the target; the next smoke run deletes them";

/** Ctrl-C. */
export function interruptedSmoke(run: Run, work: SmokePlan, ended: EngineResult): PhaseResult {
  return {
    ...resultOf(run, work, ended, { notes: [LEFT] }),
    reasons: [interruptedReason(run.context.cleanup.interruptedBy)],
  };
}

function journalOf({ folder }: Run): string {
  const path = folder.file(SMOKE_JOURNAL_FILE);
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

/** All but the reasons. @param told so many kinds of failures are reasons */
function resultOf(
  run: Run,
  work: SmokePlan,
  ended: EngineResult,
  { notes = [], told = 0 }: { readonly notes?: readonly string[]; readonly told?: number },
): Omit<PhaseResult, "reasons"> {
  const journal = journalOf(run);
  const all = distinctFailures(readSmokeFailures(journal));
  const leftOut = [
    ...readSkipped(journal),
    ...work.leftOut.map(({ endpoint, reason }) => ({ what: endpoint, reason })),
  ];
  const failures = all.slice(0, MOST_FAILURES);
  const { passed, failed } = ended.checks;
  return {
    causes: causesOf(failures),
    members: {
      checks: { passed, failed },
      ...(leftOut.length === 0 ? {} : { leftOut }),
      ...(work.adapted.length === 0 ? {} : { adapted: work.adapted }),
    },
    present: (summary) => ({
      headline: headlineOf(summary),
      lines: [
        ...notes,
        ...failures.slice(told).map((failure) => `failed   ${describeFailure(failure)}`),
        ...leftOutLines(leftOut, "left out "),
        ...(all.length > failures.length
          ? [
              `failed   ... and ${formatCount(all.length - failures.length)} more, in ${run.folder.file(SMOKE_JOURNAL_FILE)}`,
            ]
          : []),
      ],
    }),
    document: { failed: failures },
  };
}

/** @param rounds VUs that had something to do */
function idleReasons(rounds: number, vus: number): Reason[] {
  if (rounds >= vus) return [];
  return [reason("nothing-done", `less work was done than planned: ${rounds} of ${plural(vus, "VU")} had work`)];
}

function headlineOf({ checks, requests, latencyMs, tokens, durationMs }: RunSummary): string {
  return (
    `${plural(checks?.passed ?? 0, "check")} passed, ${formatCount(checks?.failed ?? 0)} failed, ` +
    `${plural(requests, "request")} in ${formatMs(durationMs)} ` +
    `(${latencyText(latencyMs)}, ${plural(tokens.issued, "token")})`
  );
}
