/** Crossed thresholds as reasons. Those that differ only in resource and operation are one reason. Pure. */

import { formatMs, formatNumber, formatPercent, formatShare } from "../base/figures.ts";
import { groupBy } from "../base/group-by.ts";
import { ITEM_FAILURES, ITEMS_DONE } from "../lib/contracts/metrics.ts";
import { type Reason, reason } from "./reason.ts";
import type { ThresholdRow } from "./run-summary.ts";
import { RULE, readSelector } from "./thresholds.ts";

/** In the order of their first rows. */
export function thresholdReasons(rows: readonly ThresholdRow[]): Reason[] {
  const groups = [...groupBy(rows, groupOf).values()];
  return groups.flatMap((group) => {
    const crossed = group.filter(({ ok }) => !ok);
    return crossed.length === 0 ? [] : [reason("threshold", crossedText(crossed, group.length))];
  });
}

/** The same for thresholds that differ only in resource and operation. */
function groupOf({ metric, rule }: ThresholdRow): string {
  const { name, tags } = readSelector(metric);
  const own = [...tags].map(([tag, value]) => (tag === "resource" || tag === "op" ? tag : `${tag}:${value}`));
  return [name, ...own.sort(), rule].join(" ");
}

/** `grades update: 29.0 % failed, limit 5 %`; of several the worst, and how many there are. */
function crossedText(crossed: readonly ThresholdRow[], all: number): string {
  const limitOf = ({ rule }: ThresholdRow): number => Number(RULE.exec(rule)?.[4]);
  const distance = (row: ThresholdRow): number => Math.abs((row.value ?? limitOf(row)) - limitOf(row));
  const worst = crossed.reduce((most, row) => (distance(row) > distance(most) ? row : most));
  const others = crossed.length === 1 ? "" : `; crossed in ${crossed.length} of ${all} operations, here the most`;
  return `${thresholdText(worst)}${others}`;
}

/** `students read: p95 4.10 s, limit 3.00 s` */
function thresholdText({ metric, rule, value }: ThresholdRow): string {
  const { name, tags } = readSelector(metric);
  const [, method = "", percent = "", operator = "", limit = ""] = RULE.exec(rule) ?? [];
  const where = [tags.get("resource"), tags.get("op")].filter((own) => own !== undefined).join(" ");
  // Nothing is below a limit of 0.
  const isMost = operator.startsWith("<") || (operator === "==" && Number(limit) === 0);
  const bound = operator.startsWith(">") ? "at least " : isMost ? "" : `${operator} `;
  switch (name) {
    case ITEM_FAILURES:
      return `${where || "all operations"}: ${shown(value, formatShare)} failed, limit ${bound}${formatPercent(Number(limit))}`;
    case "http_req_duration":
      return `${where || "all operations"}: ${method}${percent} ${shown(value, formatMs)}, limit ${bound}${formatMs(Number(limit))}`;
    case "checks":
      return `checks: ${shown(value, formatShare)} passed, limit ${bound}${formatPercent(Number(limit))}`;
    case ITEMS_DONE:
      return `less work was done than planned${where === "" ? "" : `, ${where}`}: ${shown(value, formatNumber)}, ${bound}${formatNumber(Number(limit))} expected`;
    default:
      return `${tags.get("outcome") ?? metric}: ${method} ${shown(value, formatNumber)}, limit ${rule.trim()}`;
  }
}

function shown(value: number | undefined, format: (value: number) => string): string {
  return value === undefined ? "not measured" : format(value);
}
