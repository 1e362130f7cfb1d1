import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { DataClient } from "../../target/data-client.ts";
import { endStep } from "./end-step.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("tells every ten seconds how far it is, and ends in its time", async () => {
  const reply = { outcome: "read", status: 200, text: "", header: () => undefined, repeats: 0 } as const;
  const call = (): Promise<typeof reply> => new Promise((done) => void setTimeout(() => done(reply), 1500));
  const client: DataClient = { call, close: () => {} };
  const lines: string[] = [];
  const step = { name: "cleanup", client, mostMs: 25_000, log: (line: string) => void lines.push(line) };
  const ended = endStep(step, async (timed) => {
    while (!timed.isCut) await timed.call("DELETE", "/ed-fi/students/1");
    return timed.answers;
  });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await ended).toBe(17);
  expect(lines).toEqual([
    "cleanup   6 answers in 10 s, ends within 15 s",
    "cleanup   13 answers in 20 s, ends within 5 s",
  ]);
});
