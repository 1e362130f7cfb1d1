import { describe, expect, it } from "vitest";
import { LOAD_SUMMARY, SMOKE_SUMMARY } from "../../../test/golden/sample-run.ts";
import type { RunSummary } from "../run-summary.ts";
import { eventOf, NOTICE_EVENTS, parseEvents } from "./event.ts";

describe("parseEvents", () => {
  it.each([
    ["fail,abort", ["fail", "abort"]],
    [" Fail , ABORT pass", ["fail", "abort", "pass"]],
    ["none", []],
    ["", []],
    ["all", NOTICE_EVENTS],
  ])("%j", (text, events) => {
    expect([...parseEvents(text).events]).toEqual(events);
    expect(parseEvents(text).problems).toEqual([]);
  });

  it("keeps the words that it knows and tells the nearest to the others", () => {
    const { events, problems } = parseEvents("fail,abrot");
    expect([...events]).toEqual(["fail"]);
    expect(problems).toEqual(["NOTIFY_ON: unknown event abrot (did you mean abort?)"]);
  });
});

describe("eventOf", () => {
  const passed: RunSummary = { ...SMOKE_SUMMARY, verdict: "pass" };
  const { generator } = LOAD_SUMMARY;
  if (generator === undefined) throw new Error("the sample has figures of the generator");
  const warned: RunSummary = { ...passed, generator: { ...generator, warnings: ["0:42 CPU above 80 %"] } };
  const calm: RunSummary = { ...passed, generator: { ...generator, warnings: [] } };
  const repeated: RunSummary = { ...calm, repeats: LOAD_SUMMARY.repeats as NonNullable<RunSummary["repeats"]> };
  const verdict = (verdict: RunSummary["verdict"]): RunSummary => ({ ...warned, verdict });

  it.each([
    [[calm], "pass"],
    [[warned], "warn"],
    [[repeated], "warn"],
    [[verdict("fail")], "fail"],
    [[verdict("invalid")], "invalid"],
    [[verdict("aborted")], "abort"],
    [[verdict("inconclusive")], "inconclusive"],
    [[calm, warned], "warn"],
    [[calm, verdict("fail"), calm], "fail"],
    [[verdict("invalid"), verdict("aborted")], "abort"],
  ] as const)("of run %#: %s", (summaries, event) => {
    expect(eventOf(summaries)).toBe(event);
  });
});
