import { describe, expect, test } from "vitest";
import { HOSTILE_TEXTS, unprintableIn } from "../../../test/golden/sample-run.ts";
import { asSentence, cut, escapeHtml, escapeMarkdown, escapeXml, jsonForHtml, MAX_SHOWN } from "./text.ts";

const HALF = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

describe.each(HOSTILE_TEXTS.map((text) => [text.slice(0, 30), text]))("%j", (_, text) => {
  test("does no harm in HTML", () => {
    const escaped = escapeHtml(text);
    expect(escaped).not.toMatch(/[<>"']/);
    expect(escaped).not.toMatch(/&(?!(amp|lt|gt|quot|#39);)/);
    expect(unprintableIn(escaped)).toEqual([]);
    expect(escaped).not.toMatch(HALF);
    expect(escaped.length).toBeLessThanOrEqual(6 * MAX_SHOWN);
  });

  test("does no harm in XML", () => {
    const escaped = escapeXml(text);
    expect(escaped).not.toMatch(/[<>"'\n\r\t\ufffe\uffff]/);
    expect(unprintableIn(escaped)).toEqual([]);
    expect(escaped).not.toMatch(HALF);
    expect(escaped.length).toBeLessThanOrEqual(6 * MAX_SHOWN);
  });

  test("stays one cell of a Markdown table", () => {
    const escaped = escapeMarkdown(text);
    expect(escaped).not.toMatch(/[\n\r<>@]/);
    expect(escaped).not.toMatch(/(?<!\\)[|`*[\]]/);
    expect(escaped).not.toContain("://");
    expect(escaped).not.toMatch(/www\./i);
    expect(escaped).not.toMatch(/^[#\-+]/);
  });

  test("comes back from a JSON block whole", () => {
    const block = jsonForHtml({ text });
    expect(block).not.toMatch(/[<>\u2028\u2029]/);
    expect(JSON.parse(block)).toEqual({ text });
  });
});

test("Markdown shows what was written", () => {
  expect(escapeMarkdown("a_b & c")).toBe("a\\_b &#38; c");
  expect(escapeMarkdown("1. no list")).toBe("1&#8203;. no list");
  expect(escapeMarkdown("- no list")).toBe("\\- no list");
});

test("cut never ends inside a character", () => {
  expect(cut("ab\u{1f4a5}cd", 4)).toBe("ab\u2026");
  expect(cut("abcd", 4)).toBe("abcd");
});

test.each([
  ["grades update: 29 % failed", "Grades update: 29 % failed"],
  ["incomplete: 4 of 9", "Incomplete: 4 of 9"],
  ["k6 ran its VUs late", "k6 ran its VUs late"],
  ["gradebookEntries create: 3 % failed", "gradebookEntries create: 3 % failed"],
  ["p95", "p95"],
  ["", ""],
])("a sentence begins with a capital letter, a name as it is written: %j", (text, sentence) => {
  expect(asSentence(text)).toBe(sentence);
});
