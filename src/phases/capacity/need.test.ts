import { describe, expect, it } from "vitest";
import { parseNeed, parseRate } from "./need.ts";

describe("rates that a user names", () => {
  it.each([
    ["40/s", 40],
    ["90/m", 1.5],
    ["1800/h", 0.5],
    ["0/s", undefined],
    ["40", undefined],
    ["40/d", undefined],
    ["", undefined],
  ])("reads %j", (text, perSecond) => {
    expect(parseRate(text)).toBe(perSecond);
  });

  it("may be the load of a profile within a time", () => {
    const need = parseNeed("dev/1h");
    const faster = parseNeed("dev/30m");
    expect(need?.text).toMatch(/^\d+ items in 1h, \d/);
    expect(need?.perSecond).toBeGreaterThan(1);
    expect(faster?.perSecond).toBeCloseTo(2 * (need?.perSecond ?? 0), 6);
    expect(parseNeed("120/s")).toEqual({ perSecond: 120, text: "120/s" });
    expect(parseNeed("dev/never")).toBeUndefined();
    expect(() => parseNeed("nobody/4h")).toThrow('Unknown profile "nobody"');
  });
});
