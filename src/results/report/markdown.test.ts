import { describe, expect, test } from "vitest";
import { expectGolden } from "../../../test/golden/golden.ts";
import {
  HOSTILE_TEXTS,
  hostileSummary,
  LOAD_SUMMARY,
  READWRITE_SUMMARY,
  SMOKE_SUMMARY,
} from "../../../test/golden/sample-run.ts";
import { summaryMarkdown } from "./markdown.ts";

test.each([LOAD_SUMMARY, SMOKE_SUMMARY, READWRITE_SUMMARY])("summary.md of a $phase run", (summary) => {
  expectGolden(`${summary.phase}.md`, summaryMarkdown(summary));
});

describe.each(HOSTILE_TEXTS.map((text) => [text.slice(0, 30), text]))("with %j everywhere", (_, text) => {
  const markdown = summaryMarkdown(hostileSummary(text));

  test("rows keep their columns, and nothing becomes markup or a link", () => {
    const cells = (line: string): number => line.replace(/\\./g, "").split("|").length;
    const lines = markdown.split("\n");
    for (const [index, line] of lines.entries()) {
      if (line.startsWith("|") && lines[index - 1]?.startsWith("|"))
        expect(cells(line)).toBe(cells(lines[index - 1] ?? ""));
    }
    expect(markdown).not.toMatch(/[<>@]|:\/\/|(?<!\\)[`[\]]/);
    expect(markdown.match(/^#.*/gm)?.every((line) => /^##/.test(line))).toBe(true);
    expect(markdown.length).toBeLessThan(20_000);
  });
});
