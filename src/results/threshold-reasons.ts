/** Crossed thresholds as reasons. Those that differ only in resource and operation are one reason. Pure. */

import { formatMs, formatNumber, formatShare } from "../base/figures.ts";
import { groupBy } from "../base/group-by.ts";
import { ITEM_FAILURES, ITEMS_DONE } from "../lib/contracts/metrics.ts";
import { type Reason, reason } from "./reason.ts";
import type { ThresholdRow } from "./run-summary.ts";
import { RULE, readSelector } from "./thresholds.ts";

const WORDS: Readonly<Record<string, string>> = {
  checks: "checks failed",
  [ITEM_FAILURES]: "requests failed",
  [ITEMS_DONE]: "less work was done than planned",
  http_req_duration: "responses were too slow",
};

/** In the order of their first rows. */
export function thresholdReasons(rows: readonly ThresholdRow[]): Reason[] {
  const groups = [...groupBy(rows, groupOf).values()];
  return groups.flatMap((group) => {
    const crossed = group.filter(({ ok }) => !ok);
    const [first, second] = crossed;
    if (first === undefined) return [];
    const what = WORDS[readSelector(first.metric).name] ?? first.metric;
    const text =
      second === undefined ? `${first.metric} ${first.rule} was crossed` : crossedText(first, crossed, group.length);
    return [reason("threshold", `${what}: ${text}`)];
  });
}

/** The same for thresholds that differ only in resource and operation. */
function groupOf({ metric, rule }: ThresholdRow): string {
  const { name, tags } = readSelector(metric);
  const own = [...tags].map(([tag, value]) => (tag === "resource" || tag === "op" ? tag : `${tag}:${value}`));
  return [name, ...own.sort(), rule].join(" ");
}

/** What a value is in relation to the limit that it crosses. */
const BEYOND: Readonly<Record<string, string>> = { "<": "above", "<=": "above", ">": "below", ">=": "below" };

/** `p95 above 3.00 s in 35 of 60 operations, most in read students (4.10 s)` */
function crossedText({ metric, rule }: ThresholdRow, crossed: readonly ThresholdRow[], all: number): string {
  const [, method = "", percent = "", operator = "", limit = ""] = RULE.exec(rule) ?? [];
  const format = formatOf(readSelector(metric).name, method);
  const beyond = `${method}${percent} ${BEYOND[operator] ?? `not ${operator}`} ${format(Number(limit))}`;
  const distance = ({ value = Number.NaN }: ThresholdRow): number => Math.abs(value - Number(limit));
  const worst = crossed.reduce((most, row) => (distance(row) > distance(most) ? row : most));
  const { tags } = readSelector(worst.metric);
  const where = [tags.get("op"), tags.get("resource")].filter((name) => name !== undefined).join(" ");
  const value = worst.value === undefined ? "" : ` (${format(worst.value)})`;
  return `${beyond} in ${crossed.length} of ${all} operations, most in ${where}${value}`;
}

function formatOf(name: string, method: string): (value: number) => string {
  if (name === "http_req_duration") return formatMs;
  return name === ITEM_FAILURES && method === "rate" ? formatShare : formatNumber;
}
