import { expect, it } from "vitest";
import { binOf } from "../../lib/measure/latency-bins.ts";
import { soakHeadline } from "./soak-lines.ts";
import { SoakMeter } from "./soak-meter.ts";
import { soakResult } from "./soak-result.ts";

const ASKED = { perSecond: 20, durationMs: 60_000, grows: false };
const REST = { starts: 1 };

function after(operations: number): SoakMeter {
  const meter = new SoakMeter(1000);
  for (let n = 0; n < operations; n++) meter.add({ op: "read", bin: binOf(10), isDone: true });
  return meter;
}

it("tells a whole soak", () => {
  const found = soakResult({ ...ASKED, asked: 1200, askedMs: 60_000, meter: after(1190) });
  expect(found).toMatchObject({ perSecond: 20, seconds: 60, asked: 1200, done: 1190, failed: 0 });
  expect(found).not.toHaveProperty("partial");
});

it("tells the part of a soak that was stopped, with what became due after the last line of the clock", () => {
  const found = soakResult({ ...ASKED, asked: 600, askedMs: 30_000, meter: after(610) });
  expect(found).toMatchObject({ seconds: 30.5, asked: 610, done: 610, partial: true });
  expect(soakHeadline({ ...(found as NonNullable<typeof found>), ...REST })).toBe(
    "did 20.0/s of the 20.0/s asked for over 31 s until the run was stopped",
  );
});

it("tells nothing of a soak that was stopped before its first operation", () => {
  expect(soakResult({ ...ASKED, asked: 0, askedMs: 0, meter: after(0) })).toBeUndefined();
});
