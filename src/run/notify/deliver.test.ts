import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { testNotice } from "../../results/notify/notice.ts";
import type { Channel, TryResult } from "./channel.ts";
import { deliver } from "./deliver.ts";

const DELIVERY = { notice: testNotice("dev"), attachments: [] };
const LIMITS = { budgetMs: 30_000, tries: 3, firstWaitMs: 10 };

function channel(name: string, ...results: (TryResult | "hang" | "throw")[]): Channel & { tries: number } {
  return {
    name,
    tries: 0,
    async send() {
      const result = results[this.tries++] ?? { kind: "sent" };
      if (result === "throw") throw new TypeError("a fault");
      if (result === "hang") await sleep(5_000, undefined, { ref: false });
      return result === "hang" ? { kind: "sent" } : result;
    },
  };
}

describe("deliver", () => {
  it("tries again after a failure that may pass", async () => {
    const one = channel("one", { kind: "retry", reason: "busy" }, { kind: "retry", reason: "busy", retryAfterMs: 30 });
    expect(await deliver([one], DELIVERY, LIMITS)).toEqual([{ channel: "one", ok: true, detail: "" }]);
    expect(one.tries).toBe(3);
  });

  it("gives up after its tries, at once on a final refusal, and waits no longer than it may", async () => {
    const busy = { kind: "retry", reason: "busy" } as const;
    const worn = channel("worn", busy, busy, busy, busy);
    const refused = channel("refused", { kind: "failed", reason: "no" });
    const patient = channel("patient", { ...busy, retryAfterMs: 60_000 });
    const results = await deliver([worn, refused, patient], DELIVERY, LIMITS);
    expect(results.map(({ ok, detail }) => [ok, detail])).toEqual([
      [false, "busy (3 tries)"],
      [false, "no"],
      [false, "busy; it asked to wait 60 s, which is too long"],
    ]);
    expect([worn.tries, refused.tries, patient.tries]).toEqual([3, 1, 1]);
  });

  it("leaves a channel behind that hangs or throws, and the others with it in time", async () => {
    const begun = performance.now();
    const results = await deliver([channel("hung", "hang"), channel("broken", "throw"), channel("good")], DELIVERY, {
      ...LIMITS,
      budgetMs: 400,
    });
    expect(performance.now() - begun).toBeLessThan(4_000);
    expect(results.map(({ ok }) => ok)).toEqual([false, false, true]);
    expect(results[0]?.detail).toBe("no response in time");
  });
});
