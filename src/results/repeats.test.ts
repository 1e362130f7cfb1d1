import { describe, expect, it } from "vitest";
import type { RepeatLine } from "../lib/contracts/journal/repeat-line.ts";
import { verdictOf } from "./reason.ts";
import { type Repeats, RepeatTally, repeatLines, repeatReasons, repeatWarnings } from "./repeats.ts";

const NO_WAITING = { heldMs: 0, tokenWaitMs: 0 };
const FAILED: RepeatLine = {
  resource: "students",
  operation: "create",
  status: 503,
  outcome: "unavailable",
  heldBack: false,
  bin: 400,
  body: '{"detail":"down for a moment"}',
};
const RESET: RepeatLine = { ...FAILED, status: 0, outcome: "cut-off", body: "connection reset by peer" };
const HELD: RepeatLine = { ...FAILED, status: 429, outcome: "throttled", heldBack: true };

function tally(lines: readonly (readonly [RepeatLine, number])[], requests: number, waiting = NO_WAITING): Repeats {
  const counted = new RepeatTally();
  for (const [line, count] of lines) for (let at = 0; at < count; at++) counted.add(line);
  return counted.result(requests, waiting);
}

describe("repeats", () => {
  it("are counted by status, outcome and operation, with the first message", () => {
    const later = { ...FAILED, body: "" };
    const { rows, ...counts } = tally(
      [
        [RESET, 41],
        [FAILED, 1],
        [later, 6100],
        [HELD, 7],
      ],
      15_000,
    );
    expect(counts).toEqual({ count: 6142, share: 6142 / 15_000, heldBack: 7, heldMs: 0, tokenWaitMs: 0 });
    expect(rows).toMatchObject([
      {
        resource: "students",
        operation: "create",
        status: 503,
        outcome: "unavailable",
        count: 6101,
        message: "down for a moment",
      },
      { status: 0, outcome: "cut-off", count: 41, message: "connection reset by peer" },
      { status: 429, outcome: "throttled", count: 7, heldBack: true },
    ]);
  });

  it("of a warm-up are not counted", () => {
    expect(tally([[{ ...FAILED, resource: "warm-up" }, 5]], 10)).toMatchObject({ count: 0, rows: [] });
  });

  it("fail a run above the limit, and only then", () => {
    const [broken] = repeatReasons(tally([[FAILED, 51]], 1000), 0.05);
    expect(broken?.text).toBe(
      "51 repeats (5.10 % of requests): 51 answers with status 503; at most 5.00 % are allowed (--max-repeats)",
    );
    expect(verdictOf(broken === undefined ? [] : [broken])).toBe("fail");
    expect(repeatReasons(tally([[FAILED, 50]], 1000), 0.05)).toEqual([]);
  });

  it("that the target asked for are no failure, however many", () => {
    expect(repeatReasons(tally([[HELD, 900]], 1000), 0.05)).toEqual([]);
  });

  it("are warned about above 1 % of the requests", () => {
    expect(repeatWarnings(tally([[FAILED, 10]], 1000), 1000)).toEqual([]);
    expect(repeatWarnings(tally([[FAILED, 11]], 1000), 1000)).toEqual([
      "11 repeats (1.10 % of requests): 11 answers with status 503",
    ]);
  });

  it("and waits are listed in the verdict block", () => {
    const repeats = tally(
      [
        [FAILED, 6101],
        [RESET, 41],
        [HELD, 355],
        [{ ...HELD, status: 401, outcome: "unauthorized" }, 3],
      ],
      15_000,
      {
        heldMs: 71_200,
        tokenWaitMs: 35_000,
      },
    );
    expect(repeatLines(repeats, 100_000)).toEqual([
      "repeats  6,142 (40.9 % of requests): 6,101 answers with status 503, 41 reset connections",
      'held     held back by the target for 71.2 % of the time: 355 answers with status 429, 3 answers with status 401 ("down for a moment")',
      "tokens   no token for 35 s: the identity provider failed, or was slow",
    ]);
    expect(repeatWarnings(repeats, 100_000)).toHaveLength(3);
  });

  it("are not mentioned if nothing was repeated", () => {
    expect(repeatLines(tally([], 100), 1000)).toEqual([]);
  });
});
