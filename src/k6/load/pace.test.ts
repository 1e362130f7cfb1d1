import { describe, expect, it, vi } from "vitest";
import { k6, total } from "../../../test/k6-shim/process.ts";
import { startVu, useFakeK6 } from "../../../test/k6-shim/vu.ts";
import { LATE_ITEMS } from "../../lib/contracts/metrics.ts";

useFakeK6();

const load = () => import("./pace.ts");

describe("the open model", () => {
  it("starts items at their rate, regardless of the VU", async () => {
    const vus = [await startVu(load), await startVu(load)];
    for (let position = 0; position < 40; position++) {
      vus[position % 2]?.awaitTurn(position, 50);
      expect(Date.now() - k6.startedMs).toBe(position * 20);
    }
    expect(total(LATE_ITEMS)).toBe(0);
  });

  it("does not wait for items that are due, and counts those that are late by more than timer resolution", async () => {
    const { awaitTurn } = await startVu(load);
    vi.setSystemTime(k6.startedMs + 1250);
    awaitTurn(50, 50);
    expect(total(LATE_ITEMS)).toBe(0);
    vi.setSystemTime(k6.startedMs + 1251);
    awaitTurn(50, 50);
    expect(total(LATE_ITEMS)).toBe(1);
    expect(k6.sleeps).toEqual([]);
  });
});
