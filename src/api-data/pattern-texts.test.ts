import { expect, it } from "vitest";
import { textsFor } from "./pattern-texts.ts";

const ANY_LENGTH = { min: 1, max: 60 };

it.each([
  ["^[A-Z]{2}\\d{4}$", 200],
  ["^\\d{3}-\\d{2}-\\d{4}$", 200],
  ["^(?:urn|uri)://[a-z]+\\.(org|com)/[\\w-]*$", 200],
  ["^[^0-9\\s]{1,3}$", 200],
  ["^(?!\\s).*(?<!\\s)$", 200],
  ["\\S+", 200],
  ["^(Fall|Spring)$", 2],
  ["^[01]?$", 2],
  ["^(?<year>20[0-9]{2})$", 100],
])("finds texts that match %s", (pattern, size) => {
  const texts = textsFor(pattern, ANY_LENGTH, 200);
  expect(new Set(texts).size).toBe(size);
  for (const text of texts) expect(text).toMatch(new RegExp(pattern));
});

it("respects the length limits, and continues from a given number", () => {
  expect(textsFor("^[a-z]*$", { min: 5, max: 9 }, 30).every(({ length }) => length >= 5 && length <= 9)).toBe(true);
  expect(textsFor("^[A-Z]{4}$", ANY_LENGTH, 2, 26)).toEqual(["AABA", "AABB"]);
});

it.each(["(", "^\\d{5}$", "^a(?=b)$"])("finds none for %s", (pattern) => {
  expect(textsFor(pattern, { min: 1, max: 4 }, 8)).toEqual([]);
});
