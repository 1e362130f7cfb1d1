import { describe, expect, it, vi } from "vitest";
import { k6 } from "../../test/k6-shim/process.ts";
import { startVu, UNDER_RUNNER, useFakeK6 } from "../../test/k6-shim/vu.ts";
import { gateMs, writeGate } from "../lib/contracts/broker.ts";

useFakeK6();

const load = () => import("./gate.ts");

describe("the gate", () => {
  it("sends one request per second for all VUs", async () => {
    k6.broker = (key) => writeGate(Number(key.slice("gate-".length)), 0);
    const { waitAtGate: first } = await startVu(load, UNDER_RUNNER);
    const { waitAtGate: second } = await startVu(load, UNDER_RUNNER);
    for (let ms = 0; ms < 3000; ms += 100) {
      await first();
      expect(first()).toBeUndefined();
      await second();
      vi.setSystemTime(Date.now() + 100);
    }
    expect(k6.asked).toHaveLength(3);
    expect(new Set(k6.asked).size).toBe(3);
    expect(k6.sleeps).toEqual([]);
  });

  it("is requested by one VU after the other, so that the first answer is cached for the others", async () => {
    k6.broker = (key) => writeGate(Number(key.slice("gate-".length)), 0);
    const startMs = Date.now();
    const asked: number[][] = [];
    for (k6.vu = 1; k6.vu <= 20; k6.vu++) {
      vi.setSystemTime(startMs);
      const { waitAtGate } = await startVu(load, UNDER_RUNNER);
      const own: number[] = [];
      for (let ms = 0; ms < 2000; ms++) {
        vi.setSystemTime(startMs + ms);
        const answer = waitAtGate();
        if (answer !== undefined) own.push(ms);
        await answer;
      }
      asked.push(own);
    }
    const firsts = asked.map(([first = -1]) => first).sort((a, b) => a - b);
    expect(new Set(firsts).size).toBe(20);
    expect(firsts[0]).toBe(0);
    expect(firsts.at(-1)).toBeLessThan(gateMs(1) - 1000);
    for (const [first = 0, ...more] of asked) expect(more).toEqual([1000 + first]);
    expect(k6.asked).toHaveLength(2);
  });

  it("holds every VU until the end of the pause", async () => {
    const until = Date.now() + 2500;
    k6.broker = () => writeGate(0, until);
    for (let vu = 1; vu <= 2; vu++) {
      vi.setSystemTime(until - 2500);
      const { waitAtGate } = await startVu(load, UNDER_RUNNER);
      await waitAtGate();
      expect(Date.now()).toBe(until);
    }
  });

  it.each(["until-0", "until-", "nonsense"])("lets through at %j", async (answer) => {
    k6.broker = () => answer;
    const { waitAtGate } = await startVu(load, UNDER_RUNNER);
    await waitAtGate();
    expect(k6.sleeps).toEqual([]);
  });

  it("lets VUs through if the broker does not respond", async () => {
    const { waitAtGate } = await startVu(load, UNDER_RUNNER);
    await expect(waitAtGate()).resolves.toBeUndefined();
  });
});
