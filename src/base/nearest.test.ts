import { describe, expect, it } from "vitest";
import { editDistance, nearest, suggestion } from "./nearest.ts";

describe("editDistance", () => {
  it.each([
    ["staging", "staging", 0],
    ["stagign", "staging", 1],
    ["STAGING", "staging", 0],
    ["vus", "", 3],
    ["kitten", "sitting", 3],
  ])("%s to %s is %d", (left, right, distance) => {
    expect(editDistance(left, right)).toBe(distance);
  });
});

describe("nearest", () => {
  const known = ["dev", "prod", "smoke", "staging"];
  it("finds what was meant", () => {
    expect(nearest("stageing", known)).toBe("staging");
    expect(nearest("smok", known)).toBe("smoke");
  });
  it("says nothing when nothing is close", () => {
    expect(nearest("banana", known)).toBeUndefined();
    expect(suggestion("banana", known)).toBe(" (known: dev, prod, smoke, staging)");
    expect(suggestion("banana", [])).toBe("");
  });
  it("does not list very many names", () => {
    const names = Array.from({ length: 180 }, (_, index) => `NAME_${index}`);
    expect(suggestion("banana", names)).toBe("");
    expect(suggestion("NAMES_10", names)).toBe(" (did you mean NAME_10?)");
  });
});
