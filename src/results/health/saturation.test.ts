import { describe, expect, it } from "vitest";
import { type OpenModelFacts, saturationReasons, vusFor } from "./saturation.ts";

const REACHED: OpenModelFacts = {
  askedPerSecond: 150,
  donePerSecond: 150,
  peakPerSecond: 150,
  asked: 1500,
  dropped: 0,
  vus: 60,
  addedVus: 0,
  operationMs: 12,
  unloadedMs: 8,
  pauses: 0,
};

describe("saturationReasons", () => {
  it("has none when no iteration was dropped", () => {
    expect(saturationReasons(REACHED)).toEqual([]);
    expect(saturationReasons({ ...REACHED, operationMs: 5000 })).toEqual([]);
  });

  it("forgives one dropped iteration in a hundred, but not more", () => {
    expect(saturationReasons({ ...REACHED, dropped: 15 })).toEqual([]);
    expect(saturationReasons({ ...REACHED, dropped: 16 })).toHaveLength(1);
  });

  it("forgives one dropped iteration for each VU that was added while running", () => {
    expect(saturationReasons({ ...REACHED, dropped: 40, addedVus: 40 })).toEqual([]);
    expect(saturationReasons({ ...REACHED, dropped: 41, addedVus: 40 })).toHaveLength(1);
  });

  it("blames the target when the VUs were enough for the unloaded one", () => {
    const [found] = saturationReasons({ ...REACHED, dropped: 300, donePerSecond: 121.4, operationMs: 406 });
    expect(found).toMatchObject({
      code: "target-saturated",
      text: "the target did 121/s of the 150/s requested; an operation took 406 ms, unloaded 8 ms",
      facts: { dropped: 300, vus: 60 },
    });
  });

  it("blames the target also with few VUs, where operations take three times as long as unloaded", () => {
    const few = { ...REACHED, vus: 1, dropped: 300, donePerSecond: 60 };
    expect(saturationReasons({ ...few, operationMs: 24 })[0]?.code).toBe("target-saturated");
    expect(saturationReasons({ ...few, operationMs: 23 })[0]?.code).toBe("too-few-vus");
  });

  it("says how many VUs are needed", () => {
    const slow = { ...REACHED, vus: 5, dropped: 300, donePerSecond: 10, operationMs: 510, unloadedMs: 500 };
    expect(saturationReasons(slow)[0]?.text).toBe(
      "5 VUs were too few for 150/s: an operation took 510 ms; use --vus 765",
    );
  });

  it("names the pauses that the target asked for", () => {
    const limited = { ...REACHED, dropped: 300, operationMs: 300, pauses: 4 };
    expect(saturationReasons(limited)[0]?.text).toContain("asked for 4 pauses");
    expect(saturationReasons({ ...limited, vus: 1, operationMs: 9 })[0]?.code).toBe("target-saturated");
  });
});

it("allocates VUs with room for a ten-fold latency", () => {
  expect(vusFor(150, 40)).toBe(60);
  expect(vusFor(150, 8)).toBe(38);
  expect(vusFor(0.1, 1)).toBe(10);
});
