import { describe, expect, it } from "vitest";
import { ofMix, parseNeed } from "./need.ts";

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

it("says of a load how little of it a mix is that does more than create", () => {
  const load = { perSecond: 7.29, text: "105,000 items in 4 h, 7.29/s", isOfCreates: true } as const;
  expect(ofMix(load, 0.2).text).toBe("105,000 items in 4 h, 7.29/s (the mix has 20 % creates)");
  expect(ofMix(load, 1)).toBe(load);
  const rate = { perSecond: 120, text: "120/s" };
  expect(ofMix(rate, 0.2)).toBe(rate);
});
