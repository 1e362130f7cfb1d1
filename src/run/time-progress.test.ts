import { afterEach, expect, it, vi } from "vitest";
import { timeProgress } from "./time-progress.ts";

afterEach(() => void vi.useRealTimers());

it("goes on when the clock of the machine is set back", () => {
  vi.useFakeTimers();
  const progress = timeProgress(60_000);
  vi.advanceTimersByTime(20_000);
  vi.setSystemTime(Date.now() - 3_600_000);
  expect(progress()).toEqual({ done: 20_000, total: 60_000, unit: "ms" });
});
