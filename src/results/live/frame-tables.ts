/** The tables of the live view: resources of a load, kinds of operations of every other run. Pure. */

import { formatCount, formatMs, formatNumber, formatShare, plural } from "../../base/figures.ts";
import { textTable } from "../../base/table.ts";
import { BESIDE } from "../measurements/figures.ts";
import { failuresIn, itemsIn } from "../outcome-counts.ts";
import type { LiveState, ResourceProgress } from "./live-state.ts";

const LOWEST = 3;
const SHORTEST_NAME = 8;
const USUAL_COUNT = 11;
/** Of a row of a resource: all but its name and its counts. */
const AROUND_COUNTS = 8;
const AROUND_SHARE = AROUND_COUNTS + 10;

/** As wide as their usual cells: columns stay where they are. */
const HEADS = ["operation  ", "  requests", " last 10 s", "       p95", "        failed", "   repeats"];

/** What is in no figure of the run. */
const NAMES: Readonly<Record<string, string>> = { prepare: "read before", readback: "read again" };

/** An empty line, then the rows, at most as many lines as there is room for; nothing where there is none. */
export function liveTable(state: LiveState, width: number, room: number): string[] {
  if (room < LOWEST) return [];
  const lines = state.progress.resources?.some(({ planned }) => planned !== undefined)
    ? resourceRows(state, width, room - 1)
    : operationRows(state, room - 1);
  return lines.length === 0 ? [] : ["", ...lines];
}

/** The most frequent first; what is beside the run last. */
function operationRows({ operations, recent, repeats }: LiveState, room: number): string[] {
  if (operations.length === 0) return [];
  const isBeside = (op: string): boolean => BESIDE.includes(op);
  const sorted = [...operations].sort(
    (a, b) => Number(isBeside(a.op)) - Number(isBeside(b.op)) || b.requests - a.requests,
  );
  const rows = sorted.map(({ op, requests, outcomes }) => {
    const now = recent.find((one) => one.op === op);
    const failed = failuresIn(outcomes);
    const share = failed === 0 ? "" : ` (${formatShare(failed / itemsIn(outcomes))})`;
    return [
      NAMES[op] ?? op,
      formatCount(requests),
      `${formatNumber(now?.perSecond ?? 0)}/s`,
      formatMs(now?.p95),
      isBeside(op) ? "-" : `${formatCount(failed)}${share}`,
      formatCount(repeats[op] ?? 0),
    ];
  });
  return textTable(HEADS, rows, [1, 2, 3, 4, 5])
    .slice(0, room)
    .map((line) => `  ${line}`);
}

/** What is being worked on, then what is done, the latest first. What has not begun is only counted. */
function resourceRows({ progress }: LiveState, width: number, room: number): string[] {
  const resources = progress.resources ?? [];
  const isNow = ({ resource }: ResourceProgress): boolean => resource === progress.resource;
  const isOpen = ({ done, planned }: ResourceProgress): boolean => planned !== undefined && done > 0 && done < planned;
  const begun = resources.filter((each) => each.done > 0 || isNow(each));
  const sorted = begun
    .reverse()
    .sort((a, b) => Number(isNow(b)) - Number(isNow(a)) || Number(isOpen(b)) - Number(isOpen(a)));
  const waiting = resources.length - begun.length;
  const shown = sorted.slice(0, sorted.length > room || waiting > 0 ? room - 1 : room);
  const rest = restText(sorted.length - shown.length, waiting);
  const layout = layoutOf(resources, width);
  return [
    ...shown.map((each) => resourceRow(each, layout)),
    ...(rest === "" ? [] : [`  ${shown.length === 0 ? "" : "and "}${rest}`]),
  ];
}

/** Widths of columns; no share where there is no room for it. */
interface Layout {
  readonly name: number;
  readonly count: number;
  readonly hasShare: boolean;
}

/** The same for the whole run: columns stay where they are. */
function layoutOf(resources: readonly ResourceProgress[], width: number): Layout {
  const longest = Math.max(SHORTEST_NAME, ...resources.map(({ resource }) => resource.length));
  const largest = Math.max(...resources.map(({ planned = 0 }) => formatCount(planned).length));
  const layouts = [
    { count: USUAL_COUNT, hasShare: true },
    { count: largest, hasShare: true },
    { count: largest, hasShare: false },
  ];
  const room = ({ count, hasShare }: Omit<Layout, "name">): number =>
    width - 2 * count - (hasShare ? AROUND_SHARE : AROUND_COUNTS);
  const chosen = layouts.find((layout) => longest <= room(layout)) ?? { count: largest, hasShare: false };
  return { ...chosen, name: Math.min(longest, Math.max(SHORTEST_NAME, room(chosen))) };
}

function resourceRow({ resource, done, planned = 0 }: ResourceProgress, { name, count, hasShare }: Layout): string {
  const shown = resource.length > name ? `${resource.slice(0, name - 1)}~` : resource;
  const counts = `${formatCount(done).padStart(count)} of ${formatCount(planned).padStart(count)}`;
  const share = planned === 0 ? "" : formatShare(Math.min(1, done / planned)).padStart(8);
  return `  ${shown.padEnd(name)}  ${counts}${hasShare ? `  ${share}` : ""}`;
}

/** `12 more resources, 31 not begun` */
function restText(more: number, waiting: number): string {
  const hidden = more > 0 ? [plural(more, "more resource")] : [];
  if (waiting === 0) return hidden.join("");
  return [...hidden, `${hidden.length > 0 ? waiting : plural(waiting, "resource")} not begun`].join(", ");
}
