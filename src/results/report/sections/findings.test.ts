import { expect, it } from "vitest";
import { READWRITE_SUMMARY } from "../../../../test/golden/sample-run.ts";
import type { CapacityResult } from "../../run-summary.ts";
import { summaryMarkdown } from "../markdown.ts";
import { findingsSection } from "./findings.ts";

const CAPACITY: CapacityResult = {
  answer: "knee",
  text: "takes 142 operations/s",
  perSecond: 142,
  steps: [],
  findings: [
    {
      code: "expensive-statement",
      text: "one statement takes 70 % of the database's time: DELETE FROM <document>",
      advice: "Look at its plan.",
      confidence: "likely",
      evidence: [
        { figure: "statement.share", value: 0.5, step: 4 },
        { figure: "statement.share", value: 0.7, step: 5 },
        { figure: "statement.meanMs", value: 22.7, step: 5 },
      ],
    },
  ],
};
const SUMMARY = { ...READWRITE_SUMMARY, capacity: CAPACITY };

it("shows each hypothesis with its figures and what to do", () => {
  const text = findingsSection(SUMMARY)?.body.text;
  expect(text).toContain(
    "<li>the statement&#39;s share of the database&#39;s time: 50.0 % at step 4, 70.0 % at step 5</li>",
  );
  expect(text).toContain("<li>mean time of the statement: 22.7 ms at step 5</li>");
  expect(text).toContain("DELETE FROM &lt;document&gt;");
  expect(text).toContain("Look at its plan.");
});

it("is absent without any", () => {
  expect(findingsSection(READWRITE_SUMMARY)).toBeUndefined();
  expect(findingsSection({ ...SUMMARY, capacity: { ...CAPACITY, findings: [] } })).toBeUndefined();
  expect(summaryMarkdown({ ...SUMMARY, capacity: { ...CAPACITY, findings: [] } })).not.toContain("What limits it");
});

it("is in summary.md too", () => {
  expect(summaryMarkdown(SUMMARY)).toMatch(
    /^### What limits it\n\n- likely: one statement takes 70 % .*DELETE FROM &#60;document&#62;\. Look at its plan\.$/m,
  );
});
