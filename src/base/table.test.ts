import { expect, test } from "vitest";
import { markdownTable, textTable } from "./table.ts";

test("columns of a terminal are as wide as they need to be, figures to the right", () => {
  expect(
    textTable(
      ["name", "size", ""],
      [
        ["a", "1", "x"],
        ["longer", "1,000", ""],
      ],
      [1],
    ),
  ).toEqual(["name     size", "a           1  x", "longer  1,000"]);
});

test("a pipe in a Markdown cell starts no cell, and is escaped once", () => {
  expect(
    markdownTable(
      ["a|b", "n"],
      [
        ["x | y", "1"],
        ["x \\| y", "2"],
      ],
      [1],
    ),
  ).toBe("| a\\|b | n |\n| --- | ---: |\n| x \\| y | 1 |\n| x \\| y | 2 |");
});
