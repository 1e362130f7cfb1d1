/** Events that a notice can report, and which of them are wanted. Pure. */

import { suggestion } from "../../base/nearest.ts";
import type { Verdict } from "../reason.ts";
import { needsWarning } from "../repeats.ts";
import type { RunSummary } from "../run-summary.ts";

/** `warn`: passed, with warnings about the generator or many repeats. `error`: the run could not be carried out. */
export const NOTICE_EVENTS = ["start", "pass", "warn", "fail", "invalid", "inconclusive", "abort", "error"] as const;

export type NoticeEvent = (typeof NOTICE_EVENTS)[number];

export interface WantedEvents {
  readonly events: ReadonlySet<NoticeEvent>;
  /** One line for each unknown event. */
  readonly problems: readonly string[];
}

/** `fail,abort`; `none` for nothing, `all` for everything; unknown words are ignored, with a problem for each. */
export function parseEvents(text: string): WantedEvents {
  const events = new Set<NoticeEvent>();
  const problems: string[] = [];
  const words = text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((word) => word !== "");
  for (const word of words) {
    if (word === "all") for (const event of NOTICE_EVENTS) events.add(event);
    else if (isEvent(word)) events.add(word);
    else if (word !== "none") problems.push(`NOTIFY_ON: unknown event ${word}${suggestion(word, NOTICE_EVENTS)}`);
  }
  return { events, problems };
}

function isEvent(word: string): word is NoticeEvent {
  return (NOTICE_EVENTS as readonly string[]).includes(word);
}

const EVENT_OF: Readonly<Record<Verdict, NoticeEvent>> = {
  pass: "pass",
  fail: "fail",
  invalid: "invalid",
  aborted: "abort",
  inconclusive: "inconclusive",
};

const FROM_GOOD_TO_BAD: readonly NoticeEvent[] = ["pass", "warn", "inconclusive", "invalid", "abort", "fail"];

/** @param summaries of the phases of one run; the worst counts */
export function eventOf(summaries: readonly RunSummary[]): NoticeEvent {
  const events = summaries.map(({ verdict, generator, repeats }) => {
    const isWarned = (generator?.warnings.length ?? 0) > 0 || (repeats !== undefined && needsWarning(repeats));
    return verdict === "pass" && isWarned ? "warn" : EVENT_OF[verdict];
  });
  return FROM_GOOD_TO_BAD.filter((event) => events.includes(event)).at(-1) ?? "pass";
}
