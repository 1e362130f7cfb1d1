import { describe, expect, it } from "vitest";
import { verdictOf } from "../../results/reason.ts";
import { type LoadFacts, loadReasons } from "./load-reasons.ts";

const CLEAN: LoadFacts = {
  end: { exitCode: 0, why: "" },
  thresholds: [],
  planned: 10,
  created: 7,
  present: 3,
  failed: 0,
  blocked: 0,
  causes: [],
  rate: [],
  verification: { ok: true, differences: [], unread: [] },
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
const verdict = (facts: LoadFacts): string => verdictOf(loadReasons(facts));

describe("loadReasons", () => {
  it("has none when everything planned is there", () => {
    expect(loadReasons(CLEAN)).toEqual([]);
    expect(verdict(CLEAN)).toBe("pass");
  });

  it("names what is missing, why, and what to do", () => {
    const end = { exitCode: 99, why: "" };
    const reasons = loadReasons({ ...CLEAN, end, created: 0, failed: 1, blocked: 2, causes: [cause] });
    expect(verdictOf(reasons)).toBe("fail");
    expect(reasons[0]).toEqual({
      code: "incomplete",
      text:
        "incomplete: 7 of 10 items are missing (1 failed, 2 were not sent because something they refer to is " +
        "missing, 4 were not reached); --resume continues",
      facts: { planned: 10, missing: 7, failed: 1, blocked: 2 },
    });
    expect(reasons[1]?.text).toContain("schools: 400 rejected");
  });

  it("fails on a crossed threshold or a target that holds something else, though complete", () => {
    const thresholds = [{ metric: "http_req_duration", rule: "p(95)<3000", ok: false }];
    expect(verdict({ ...CLEAN, thresholds })).toBe("fail");
    expect(
      verdict({
        ...CLEAN,
        verification: { ok: false, differences: [{ code: "verification", text: "students: 1" }], unread: [] },
      }),
    ).toBe("fail");
  });

  it("does not say of items without an answer that the target does not hold them", () => {
    const verification = {
      ok: false,
      differences: [],
      unread: ["1 of 8 items could not be read: students: timed out"],
    };
    expect(loadReasons({ ...CLEAN, verification }).map(({ text }) => text)).toEqual([
      "not verified: 1 of 8 items could not be read: students: timed out",
    ]);
  });

  it("is aborted when the script or the REST API ended k6", () => {
    expect(verdict({ ...CLEAN, end: { exitCode: 108, why: "" }, created: 0 })).toBe("aborted");
  });
});
