import { describe, expect, it } from "vitest";
import { type LoadFacts, loadVerdict } from "./load-verdict.ts";

const CLEAN: LoadFacts = {
  engineExit: 0,
  planned: 10,
  created: 7,
  present: 3,
  failed: 0,
  blocked: 0,
  causes: [],
  brokenThresholds: [],
  verification: { ok: true, differences: [] },
};
const cause = {
  resource: "schools",
  operation: "create",
  outcome: "rejected",
  status: 400,
  message: "No.",
  recorded: 1,
  firstItem: 1,
  firstKey: "{}",
};

describe("loadVerdict", () => {
  it("passes when everything planned is there", () => {
    expect(loadVerdict(CLEAN)).toEqual({ verdict: "pass", reasons: [], complete: true });
  });

  it("says what is missing, why, and what to do", () => {
    const { verdict, reasons, complete } = loadVerdict({
      ...CLEAN,
      engineExit: 99,
      created: 0,
      failed: 1,
      blocked: 2,
      causes: [cause],
    });
    expect([verdict, complete]).toEqual(["fail", false]);
    expect(reasons[0]).toBe(
      "incomplete: 7 of 10 items are missing (1 failed, 2 were not sent because something they need is missing, 4 were not reached); --resume continues",
    );
    expect(reasons[1]).toContain("schools: 400 rejected");
  });

  it("fails on a broken threshold or a target that holds something else, though complete", () => {
    expect(loadVerdict({ ...CLEAN, brokenThresholds: ["too slow"] })).toMatchObject({
      verdict: "fail",
      complete: true,
    });
    expect(loadVerdict({ ...CLEAN, verification: { ok: false, differences: ["students: 1"] } }).verdict).toBe("fail");
  });

  it("tells an aborted run from a failed one", () => {
    expect(loadVerdict({ ...CLEAN, engineExit: 108, created: 0 }).verdict).toBe("aborted");
  });
});
