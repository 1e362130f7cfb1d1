/** A trend as text for a terminal. Pure. */

import { formatChange, formatCount, plural, utc } from "../../base/figures.ts";
import { groupBy } from "../../base/group-by.ts";
import { labelTexts } from "../label-texts.ts";
import { formatOf } from "./history-figures.ts";
import { FEWEST_RUNS, type FigureTrend, type HistoryTrend, type Trend, type TrendChange } from "./trend.ts";

export function trendLines({ isAlarm, isConclusive, histories, leftOut }: Trend): string[] {
  if (histories.length === 0) return ["No run that a history can be made of.", ...leftOutLines(leftOut)];
  const calm = isConclusive ? "NO REGRESSION  in the newest runs" : `INCONCLUSIVE  no history has ${FEWEST_RUNS} runs`;
  const verdict = isAlarm ? "REGRESSION  a figure became worse and stayed so" : calm;
  return [...histories.flatMap((history) => [...historyLines(history), ""]), ...leftOutLines(leftOut), verdict];
}

function historyLines({ name, runs, older, figures }: HistoryTrend): string[] {
  const more = older === 0 ? "" : `, ${formatCount(older)} older not looked at`;
  const isShort = runs.length < FEWEST_RUNS && figures.length > 0;
  const short = isShort ? `; ${tooFew(runs.length)}` : "";
  return [
    name,
    `  ${plural(runs.length, "run")}, ${daysOf(runs)}${more}${short}`,
    ...figures.flatMap((figure) => figureLines(figure, isShort)),
  ];
}

function daysOf(runs: HistoryTrend["runs"]): string {
  return [...new Set([dayOf(runs, 0), dayOf(runs, -1)])].join(" to ");
}

/** @param at index of a run, from the end where it is negative */
export function dayOf(runs: HistoryTrend["runs"], at: number): string {
  return (runs.at(at)?.startedAt ?? "").slice(0, 10);
}

function tooFew(runs: number): string {
  return `too few runs for a change: ${runs} of ${FEWEST_RUNS}`;
}

/** @param isShort its history is too short for a change, and says so once */
function figureLines({ figure, now, changes, values }: FigureTrend, isShort: boolean): string[] {
  const format = formatOf(figure);
  const known = values.filter((value) => value !== null).length;
  const none = known < FEWEST_RUNS ? tooFew(known) : `no change in ${known} runs`;
  const calm = changes.length === 0 ? none : plural(changes.length, "change");
  return [
    `  ${figure.padEnd(10)}  ${(now === null ? "-" : format(now)).padStart(9)}${isShort ? "" : `  ${calm}`}`,
    ...changes.flatMap((change) => changeLines(change, format)),
  ];
}

function changeLines(change: TrendChange, format: (value: number) => string): string[] {
  const { run, startedAt, before, after, isWorse, isAlarm, pValue } = change;
  const word = isAlarm ? "WORSE" : isWorse ? "worse" : "better";
  const size = sizeOf(change);
  const facts = factsOf(change);
  return [
    `    ${word.padEnd(6)}  ${utc(startedAt)}: ${size === "" ? "" : `${size}, `}${format(before)} -> ${format(after)} (p ${pValue.toFixed(3)})`,
    `            since ${run}${marginText(change)}`,
    ...(facts.length === 0 ? [] : [`            ${facts.join(", ")}`]),
  ];
}

/** ` (± 3 runs)`; empty where the run is certain. */
export function marginText({ margin }: TrendChange): string {
  return margin === 0 ? "" : ` (± ${plural(margin, "run")})`;
}

/** `+5.0 %`; empty where it was nothing before. */
export function sizeOf({ before, after }: TrendChange): string {
  return before === 0 ? "" : formatChange(after / before - 1);
}

/** What was tested from the change on: `commit 0123456789`, `target 8.0.1`, labels. */
export function factsOf({ commit, version, labels }: TrendChange): string[] {
  return [
    ...(commit === "" ? [] : [`commit ${commit.slice(0, 10)}`]),
    ...(version === "" ? [] : [`target ${version}`]),
    ...labelTexts(labels),
  ];
}

function leftOutLines(leftOut: Trend["leftOut"]): string[] {
  if (leftOut.length === 0) return [];
  const reasons = [...groupBy(leftOut, ({ reason }) => reason)].map(([reason, own]) => `${own.length} ${reason}`);
  return [`Left out: ${reasons.join(", ")}.`];
}
