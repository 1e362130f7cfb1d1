import { expect, it } from "vitest";
import type { ReferenceKeyField } from "../api-model/types.ts";
import { digitsToSpare } from "./key-room.ts";

const field = (type: ReferenceKeyField["type"], limits: Partial<ReferenceKeyField> = {}): ReferenceKeyField => ({
  name: "x",
  type,
  targetPaths: [],
  ...limits,
});

it("is what the parts of the key have room for, less the items", () => {
  const spare = (...referenceKeys: ReferenceKeyField[]): number => digitsToSpare({ referenceKeys }, 100_000);
  expect(spare(field("string", { maxLength: 4 }))).toBe(-1);
  expect(spare(field("string", { maxLength: 4 }), field("descriptor"), field("integer", { maximum: 999 }))).toBe(3);
  expect(spare(field("string", { maxLength: 60 }))).toBe(spare(field("string")));
  expect(spare(field("boolean"))).toBeLessThan(spare(field("date")));
});
