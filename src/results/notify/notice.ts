/**
 * A notice before it takes the form of a channel: short, in plain lines, without secrets. Pure. Texts are not escaped
 * here; each channel does that in its own way.
 */

import type { LoadTestError } from "../../base/errors.ts";
import { utc } from "../../base/figures.ts";
import { withoutSecrets } from "../../base/masking.ts";
import { labelTexts } from "../label-texts.ts";
import { printable } from "../report/text.ts";
import type { RunSummary } from "../run-summary.ts";
import { eventOf, type NoticeEvent } from "./event.ts";
import { describeBase, type NoticeBase, type NoticeFigure, noticeFigures } from "./figures.ts";

export interface Notice {
  readonly event: NoticeEvent;
  /** One line: `FAIL: load, profile staging`. */
  readonly title: string;
  /** Reasons or warnings, the most important first; a few. */
  readonly lines: readonly string[];
  /** Where and what: target, run, time, labels. */
  readonly facts: readonly NoticeFigure[];
  /** One group for each phase. */
  readonly figures: readonly { readonly phase: string; readonly rows: readonly NoticeFigure[] }[];
  /** Address or path of the report. */
  readonly link: { readonly url: string } | { readonly path: string } | undefined;
}

const MOST_LINES = 5;
const LONGEST = 300;
const LONGEST_PATH = 1_000;

const WORDS: Readonly<Record<NoticeEvent, string>> = {
  start: "STARTED",
  pass: "PASS",
  warn: "PASS with warnings",
  fail: "FAIL",
  invalid: "INVALID",
  inconclusive: "INCONCLUSIVE",
  abort: "ABORTED",
  error: "ERROR",
};

/** What is known about a run before it ends. */
export interface RunIdentity {
  readonly phase: string;
  readonly profile: string;
  readonly target: RunSummary["target"];
  readonly startedAt: string;
  readonly labels: Readonly<Record<string, string>>;
}

export function startNotice(run: RunIdentity): Notice {
  return { ...empty("start", title("start", run.phase, run.profile)), facts: identityFacts(run) };
}

/**
 * @param summaries of the phases of one run, in their order; at least one
 * @param run name of its folder, where that is not the one of its only phase
 */
export function endNotice(
  summaries: readonly RunSummary[],
  base: NoticeBase | undefined,
  link: Notice["link"],
  run: string = summaries[0]?.run ?? "",
): Notice {
  const [first] = summaries;
  if (first === undefined) throw new Error("a notice needs the summary of at least one phase");
  const event = eventOf(summaries);
  const isOne = summaries.length === 1;
  const prefix = ({ phase }: RunSummary): string => (isOne ? "" : `${phase}: `);
  const reasons = summaries.flatMap((summary) => summary.reasons.map((reason) => prefix(summary) + reason));
  const warnings = summaries.flatMap((summary) =>
    (summary.generator?.warnings ?? []).map((warning) => `${prefix(summary)}generator: ${warning}`),
  );
  return {
    event,
    title: title(event, isOne ? first.phase : summaries.map(phaseWord).join(", "), first.profile),
    lines: few([...reasons, ...warnings]),
    facts: [
      ...identityFacts(first),
      fact("Run", run),
      ...(base === undefined ? [] : [fact("Base", describeBase(summaries, base))]),
    ],
    figures: summaries.map((summary) => ({ phase: summary.phase, rows: noticeFigures(summary, base) })),
    link:
      link !== undefined && "path" in link ? { path: printable(link.path, LONGEST_PATH).replace(/\s/g, " ") } : link,
  };
}

/** A run that could not be carried out: it has no summary. */
export function errorNotice(what: string, profile: string, target: string, error: LoadTestError | Error): Notice {
  const hint = "hint" in error && typeof error.hint === "string" ? [error.hint] : [];
  return {
    ...empty("error", title("error", what, profile)),
    lines: few([...error.message.split("\n"), ...hint]),
    facts: [fact("Target", target === "" ? "embedded sandbox" : target)],
  };
}

export function testNotice(profile: string): Notice {
  return {
    ...empty("pass", "TEST: notices of the load test arrive here"),
    lines: ["No run took place."],
    facts: [fact("Profile", profile)],
  };
}

function empty(event: NoticeEvent, title: string): Notice {
  return { event, title, lines: [], facts: [], figures: [], link: undefined };
}

function title(event: NoticeEvent, what: string, profile: string): string {
  return plain(`${WORDS[event]}: ${what}, profile ${profile}`);
}

function phaseWord(summary: RunSummary): string {
  return `${summary.phase} ${summary.verdict}`;
}

function identityFacts({ target, startedAt, labels }: RunIdentity): NoticeFigure[] {
  const version = target.version === "" ? "" : `, version ${target.version}`;
  const shown = labelTexts(labels);
  return [
    fact("Target", `${target.kind === "sandbox" ? "embedded sandbox " : ""}${target.baseUrl}${version}`),
    fact("Started", utc(startedAt)),
    ...(shown.length === 0 ? [] : [fact("Labels", shown.join(", "))]),
  ];
}

function fact(name: string, value: string): NoticeFigure {
  return { name, value: plain(value) };
}

function few(lines: readonly string[]): string[] {
  const shown = lines.slice(0, MOST_LINES).map(plain);
  if (lines.length > MOST_LINES) shown.push(`and ${lines.length - MOST_LINES} more, in the report`);
  return shown;
}

/** A server's text as one line of limited length, without anything that looks like a token. */
function plain(text: string): string {
  return printable(withoutSecrets(text), LONGEST).replace(/\s+/g, " ").trim();
}
