import { expect, it } from "vitest";
import { packed } from "./packed.ts";

it.each([
  [["a", "b", "c"], " ", 3, ["a b", "c"]],
  [["a", "b"], "   ", 5, ["a   b"]],
  [["a", "b"], "   ", 4, ["a", "b"]],
  [["longer", "b"], " ", 4, ["longer", "b"]],
  [[], " ", 4, []],
])("%j with %j in %d columns", (parts, separator, width, lines) => {
  expect(packed(parts, separator, width)).toEqual(lines);
});
