/**
 * One picture of the live view: lines that fit a terminal of a given size. ASCII only, so that one character is one
 * cell everywhere; words carry the meaning, never colour. Pure.
 */

import { clock, formatBytes, formatCount, formatMs, formatNumber, formatShare, plural } from "../../base/figures.ts";
import { packed } from "../../base/packed.ts";
import { isSuccess } from "../../lib/http/outcome.ts";
import { rateText } from "../capacity/capacity-lines.ts";
import { describeCores } from "../health/generator-cores.ts";
import { describeOutcomes, failuresIn, itemsIn } from "../outcome-counts.ts";
import { liveTable } from "./frame-tables.ts";
import type { LiveState, Pace, Percentiles } from "./live-state.ts";

/** Narrower or lower than this shows a part only. */
const LABEL = 11;
const MOST_WARNINGS = 3;
/** Between the parts of a row. */
const GAP = "   ";

/** At most `height` lines of at most `width` characters, the most important first. */
export function frame(state: LiveState, width: number, height: number): string[] {
  const fixed = [
    sides(`${state.phase.toUpperCase()}  profile ${state.profile}`, clock(state.second), width),
    ...progressLines(state, width),
    "",
    ...row("requests", requestsParts(state), width),
    ...row("response", [percentilesText("last 10 s", state.latency.now)], width),
    ...row("", [percentilesText("whole run", state.latency.all)], width),
    ...row("failures", failuresParts(state), width),
    ...outcomeLines(state, width),
    ...row("target", [state.target, `health: ${state.health}`], width),
    ...row("generator", generatorParts(state), width),
    ...(state.dashboard === undefined ? [] : row("dashboard", [state.dashboard], width)),
  ];
  const warnings = state.warnings.slice(-MOST_WARNINGS).flatMap((text) => row("WARNING", text.split(" "), width, " "));
  const room = height - fixed.length - warnings.length - (warnings.length > 0 ? 1 : 0);
  const table = liveTable(state, width, room);
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
  const known = soFar === undefined ? [] : row("so far", soFar.split(/(?<=,) /), width, " ");
  return [bar, ...packed(paceParts(state), GAP, width), ...known];
}

function shareText({ progress: { done, total, unit }, outcomes, requests }: LiveState): string {
  if (total === undefined || total <= 0) return requests.all === 0 ? "" : `${formatCount(itemsIn(outcomes.all))} calls`;
  const share = formatShare(Math.min(1, done / total));
  const [now, end] =
    unit === "items" ? [formatCount(done), formatCount(total)] : [clock(done / 1000), clock(total / 1000)];
  return `${share}  ${now} of ${end}`;
}

function paceParts({ progress, perSecond, secondsLeft }: LiveState): string[] {
  return [
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
}

function partText({ part = "", perSecond }: Pace): string {
  const rate = perSecond === undefined ? "" : `at ${rateText(perSecond)}/s`;
  return [part, rate].filter((text) => text !== "").join(" ");
}

function requestsParts({ requests, vus, tokens }: LiveState): string[] {
  const { issued, refused, held } = tokens;
  const troubles = [refused > 0 ? `${refused} refused` : "", held > 0 ? `${plural(held, "pause")} (Retry-After)` : ""];
  const more = troubles.filter((text) => text !== "").join(", ");
  return [
    `${formatNumber(requests.perSecond)}/s`,
    `${formatCount(requests.all)} in total`,
    plural(vus, "VU"),
    `${plural(issued, "token")}${more === "" ? "" : ` (${more})`}`,
  ];
}

function percentilesText(when: string, values: Percentiles | undefined): string {
  const text = (name: "p50" | "p95" | "p99"): string => `${name} ${formatMs(values?.[name]).padEnd(9)}`;
  return `${when}  ${text("p50")} ${text("p95")} ${text("p99")}`.trimEnd();
}

function failuresParts({ outcomes }: LiveState): string[] {
  const { now, all } = outcomes;
  const recent =
    now.items === 0 ? "none finished" : `${formatShare(now.failed / now.items)} (${formatCount(now.failed)})`;
  const items = itemsIn(all);
  const failed = failuresIn(all);
  const share = formatShare(items === 0 ? 0 : failed / items);
  return [`last 10 s  ${recent}`, `whole run  ${share} (${formatCount(failed)} of ${formatCount(items)})`];
}

/** The kinds of failure, most frequent first; no line without one. */
function outcomeLines({ outcomes }: LiveState, width: number): string[] {
  const failed = describeOutcomes(outcomes.all, (outcome) => !isSuccess(outcome));
  return failed === "" ? [] : row("", failed.split(/(?<=,) /), width, " ");
}

function generatorParts({ generator }: LiveState): string[] {
  if (generator === undefined) return ["not measured"];
  const { cpuShare, cores, memoryBytes, memoryLimitBytes, runnerCpuShare } = generator;
  return [
    `CPU ${Math.round(cpuShare * 100)} % of ${describeCores({ cores })}`,
    `memory ${formatBytes(memoryBytes)} of ${formatBytes(memoryLimitBytes)}`,
    `runner ${Math.round(runnerCpuShare * 100)} % of a core`,
  ];
}

/** What does not fit beside its label continues below. */
function row(label: string, parts: readonly string[], width: number, separator: string = GAP): string[] {
  return packed(parts, separator, width - LABEL).map((line, at) => (at === 0 ? label : "").padEnd(LABEL) + line);
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
