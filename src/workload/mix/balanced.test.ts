import { expect, it } from "vitest";
import { balancedShares } from "./balanced.ts";
import type { Mix } from "./mix.ts";

const mix = (create: number, remove: number): Mix => ({
  resources: { "ed-fi/students": 1 },
  text: "a mix",
  thresholds: {},
  operations: [
    { kind: "get", weight: 40 },
    { kind: "query", weight: 10 },
    { kind: "create", weight: create },
    { kind: "delete", weight: remove },
  ],
});

it("deletes as much as it creates, with the same share of writes", () => {
  expect(balancedShares(mix(20, 10))).toEqual({ GET: 50, POST: 15, PUT: 0, DELETE: 15 });
  expect(balancedShares(mix(10, 10))).toEqual({ GET: 50, POST: 10, PUT: 0, DELETE: 10 });
});

it("is not to be had where nothing is deleted", () => {
  expect(balancedShares(mix(20, 0))).toBeUndefined();
});
