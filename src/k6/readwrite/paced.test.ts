import { describe, expect, it, vi } from "vitest";
import { k6 } from "../../../test/k6-shim/process.ts";
import { startVu, UNDER_RUNNER, useFakeK6 } from "../../../test/k6-shim/vu.ts";
import { writeGate } from "../../lib/contracts/broker.ts";
import { END, MISSED, type Schedule, withStep, withUsers } from "../../lib/pace/schedule.ts";

useFakeK6();

const load = () => startVu(() => import("./paced.ts"), UNDER_RUNNER);

/** The runner's schedule; a function of time, since the runner appends steps. */
function follow(schedule: () => Schedule): void {
  k6.broker = (key) => writeGate(Number(key.slice("gate-".length)), 0, schedule());
}

describe("a steered VU", () => {
  it("starts operations at the rate of each step", async () => {
    const startMs = Date.now() + 500;
    const schedule = withStep(withStep([], startMs, 10), startMs + 2000, 100);
    follow(() => schedule);
    const { awaitDue } = await load();
    for (let operation = 0; operation < 60; operation++) {
      expect(await awaitDue(operation)).toBe(0);
      const due = operation < 20 ? operation * 100 : 2000 + (operation - 20) * 10;
      expect(Date.now() - startMs).toBe(due);
    }
    expect(Math.max(...k6.sleeps)).toBeLessThanOrEqual(250);
  });

  it("waits for a schedule, and notices a new step while it sleeps", async () => {
    const startMs = Date.now();
    const paused = withStep(withStep([], startMs, 1), startMs + 1000, 0);
    follow(() => {
      const ms = Date.now() - startMs;
      if (ms < 3000) return [];
      return ms < 8000 ? paused : withStep(paused, startMs + 9500, 4);
    });
    const { awaitDue } = await load();
    expect(await awaitDue(1)).toBe(0);
    expect(Date.now() - startMs).toBe(9500);
  });

  it("returns by how much an operation starts late", async () => {
    const startMs = Date.now();
    follow(() => withStep([], startMs, 10));
    const { awaitDue } = await load();
    vi.setSystemTime(startMs + 2000);
    expect(await awaitDue(3)).toBe(1700);
    expect(k6.sleeps).toEqual([]);
  });

  it("misses operations of an older step that did not start before its end", async () => {
    const startMs = Date.now();
    follow(() => withStep(withStep([], startMs, 10), startMs + 1000, 5));
    const { awaitDue } = await load();
    vi.setSystemTime(startMs + 1500);
    expect(await awaitDue(9)).toBe(MISSED);
    expect(await awaitDue(10)).toBe(500);
    expect(k6.sleeps).toEqual([]);
  });

  it("by users, starts at once if its number is among them, and otherwise waits", async () => {
    const startMs = Date.now();
    follow(() => withUsers(withUsers([], startMs + 1000, 1), startMs + 5000, 3));
    const [first, third] = [await load(), await load()];
    expect(await first.awaitDue(0)).toBe(0);
    expect(Date.now() - startMs).toBe(1000);
    expect(await first.awaitDue(7)).toBe(0);
    expect(Date.now() - startMs).toBe(1000);
    expect(await third.awaitDue(2)).toBe(0);
    expect(Date.now() - startMs).toBe(5000);
    expect(await third.awaitDue(8)).toBe(0);
    expect(Math.max(...k6.sleeps)).toBeLessThanOrEqual(250);
  });

  it("starts nothing after the end", async () => {
    const startMs = Date.now();
    follow(() => withStep(withStep([], startMs, 10), startMs + 1000, END));
    const { awaitDue } = await load();
    vi.setSystemTime(startMs + 1000);
    expect(await awaitDue(50)).toBe(MISSED);
    expect(k6.sleeps).toEqual([]);
  });
});
