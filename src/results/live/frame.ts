/**
 * One picture of the live view: lines that fit a terminal of a given size. ASCII only, so that one character is one
 * cell everywhere; words carry the meaning, never colour. Pure.
 */

import { clock, formatBytes, formatCount, formatMs, formatNumber, formatShare, plural } from "../../base/figures.ts";
import { isSuccess } from "../../lib/http/outcome.ts";
import { rateText } from "../capacity/capacity-lines.ts";
import { describeCores } from "../health/generator-cores.ts";
import { describeOutcomes, failuresIn, itemsIn } from "../outcome-counts.ts";
import type { LiveState, Pace, Percentiles, ResourceProgress } from "./live-state.ts";

/** Narrower or lower than this shows a part only. */
const LABEL = 11;
const MOST_WARNINGS = 3;

/** At most `height` lines of at most `width` characters, the most important first. */
export function frame(state: LiveState, width: number, height: number): string[] {
  const fixed = [
    sides(`${state.phase.toUpperCase()}  profile ${state.profile}`, clock(state.second), width),
    ...progressLines(state, width),
    "",
    row("requests", requestsText(state)),
    row("response", percentilesText("last 10 s", state.latency.now)),
    row("", percentilesText("whole run", state.latency.all)),
    row("failures", failuresText(state)),
    ...outcomeLines(state),
    row("target", `${state.target}   health: ${state.health}`),
    row("generator", generatorText(state)),
    ...(state.dashboard === undefined ? [] : [row("dashboard", state.dashboard)]),
  ];
  const warnings = state.warnings.slice(-MOST_WARNINGS).map((text) => row("WARNING", text));
  const room = height - fixed.length - warnings.length - (warnings.length > 0 ? 1 : 0);
  const table = resourceTable(state, width, room);
  const lines = [...fixed, ...table, ...(warnings.length > 0 ? ["", ...warnings] : [])];
  return lines.slice(0, Math.max(1, height)).map((line) => cut(line, width));
}

/** One line for a log, where nothing can be redrawn. */
export function plainLine(state: LiveState): string {
  const { progress, outcomes, latency } = state;
  const parts = [
    `${state.phase.padEnd(9)} ${clock(state.second)}`,
    shareText(state),
    ...(progress.level === undefined ? [] : [`level ${progress.level.now ?? progress.level.of}/${progress.level.of}`]),
    ...(progress.resource === undefined ? [] : [progress.resource]),
    ...(progress.pace === undefined ? [] : [partText(progress.pace)]),
    ...(state.requests.all === 0
      ? ["no figures yet"]
      : [
          `${formatNumber(state.requests.perSecond)} requests/s`,
          `p95 ${formatMs(latency.now.p95)}`,
          `${formatCount(failuresIn(outcomes.all))} of ${formatCount(itemsIn(outcomes.all))} failed`,
        ]),
  ];
  return parts.filter((part) => part !== "").join(", ");
}

function progressLines(state: LiveState, width: number): string[] {
  const { done, total } = state.progress;
  const text = shareText(state);
  if (total === undefined || total <= 0) return [text];
  const room = Math.max(10, Math.min(60, width - text.length - 4));
  const filled = Math.max(0, Math.min(room, Math.round((room * done) / total)));
  const bar = `[${"#".repeat(filled)}${".".repeat(room - filled)}]  ${text}`;
  const { soFar } = state.progress.pace ?? {};
  return [bar, paceText(state), ...(soFar === undefined ? [] : [row("so far", soFar)])];
}

function shareText({ progress: { done, total, unit }, outcomes, requests }: LiveState): string {
  if (total === undefined || total <= 0) return requests.all === 0 ? "" : `${formatCount(itemsIn(outcomes.all))} calls`;
  const share = formatShare(Math.min(1, done / total));
  const [now, end] =
    unit === "items" ? [formatCount(done), formatCount(total)] : [clock(done / 1000), clock(total / 1000)];
  return `${share}  ${now} of ${end}`;
}

function paceText({ progress, perSecond, secondsLeft }: LiveState): string {
  const parts = [
    ...(progress.unit === "items" ? [`${formatNumber(perSecond)} items/s`] : []),
    secondsLeft === undefined
      ? "time left unknown"
      : `${progress.endsEarly === true ? "at most " : ""}${clock(secondsLeft)} left`,
    ...(progress.level === undefined
      ? []
      : [`level ${progress.level.now ?? progress.level.of} of ${progress.level.of}`]),
    ...(progress.resource === undefined ? [] : [`now ${progress.resource}`]),
    ...(progress.pace === undefined ? [] : [`now ${partText(progress.pace)}`]),
  ];
  return parts.join("   ");
}

function partText({ part = "", perSecond }: Pace): string {
  const rate = perSecond === undefined ? "" : `at ${rateText(perSecond)}/s`;
  return [part, rate].filter((text) => text !== "").join(" ");
}

function requestsText({ requests, vus, tokens }: LiveState): string {
  const { issued, refused, held } = tokens;
  const troubles = [refused > 0 ? `${refused} refused` : "", held > 0 ? `${held} pauses (Retry-After)` : ""];
  const more = troubles.filter((text) => text !== "").join(", ");
  return [
    `${formatNumber(requests.perSecond)}/s`,
    `${formatCount(requests.all)} in total`,
    `${formatCount(vus)} VUs`,
    `${plural(issued, "token")}${more === "" ? "" : ` (${more})`}`,
  ].join("   ");
}

function percentilesText(when: string, values: Percentiles | undefined): string {
  const text = (name: "p50" | "p95" | "p99"): string => `${name} ${formatMs(values?.[name]).padEnd(9)}`;
  return `${when}  ${text("p50")} ${text("p95")} ${text("p99")}`.trimEnd();
}

function failuresText({ outcomes }: LiveState): string {
  const { now, all } = outcomes;
  const recent =
    now.items === 0 ? "none finished" : `${formatShare(now.failed / now.items)} (${formatCount(now.failed)})`;
  const items = itemsIn(all);
  const failed = failuresIn(all);
  const share = formatShare(items === 0 ? 0 : failed / items);
  return `last 10 s  ${recent}   whole run  ${share} (${formatCount(failed)} of ${formatCount(items)})`;
}

/** The kinds of failure, most frequent first; no line without one. */
function outcomeLines({ outcomes }: LiveState): string[] {
  const failed = describeOutcomes(outcomes.all, (outcome) => !isSuccess(outcome));
  return failed === "" ? [] : [row("", failed)];
}

function generatorText({ generator }: LiveState): string {
  if (generator === undefined) return "not measured";
  const { cpuShare, cores, memoryBytes, memoryLimitBytes, runnerCpuShare } = generator;
  return (
    `CPU ${Math.round(cpuShare * 100)} % of ${describeCores({ cores })}` +
    `   memory ${formatBytes(memoryBytes)} of ${formatBytes(memoryLimitBytes)}` +
    `   runner ${Math.round(runnerCpuShare * 100)} % of a core`
  );
}

/** The current resource first, then by size. */
function resourceTable({ progress }: LiveState, width: number, room: number): string[] {
  const resources = progress.resources ?? [];
  if (resources.length === 0 || room < 3) return [];
  const isNow = ({ resource }: ResourceProgress): boolean => resource === progress.resource;
  const isOpen = ({ done, planned }: ResourceProgress): boolean => planned !== undefined && done > 0 && done < planned;
  const size = ({ done, planned }: ResourceProgress): number => planned ?? done;
  const sorted = [...resources].sort(
    (a, b) => Number(isNow(b)) - Number(isNow(a)) || Number(isOpen(b)) - Number(isOpen(a)) || size(b) - size(a),
  );
  const shown = sorted.slice(0, room - 1 - (sorted.length > room - 1 ? 1 : 0));
  const nameWidth = Math.max(...shown.map(({ resource }) => resource.length), 8);
  const lines = shown.map(({ resource, done, planned }) => {
    const counts = planned === undefined ? formatCount(done).padStart(11) : countsText(done, planned);
    return `  ${cut(resource, Math.min(nameWidth, Math.max(8, width - 42))).padEnd(nameWidth)}  ${counts}`;
  });
  const rest = sorted.length - shown.length;
  return ["", ...lines, ...(rest > 0 ? [`  and ${rest} more resources`] : [])];
}

function countsText(done: number, planned: number): string {
  const share = planned === 0 ? "" : formatShare(Math.min(1, done / planned)).padStart(8);
  return `${formatCount(done).padStart(11)} of ${formatCount(planned).padStart(11)}  ${share}`;
}

function row(label: string, text: string): string {
  return `${label.padEnd(LABEL)}${text}`;
}

function sides(left: string, right: string, width: number): string {
  const gap = width - left.length - right.length;
  return gap > 0 ? left + " ".repeat(gap) + right : `${left} ${right}`;
}

/** Cut to a width; what is not printable ASCII (a text of the target) becomes a question mark. */
function cut(line: string, width: number): string {
  const plain = line.replace(/[^\x20-\x7e]/g, "?");
  return plain.length <= width ? plain : `${plain.slice(0, Math.max(0, width - 1))}~`;
}
