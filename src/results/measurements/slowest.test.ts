import fc from "fast-check";
import { expect, it } from "vitest";
import { SlowestOperations } from "./slowest.ts";

const operation = (bin: number, second: number) =>
  ({ second, endedMs: 1000 * second, resource: "students", op: "read", bin, outcome: "read" }) as const;

it("keeps the twenty slowest, the slowest first, and of equals the first", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(30), { maxLength: 200 }), (bins) => {
      const slowest = new SlowestOperations();
      for (const [second, bin] of bins.entries()) if (slowest.takes(bin)) slowest.add(operation(bin, second));
      const all = bins.map((bin, second) => operation(bin, second));
      expect(slowest.rows).toEqual(all.sort((a, b) => b.bin - a.bin || a.second - b.second).slice(0, 20));
    }),
  );
});
