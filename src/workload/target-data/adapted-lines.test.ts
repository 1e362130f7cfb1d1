import { expect, it } from "vitest";
import { adaptedLines, firstAdaptedLines } from "./adapted-lines.ts";

const adapted = Array.from({ length: 8 }, (_, n) => ({ what: `resource${n}`, change: "nickname added" }));

it("lists all changes in a plan, and the first ones before a run", () => {
  expect(adaptedLines([])).toEqual([]);
  expect(firstAdaptedLines([])).toEqual([]);
  expect(adaptedLines(adapted)).toHaveLength(10);
  const lines = firstAdaptedLines(adapted);
  expect(lines).toHaveLength(7);
  expect(lines[0]).toBe("adapted   resource0: nickname added");
  expect(lines.at(-1)).toBe("          and 2 more changes, which --plan and the report list");
  expect(firstAdaptedLines(adapted.slice(0, 6))).toHaveLength(6);
});
