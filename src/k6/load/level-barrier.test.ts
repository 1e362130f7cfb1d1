import { describe, expect, it } from "vitest";
import { k6 } from "../../../test/k6-shim/process.ts";
import { startVu, UNDER_RUNNER, useFakeK6 } from "../../../test/k6-shim/vu.ts";
import { writeLevel } from "../../lib/contracts/broker.ts";

useFakeK6();

const load = () => import("./level-barrier.ts");

describe("the barrier between two levels", () => {
  it("is requested once per VU and level, and lists missing items of lower levels", async () => {
    k6.broker = () => writeLevel(2, [[3, 2]]);
    const { enterLevel } = await startVu(load, UNDER_RUNNER);
    expect(enterLevel(1, 0, 10, 50)).toEqual([]);
    expect(await enterLevel(2, 0, 10, 50)).toEqual([[3, 2]]);
    expect(enterLevel(2, 1, 10, 50)).toEqual([]);
    expect(enterLevel(1, 7, 10, 50)).toEqual([]);
    expect(k6.asked).toEqual(["level-2"]);
    expect(k6.sleeps).toEqual([]);
  });

  it("is requested by a VU whose first item is not of the first level", async () => {
    k6.broker = () => writeLevel(4, []);
    const { enterLevel } = await startVu(load, UNDER_RUNNER);
    expect(await enterLevel(4, 0, 10, 0)).toEqual([]);
    expect(k6.asked).toEqual(["level-4"]);
  });

  it("is open if the broker does not respond", async () => {
    const { enterLevel } = await startVu(load, UNDER_RUNNER);
    expect(await enterLevel(2, 0, 10, 50)).toEqual([]);
  });

  it("is a short wait of the first items in a direct run, depending on request durations", async () => {
    const { enterLevel } = await startVu(load);
    enterLevel(1, 0, 10, 50);
    expect(k6.sleeps).toEqual([]);
    enterLevel(2, 9, 10, 50);
    expect(k6.sleeps).toEqual([120]);
    enterLevel(3, 10, 10, 50);
    expect(k6.sleeps).toEqual([120]);
    expect(k6.asked).toEqual([]);
  });
});
