import { describe, expect, it } from "vitest";
import { type MeasuredPart, windowOf } from "./window.ts";

const START = 1_700_000_000_000;
const part = (changes: Partial<MeasuredPart>): MeasuredPart => ({
  startMs: START,
  lastMs: START + 10_000,
  plannedMs: 10_000,
  ranToEnd: true,
  ...changes,
});

describe("the measured window", () => {
  it("is what was planned, however late the last answer comes", () => {
    expect(windowOf([part({ lastMs: START + 30_000 })])).toEqual({ windowMs: 10_000, overrunMs: 20_000 });
    expect(windowOf([part({ lastMs: START + 9_950 })])).toEqual({ windowMs: 10_000, overrunMs: 0 });
  });

  it("ends with the last answer where the run ended early", () => {
    const killed = part({ lastMs: START + 4_000, ranToEnd: false });
    expect(windowOf([killed])).toEqual({ windowMs: 4_000, overrunMs: 0 });
    expect(windowOf([{ ...killed, lastMs: START + 12_000 }])).toEqual({ windowMs: 10_000, overrunMs: 2_000 });
  });

  it("ends with the last item of a load, and leaves out the time between two starts of k6", () => {
    const first = part({ plannedMs: undefined, lastMs: START + 5_000 });
    const second = { ...first, startMs: START + 60_000, lastMs: START + 67_000 };
    expect(windowOf([first, second])).toEqual({ windowMs: 12_000, overrunMs: 0 });
  });

  it("is not known where nobody says when it began", () => {
    expect(windowOf([])).toBeUndefined();
    expect(windowOf([part({ startMs: undefined })])).toBeUndefined();
  });
});
