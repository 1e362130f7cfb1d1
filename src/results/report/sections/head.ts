/** Top of the page: verdict, reasons, key figures. Pure. */

import {
  formatCount,
  formatDuration,
  formatMs,
  formatNumber,
  formatShare,
  plural,
  utc,
} from "../../../base/figures.ts";
import { itemsIn } from "../../outcome-counts.ts";
import { firstReasons, type Verdict } from "../../reason.ts";
import { repeatWarnings } from "../../repeats.ts";
import type { CapacityResult, RunSummary } from "../../run-summary.ts";
import { steeredHeadline } from "../../steered-headline.ts";
import { type Html, html } from "../html.ts";
import { asSentence, cut } from "../text.ts";
import { modelText } from "./model.ts";
import { sentences } from "./section.ts";

const WORDS: Readonly<Record<Verdict, { readonly word: string; readonly meaning: string }>> = {
  pass: { word: "Pass", meaning: "The run did everything that was planned and met every threshold." },
  fail: { word: "Fail", meaning: "The target or the load did not meet the requirements." },
  invalid: {
    word: "Invalid",
    meaning: "The load generator was the bottleneck: the figures do not describe the target.",
  },
  inconclusive: {
    word: "Inconclusive",
    meaning: "Nothing went wrong, but the run had too few samples for a verdict.",
  },
  aborted: { word: "Aborted", meaning: "The run ended early; the figures cover the part before that." },
};

const MOST_REASONS = 12;
const LONGEST_REASON = 300;

export function verdictWord(verdict: Verdict): string {
  return WORDS[verdict].word;
}

export function verdictMeaning(verdict: Verdict): string {
  return WORDS[verdict].meaning;
}

/** What comes first: what a search found, or why the run did not pass. */
function headlineOf(summary: RunSummary): string | undefined {
  const steered = steeredHeadline(summary);
  if (steered === undefined) return summary.reasons[0];
  return summary.spike === undefined ? `The target ${steered}` : steered;
}

/** @param manifest manifest.json @param starts of k6 that the charts show */
export function head(summary: RunSummary, manifest: Readonly<Record<string, unknown>> = {}, starts = 1): Html {
  const { verdict, target, run, startedAt, durationMs, labels, resume } = summary;
  const { word, meaning } = WORDS[verdict];
  // The whole command follows.
  const reasons = summary.reasons.map((reason) => (resume ? reason.replace(/; --resume continues$/, "") : reason));
  const headline = headlineOf({ ...summary, reasons });
  const said = [headline, headline?.replace(/^The target /, "")];
  const others = reasons
    .filter((reason) => !said.includes(reason))
    .map((reason) => cut(withoutItem(reason), LONGEST_REASON));
  const lines = [...others, ...heldLines(summary), ...resumedLines(summary, starts)];
  return html`<header class="verdict ${verdict}">
${about(summary, manifest)}
<h1><span class="word">${word}</span></h1>
${headline === undefined ? undefined : html`<p class="headline">${asSentence(headline)}</p>`}
${sentences(firstReasons(lines.map(asSentence), MOST_REASONS))}${resumeLine(resume)}
${headline !== undefined && verdict === "pass" ? undefined : html`<p class="meaning">${meaning}</p>`}
<p class="origin">${targetOf(target)}<br>
${utc(startedAt)}, ${formatDuration(durationMs)}<br>
<span class="run">${run}</span></p>
${labelLine(labels)}
</header>`;
}

/** Keys of items are long and say little: the table of causes has them. @param reason of a full run with its phase */
export function withoutItem(reason: string): string {
  return reason.replace(/^((?:\w+: )?cause: .*?)\.? First: \{.*$/s, "$1.");
}

/** What set the pace of a run besides the target's speed: repeats and waiting, unless the verdict is on them. */
function heldLines({ repeats, durationMs, findings = [] }: RunSummary): string[] {
  const isJudged = findings.some(({ code }) => code === "repeats");
  return repeats === undefined || isJudged ? [] : repeatWarnings(repeats, durationMs);
}

/** A load that was resumed is summarized from its last start on. */
function resumedLines({ load }: RunSummary, starts: number): string[] {
  const all = starts === 2 ? "both starts" : `all ${starts} starts`;
  const text = `Resumed: the figures below are of start ${starts}; items, charts and response times are of ${all}`;
  return load === undefined || starts < 2 ? [] : [text];
}

/** What was tested. */
export function targetOf({ kind, baseUrl, version, proxy }: RunSummary["target"]): Html {
  const through = proxy === undefined ? "" : `, through a proxy (${proxy})`;
  return html`${kind === "sandbox" ? "Embedded sandbox" : "Target"} <b>${baseUrl}</b>${version === "" ? "" : `, version ${version}`}${through}`;
}

/** What the user has noted with --label. */
export function labelLine(labels: RunSummary["labels"]): Html | undefined {
  const noted = Object.entries(labels).map(
    ([name, value]) => html`<span class="label">${value === "" ? name : `${name} = ${value}`}</span> `,
  );
  return noted.length === 0 ? undefined : html`<p class="labels">${noted}</p>`;
}

/** How a run that is not whole is continued. */
export function resumeLine(command: string | undefined): Html | undefined {
  return command === undefined ? undefined : html`<p class="resume">To continue this run: <code>${command}</code></p>`;
}

function about(summary: RunSummary, manifest: Readonly<Record<string, unknown>>): Html {
  const { phase, profile, target, mix } = summary;
  return aboutList([
    ["Phase", phase],
    ["Profile", profile],
    ["Load", modelText(summary, manifest)],
    ["Mix", mix?.name],
    ["Target", kindOf(target)],
  ]);
}

/** What kind of target it is, in a word or two. */
export function kindOf({ kind }: RunSummary["target"]): string {
  return kind === "sandbox" ? "embedded sandbox" : "installation";
}

/** The first line of a page; what is not known is left out. */
export function aboutList(facts: readonly (readonly [string, string | undefined])[], kicker = "Ed-Fi load test"): Html {
  const known = facts.flatMap(([name, value]) =>
    value === undefined ? [] : html`<div><dt>${name}</dt><dd>${value}</dd></div> `,
  );
  return html`<p class="kicker">${kicker}</p><dl class="about">${known}</dl>`;
}

/** A figure with what it is and one line on what it means. */
export interface KeyFigure {
  readonly name: string;
  readonly value: string;
  readonly note: string;
}

export function keyFigures(summary: RunSummary): readonly KeyFigure[] {
  const { load, checks, capacity, openModel } = summary;
  const figures = [...(capacity === undefined ? meanFigures(summary) : [kneeFigure(capacity)]), failedFigure(summary)];
  if (load !== undefined) figures.push(loadFigure(load));
  if (openModel !== undefined && openModel.asked > 0) figures.push(startedFigure(openModel));
  if (checks !== undefined) {
    const total = checks.passed + checks.failed;
    figures.push({ name: "Checks passed", value: formatCount(checks.passed), note: `of ${formatCount(total)}` });
  }
  return figures;
}

/** Over the whole run. */
function meanFigures({ latencyMs, requests, requestsPerSecond, warmUpMs }: RunSummary): KeyFigure[] {
  return [
    {
      name: "Throughput",
      value: `${formatNumber(requestsPerSecond)} /s`,
      note: `${plural(requests, "request")}${warmUpMs > 0 ? `, without ${formatDuration(warmUpMs)} of warm-up` : ""}`,
    },
    { name: "Median", value: formatMs(latencyMs.p50), note: `mean ${formatMs(latencyMs.mean)}` },
    { name: "95th percentile", value: formatMs(latencyMs.p95), note: `90th ${formatMs(latencyMs.p90)}` },
    { name: "99th percentile", value: formatMs(latencyMs.p99), note: `slowest ${formatMs(latencyMs.max)}` },
  ];
}

/** The steps of a search differ: figures over all of them describe none. */
function kneeFigure({
  answer,
  perSecond,
  low = perSecond,
  high = perSecond,
  users,
  confirmed,
  limitedBy,
}: CapacityResult): KeyFigure {
  const value = `${formatNumber(perSecond)} /s`;
  const by = users === undefined ? "" : `, with ${plural(users, "user")}`;
  switch (answer) {
    case "knee": {
      const doubt = confirmed === false ? ", not confirmed" : "";
      const range = low === perSecond && by === "" ? "too much at" : `${formatNumber(low)} to`;
      return { name: "Knee", value, note: `${range} ${formatNumber(high)}${by}${doubt}` };
    }
    case "at-least":
      return perSecond === 0
        ? { name: "Knee", value: "-", note: "no answer" }
        : {
            name: "Knee",
            value: `\u2265 ${value}`,
            note: `at least${by}${limitedBy === "target-stopped" ? ", then it stopped responding" : ""}`,
          };
    case "at-most":
      return { name: "Knee", value: `< ${value}`, note: "no step held" };
  }
}

function failedFigure({ failures, outcomes }: RunSummary): KeyFigure {
  const finished = itemsIn(outcomes);
  return {
    name: "Failed",
    value: formatCount(failures),
    note: finished === 0 ? "nothing finished" : `${formatShare(failures / finished)} of ${formatCount(finished)}`,
  };
}

function loadFigure({ planned, created, present, missing }: NonNullable<RunSummary["load"]>): KeyFigure {
  const there = present > 0 ? ` and ${formatCount(present)} already present` : "";
  const note =
    missing > 0 ? `${formatCount(missing)} missing of ${formatCount(planned)}` : `all of ${formatCount(planned)}`;
  return { name: "Items created", value: formatCount(created), note: `${note}${there}` };
}

/** Of an open model. */
function startedFigure({ asked, dropped, askedPerSecond }: NonNullable<RunSummary["openModel"]>): KeyFigure {
  const note = `of ${plural(asked, "operation")}, ${formatNumber(askedPerSecond)} /s requested`;
  return { name: "Started in time", value: formatShare(Math.max(0, asked - dropped) / asked), note };
}

export function figureTiles(summary: RunSummary): Html {
  const tiles = keyFigures(summary).map(
    ({ name, value, note }) =>
      html`<div class="tile"><dt>${name}</dt>
<dd><span class="value">${value}</span> <span class="note">${note}</span></dd></div>\n`,
  );
  return html`<dl class="tiles">${tiles}</dl>`;
}
