import { expect, it } from "vitest";
import type { ItemLine, ItemResult } from "../../lib/contracts/journal/item-line.ts";
import { unexpectedRule, unrecordedRule } from "./unrecorded.ts";

const PLAN = {
  items: 30,
  segments: [
    { endpoint: "gradeLevelDescriptors", level: 1, first: 0, count: 10 },
    { endpoint: "students", level: 2, first: 10, count: 10 },
    { endpoint: "staffs", level: 2, first: 20, count: 10 },
  ],
  countsBefore: { gradeLevelDescriptors: 5, students: 0, staffs: 7 },
  presentItems: [0],
};

const line = (item: number, repeats = 0, result: ItemResult = "present"): ItemLine => ({
  item,
  result,
  repeats,
  id: "a",
  answer: undefined,
});

it.each<[string, ItemLine, number, string]>([
  ["is there already", line(0), 0, "theirs"],
  ["is of a resource that had items", line(20), 0, "theirs"],
  ["was repeated, of a resource that had none", line(10, 1), 0, "own"],
  ["was sent by an earlier start of k6", line(10), 1, "own"],
  ["is new, of a resource that had none", line(10), 0, "overwritten"],
  ["is a value that the list before the run lacked", line(1), 0, "overwritten"],
  ["was created", line(10, 0, "created"), 0, "theirs"],
])("an item that %s", (_, sent, file, expected) => {
  const isOwn = unrecordedRule(PLAN)(sent, file);
  const isUnexpected = unexpectedRule(PLAN)(sent, file);
  expect(isOwn ? "own" : isUnexpected ? "overwritten" : "theirs").toBe(expected);
});
