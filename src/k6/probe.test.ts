import { expect, it, vi } from "vitest";
import { k6 } from "../../test/k6-shim/process.ts";
import { startVu, UNDER_RUNNER, useFakeK6 } from "../../test/k6-shim/vu.ts";
import { PROBE_MARK } from "../lib/contracts/journal/engine-lines.ts";

useFakeK6();

it("writes a line each second, also after the clock of the machine was set back", async () => {
  const { measureDelay } = await startVu(() => import("./probe.ts"), UNDER_RUNNER);
  const startMs = Date.now();
  let sleeps = 0;
  measureDelay(() => {
    // After 2.5 s.
    if (++sleeps === 50) vi.setSystemTime(startMs - 3_600_000);
    return sleeps > 100;
  });
  const lines = k6.log.filter((line) => line.startsWith(PROBE_MARK)).map((line) => Number(line.split(" ")[1]));
  expect(lines.slice(0, 3).map((ms) => ms - startMs)).toEqual([0, 1000, 2000]);
  expect(lines.slice(3).map((ms) => Math.floor((ms - startMs + 3_600_000) / 1000))).toEqual([0, 1, 2, 2]);
});
