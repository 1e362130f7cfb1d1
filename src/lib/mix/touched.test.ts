import { expect, test } from "vitest";
import type { Cell, KnownItem } from "../contracts/readwrite-plan.ts";
import { changesOfMix, itemsForMix } from "./touched.ts";

const ITEMS: Record<string, KnownItem[]> = { students: [[0, "a"]], staffs: [[0, "b"]], sections: [[0, "c"]] };

function cell(kind: Cell["kind"], resource: string): Cell {
  return { kind, resource, upTo: 1 };
}

test("a plan holds the items of its mix, and no others", () => {
  expect(itemsForMix([cell("get", "students"), cell("update", "sections")], ITEMS)).toEqual({
    students: ITEMS.students,
    sections: ITEMS.sections,
  });
});

test("what is created needs its parents", () => {
  expect(Object.keys(itemsForMix([cell("create", "studentSectionAssociations")], ITEMS))).toEqual([
    "studentSectionAssociations",
    "studentSchoolAssociations",
    "students",
  ]);
  expect(Object.keys(itemsForMix([cell("get", "studentSectionAssociations")], ITEMS))).toEqual([
    "studentSectionAssociations",
  ]);
});

test("a plan says what its updates change", () => {
  const cells = [cell("update", "students"), cell("get", "sections"), cell("update", "calendars")];
  expect(changesOfMix(cells, {})).toEqual({ students: { property: "middleName", kind: "text" } });
});
