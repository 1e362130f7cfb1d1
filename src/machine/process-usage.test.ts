import { expect, it } from "vitest";
import { parsePs, processUsage } from "./process-usage.ts";

it("measures this process", async () => {
  const before = await processUsage(process.pid);
  const begun = process.cpuUsage();
  // Until it has had so much of the CPU, however long that takes; the account of the kernel has steps of 10 ms.
  for (let used = 0; used < 150_000; ) {
    const { user, system } = process.cpuUsage(begun);
    used = user + system;
  }
  const after = await processUsage(process.pid);
  expect((after?.cpuSeconds ?? 0) - (before?.cpuSeconds ?? 0)).toBeGreaterThan(0.05);
  expect(after?.memoryBytes).toBeGreaterThan(10_000_000);
});

it("knows nothing of a process that is gone", async () => {
  expect(await processUsage(2 ** 30)).toBeUndefined();
});

it.each([
  ["  0:01.25  12345\n", 1.25],
  ["01:02:03 5", 3723],
  ["2-00:00:01 5", 172_801],
])("reads the times of ps: %j", (text, seconds) => {
  expect(parsePs(text)?.cpuSeconds).toBe(seconds);
});
