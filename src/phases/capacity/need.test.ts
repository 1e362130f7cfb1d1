import { describe, expect, it } from "vitest";
import { parseNeed } from "./need.ts";

describe("rates that a user names", () => {
  it("may be the load of a profile within a time", () => {
    const need = parseNeed("dev/1h");
    const faster = parseNeed("dev/30m");
    expect(need?.text).toMatch(/^[\d,]+ items in 1 h, \d/);
    expect(need?.perSecond).toBeGreaterThan(1);
    expect(faster?.perSecond).toBeCloseTo(2 * (need?.perSecond ?? 0), 6);
    expect(parseNeed("120/s")).toEqual({ perSecond: 120, text: "120/s" });
    expect(parseNeed("1200/s")?.text).toBe("1,200/s");
    expect(parseNeed("dev/never")).toBeUndefined();
    expect(() => parseNeed("nobody/4h")).toThrow('Unknown profile "nobody"');
  });
});
