import { expect, it } from "vitest";
import type { OperationLine } from "../../lib/contracts/journal/operation-line.ts";
import { LastUpdates } from "./last-updates.ts";

/** Numbers of the iterations that may have written an item last. */
function lastOf(instances: number, iterations: readonly number[]): number[] {
  const updates = new LastUpdates<{ iteration: number; warmingUp: boolean }>(2, instances);
  let highest = -1;
  for (const iteration of iterations) {
    highest = Math.max(highest, iteration);
    const line = { resource: "schools", op: "update", outcome: "updated", bin: 1, requests: 1, id: "a" } as const;
    const whole: OperationLine = { ...line, warmingUp: false, iteration };
    updates.take(whole, highest, () => ({ iteration, warmingUp: false }));
  }
  return updates.certain().flatMap(({ last }) => last.map(({ iteration }) => iteration));
}

it("knows that an iteration far above the others began after their answers", () => {
  expect(lastOf(1, [0, 1, 9])).toEqual([9]);
  expect(lastOf(1, [0, 1, 3])).toEqual([1, 3]);
});

it("takes numbers of two instances for no order", () => {
  expect(lastOf(2, [0, 1, 9])).toEqual([0, 9]);
  expect(lastOf(2, [0, 1, 9, 20])).toEqual([9, 20]);
});
