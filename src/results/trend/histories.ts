/** Sorts runs into histories: of one phase, load, mix, profile, target and set of labels. Pure. */

import { plural } from "../../base/figures.ts";
import { groupBy } from "../../base/group-by.ts";
import { labelTexts } from "../label-texts.ts";
import type { RunSummary } from "../run-summary.ts";
import { targetName } from "../target-name.ts";

/** A run as its folder tells it. */
export interface HistoryRun {
  readonly name: string;
  /** Undefined where it cannot be read: `leftOut` says why. */
  readonly summary: RunSummary | undefined;
  /** Of the project, with which it was made; empty: unknown. */
  readonly commit: string;
  /** How its load was made: `10 users`; empty: unknown. */
  readonly load: string;
  /** Why it is in no history, whatever its summary says; empty: it may be in one. */
  readonly leftOut: string;
}

export type UsableRun = HistoryRun & { readonly summary: RunSummary };

export interface History {
  readonly name: string;
  /** The oldest first. */
  readonly runs: readonly UsableRun[];
}

export interface LeftOut {
  readonly name: string;
  readonly reason: string;
}

/** @param versionLabels labels that name the version under test: their values do not separate histories */
export function historiesOf(
  runs: readonly HistoryRun[],
  versionLabels: readonly string[],
): { readonly histories: readonly History[]; readonly leftOut: readonly LeftOut[] } {
  const usable: UsableRun[] = [];
  const leftOut: LeftOut[] = [];
  for (const run of runs) {
    const { summary, name } = run;
    const reason = run.leftOut === "" && summary !== undefined ? verdictReason(summary) : run.leftOut;
    if (reason === "" && summary !== undefined) usable.push({ ...run, summary });
    else leftOut.push({ name, reason });
  }
  const groups = [...groupBy(usable, (run) => historyName(run, versionLabels))];
  const histories = groups.map(([name, own]) => ({
    name,
    runs: own.sort((a, b) => Date.parse(a.summary.startedAt) - Date.parse(b.summary.startedAt)),
  }));
  return { histories, leftOut };
}

/** The figures of such runs are not those of the target. A run that failed stays: its failures are figures. */
function verdictReason({ verdict }: RunSummary): string {
  return verdict === "pass" || verdict === "fail" ? "" : verdict;
}

function historyName({ summary, load }: UsableRun, versionLabels: readonly string[]): string {
  const { phase, mix, profile, target, labels, capacity, leftOut = [] } = summary;
  const own = Object.fromEntries(Object.entries(labels).filter(([name]) => !versionLabels.includes(name)));
  return [
    phase,
    ...(load === "" ? [] : [load]),
    ...(mix === undefined ? [] : [`mix ${mix.name}`]),
    ...(mix === undefined || leftOut.length === 0 ? [] : [`without ${plural(leftOut.length, "operation")}`]),
    ...(capacity?.by === "users" ? ["by users"] : []),
    `profile ${profile}`,
    targetName(target),
    ...labelTexts(own).sort(),
  ].join(", ");
}
