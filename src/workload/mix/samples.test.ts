import { describe, expect, it } from "vitest";
import { verdictOf } from "../../results/reason.ts";
import { OperationTally } from "./achieved.ts";
import { sampleReasons } from "./samples.ts";

const WANTED = { GET: 0.5, POST: 0.2, PUT: 0.2, DELETE: 0.1 };
const OPS = { GET: "read", POST: "create", PUT: "update", DELETE: "delete" } as const;

function did(counts: Partial<Record<keyof typeof OPS, number>>): OperationTally {
  const tally = new OperationTally();
  for (const [method, count] of Object.entries(counts)) {
    const op = OPS[method as keyof typeof OPS];
    tally.add({ op, outcome: "read", requests: count }, count);
  }
  return tally;
}

const texts = (tally: OperationTally, least = 10, wanted = WANTED) =>
  sampleReasons(tally, wanted, least).map(({ text }) => text);

describe("too few samples", () => {
  it("of a method that the mix asks for make a run inconclusive, with the counts", () => {
    const reasons = sampleReasons(did({ GET: 50, POST: 20, PUT: 9 }), WANTED, 10);
    expect(reasons.map(({ text }) => text)).toEqual([
      "too few samples: PUT 9, DELETE 0; at least 10 of each are required (--min-samples)",
    ]);
    expect(verdictOf(reasons)).toBe("inconclusive");
  });

  it("in all make it inconclusive, too: one operation, or one method alone", () => {
    const only = { GET: 1, POST: 0, PUT: 0, DELETE: 0 };
    expect(texts(did({ GET: 1 }), 10, only)).toHaveLength(2);
    expect(texts(did({ GET: 29 }), 10, only)).toEqual(["too few samples: 29 operations; at least 30 are required"]);
    expect(texts(did({ POST: 500 }))).toEqual([expect.stringContaining("GET 0, PUT 0, DELETE 0")]);
  });

  it("are none where the mix was done, or where any number will do", () => {
    expect(texts(did({ GET: 50, POST: 20, PUT: 20, DELETE: 10 }))).toEqual([]);
    expect(texts(did({ GET: 1 }), 0)).toEqual([]);
  });
});
