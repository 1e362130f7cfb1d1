import { expect, it } from "vitest";
import { targetGauges } from "./target-gauges.ts";

it("is the memory of each container and process of the target, and the size of its database", () => {
  const values = {
    "machine.cores": 2,
    "machine.memory": 8e9,
    "machine.container.memory:dms-4f46b51bce42": 3e8,
    "machine.container.memoryLimit:dms-4f46b51bce42": 1e9,
    "machine.container.memory:node": 2e8,
    "database.bytes": 5e9,
    "database.commits": 40,
  };
  expect([...targetGauges(values)]).toEqual([
    ["memory of dms-4f46b51bce42", 3e8],
    ["memory of node", 2e8],
    ["database size", 5e9],
  ]);
  expect(targetGauges({}).size).toBe(0);
});
