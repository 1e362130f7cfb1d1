import { expect, test } from "vitest";
import type { Cell } from "../contracts/readwrite-plan.ts";
import { compactMix } from "./compact-mix.ts";

test("each cell keeps its resource and its operation, and equal operations are there once", () => {
  const cells: Cell[] = [
    { kind: "get", resource: "students", upTo: 0.25 },
    { kind: "get", resource: "grades", upTo: 0.5 },
    { kind: "page", limits: [25], resource: "students", upTo: 0.75 },
    { kind: "page", limits: [100], resource: "students", upTo: 1 },
  ];
  const { upTo, resource, operation, operations } = compactMix(cells);
  expect(operations).toHaveLength(3);
  expect(
    upTo.map((end, at) => ({ ...operations[operation[at] as number], resource: resource[at], upTo: end })),
  ).toEqual(cells);
});
