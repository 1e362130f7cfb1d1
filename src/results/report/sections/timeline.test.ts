import { expect, it } from "vitest";
import { LOAD_REPORT, SMOKE_SUMMARY } from "../../../../test/golden/sample-run.ts";
import { timelineSection } from "./timeline.ts";

it("has levels in their order and resources by their time, the longest first", () => {
  const text = timelineSection(LOAD_REPORT)?.body.text ?? "";
  const [levels = "", resources = ""] = text.split("Resources, the longest first");
  const heads = (part: string): string[] =>
    [...part.matchAll(/<th scope="row"[^>]*>(.*?)<\/th>/g)].map(([, name = ""]) => name.replace(/<[^>]*>/g, ""));
  expect(heads(levels)).toEqual(["1", "2"]);
  expect(heads(resources)).toEqual(["students", "schools"]);
  expect(resources).toContain(">400<");
});

it("is not there for other phases, nor for a run that was too short", () => {
  expect(timelineSection({ ...LOAD_REPORT, summary: SMOKE_SUMMARY })).toBeUndefined();
  const series = LOAD_REPORT.series && { ...LOAD_REPORT.series, seconds: [1] };
  expect(timelineSection({ ...LOAD_REPORT, series })).toBeUndefined();
});
