import { expect, test } from "vitest";
import {
  ASSETS,
  HOSTILE_TEXTS,
  LOAD_REPORT,
  READWRITE_SUMMARY,
  unprintableIn,
} from "../../../test/golden/sample-run.ts";
import { junitXml } from "./junit.ts";
import { summaryMarkdown } from "./markdown.ts";
import { reportPage } from "./page.ts";
import { unfinishedPage } from "./unfinished-page.ts";

const RUN = {
  run: "20261123T041500Z-dev-load",
  phase: "load",
  profile: "dev",
  baseUrl: "https://dms.example.org",
  startedAt: "2026-11-23T04:15:00.000Z",
  lines: [],
  resume: "npm run load -- --profile dev --resume",
};

test("a run without a result says so, and how it is continued", () => {
  const page = unfinishedPage(RUN, ASSETS);
  expect(page).toContain("No result yet");
  expect(page).toContain("<code>npm run load -- --profile dev --resume</code>");
  expect(page).not.toContain("<nav");
  expect(unfinishedPage({ ...RUN, resume: undefined, lines: ["no items were created"] }, ASSETS)).toMatch(
    /<li>no items were created<\/li>(?![\s\S]*To continue)/,
  );
});

test.each(HOSTILE_TEXTS)("no text in it is markup: %j", (text) => {
  const page = unfinishedPage({ ...RUN, run: text, profile: text, baseUrl: text, lines: [text], resume: text }, ASSETS);
  expect(page).not.toMatch(/<img|<script>alert|onmouseover='/);
  expect(unprintableIn(page)).toEqual([]);
});

test("every report of a run that can be continued says how", () => {
  const summary = { ...READWRITE_SUMMARY, resume: "npm run full -- --resume" };
  expect(reportPage({ ...LOAD_REPORT, summary }, ASSETS)).toContain(
    "To continue this run: <code>npm run full -- --resume</code>",
  );
  expect(summaryMarkdown(summary)).toContain("To continue this run: npm run full -- --resume");
  expect(junitXml(summary)).toContain("to continue this run: npm run full -- --resume");
});
