import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { DataClient, DataReply } from "./data-client.ts";
import { OUT_OF_TIME, TimedClient } from "./timed-client.ts";

const READ: DataReply = { outcome: "read", status: 200, text: "[]", header: () => undefined, repeats: 0 };
const slow: DataClient = {
  call: async () => {
    await new Promise((resolve) => setTimeout(resolve, 30));
    return READ;
  },
  close: () => {},
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("lets a call that is under way have its answer, and sends none after its time", async () => {
  const timed = new TimedClient(slow, 20);
  const first = timed.call("GET", "/ed-fi/students");
  expect(timed.isCut).toBe(false);
  await vi.advanceTimersByTimeAsync(30);
  expect(await first).toBe(READ);
  expect(await timed.call("GET", "/ed-fi/students")).toBe(OUT_OF_TIME);
  expect([timed.answers, timed.isCut, timed.leftMs]).toEqual([1, true, 0]);
});
