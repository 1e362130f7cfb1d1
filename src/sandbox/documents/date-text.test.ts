import { describe, expect, test } from "vitest";
import { coerceDate, coerceDateTime, isDate, isTime } from "./date-text.ts";

describe("dates", () => {
  test.each([
    ["5/1/2009", "2009-05-01"],
    ["31/12/2009", "2009-12-31"],
    ["2009-05-01", "2009-05-01"],
    ["13/13/2009", "13/13/2009"],
    ["tomorrow", "tomorrow"],
  ])("%s -> %s", (text, expected) => expect(coerceDate(text)).toBe(expected));

  test.each([
    ["2024-02-29", true],
    ["2023-02-29", false],
    ["2023-13-01", false],
    ["2023-1-1", false],
    ["2023-01-01T00:00:00", false],
  ])("%s is a date: %s", (text, expected) => expect(isDate(text)).toBe(expected));
});

describe("instants", () => {
  test.each([
    ["2021-09-28", "2021-09-28T00:00:00Z"],
    ["2021-09-28T00:10:00Z", "2021-09-28T00:10:00Z"],
    ["2021-09-28T15:00:00", "2021-09-28T15:00:00Z"],
    ["2021-09-28T15:00:00.123456Z", "2021-09-28T15:00:00Z"],
    ["2021-09-28T23:00:00-05:00", "2021-09-29T04:00:00Z"],
    ["2021-09-28 2:15:30 PM", "2021-09-28T14:15:30Z"],
    ["2021-09-28 12:00:00 AM", "2021-09-28T00:00:00Z"],
    ["2021/09/28", "2021-09-28T00:00:00Z"],
    ["2021/9/8 14:30", "2021-09-08T14:30:00Z"],
    ["2021/13/28", "2021/13/28"],
    ["9/28/2021", "2021-09-28T00:00:00Z"],
    ["2021-09-28T25:00:00", "2021-09-28T25:00:00"],
    ["word", "word"],
  ])("%s -> %s", (text, expected) => expect(coerceDateTime(text)).toBe(expected));
});

test.each([
  ["08:30:00", true],
  ["24:00:00", false],
  ["8:30", false],
])("%s is a time: %s", (text, expected) => expect(isTime(text)).toBe(expected));
