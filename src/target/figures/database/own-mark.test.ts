import { expect, test } from "vitest";
import { marked, OWN_MARK } from "./own-mark.ts";

test.each([
  ["select 1", `select ${OWN_MARK} 1`],
  ["with a as (select 1) select * from a", `with ${OWN_MARK} a as (select 1) select * from a`],
  ["explain (generic_plan) select $1", `explain ${OWN_MARK} (generic_plan) select $1`],
  ["\n  set jit = off", `\n  set ${OWN_MARK} jit = off`],
])("%s: the mark is within the statement", (sql, text) => {
  expect(marked(sql)).toBe(text);
});
