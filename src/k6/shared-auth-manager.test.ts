import { describe, expect, it, vi } from "vitest";
import { k6 } from "../../test/k6-shim/process.ts";
import { startVu, UNDER_RUNNER, useFakeK6 } from "../../test/k6-shim/vu.ts";
import { type BrokerKey, readBrokerKey, writeRenewal } from "../lib/contracts/broker.ts";
import type { SharedAuthManager } from "./shared-auth-manager.ts";

useFakeK6();

const load = () => import("./shared-auth-manager.ts");
const LIFETIME_S = 1800;

/** Two keys a generation, as the runner's broker answers them. */
function answerAsBroker(renewAfterMs: number): void {
  k6.broker = (key) => {
    const { signal, value } = readBrokerKey(key) as BrokerKey;
    return signal === "renew" ? writeRenewal(Date.now() + renewAfterMs) : `secret-${value}`;
  };
}

async function brokerVu(): Promise<SharedAuthManager> {
  const { brokerSource, SharedAuthManager } = await startVu(load, UNDER_RUNNER);
  return new SharedAuthManager(brokerSource);
}

const wait = (ms: number) => vi.setSystemTime(Date.now() + ms);

describe("under the runner", () => {
  it("requests the token from the broker once for all VUs", async () => {
    answerAsBroker(60_000);
    for (let vu = 1; vu <= 3; vu++) {
      const auth = await brokerVu();
      expect(auth.header).toBe("");
      await auth.ready(Date.now());
      expect(auth.header).toBe("Bearer secret-0");
      expect(auth.ready(Date.now())).toBe("Bearer secret-0");
    }
    expect(k6.asked.filter((key) => key.startsWith("token"))).toHaveLength(1);
  });

  it("fetches the next generation when the token is due, not before", async () => {
    answerAsBroker(60_000);
    const auth = await brokerVu();
    await auth.ready(Date.now());
    wait(59_999);
    expect(auth.ready(Date.now())).toBe("Bearer secret-0");
    wait(1);
    await auth.ready(Date.now());
    expect(auth.header).toBe("Bearer secret-1");
  });

  it("skips outdated generations if a VU starts late", async () => {
    answerAsBroker(60_000);
    for (let generation = 0; generation < 4; generation++) {
      const auth = await brokerVu();
      await auth.ready(Date.now());
      expect(auth.header).toBe(`Bearer secret-${generation}`);
      wait(60_000);
    }
  });

  it("rejects with the broker's reason when there is no token", async () => {
    k6.broker = () => {
      throw new Error("no token any more");
    };
    const auth = await brokerVu();
    await expect(auth.ready(Date.now())).rejects.toThrow("no token any more");
  });
});

describe("after a refusal", () => {
  it("continues with the first different token", async () => {
    const { SharedAuthManager } = await startVu(load);
    const tokens = ["a", "a", "a", "b"];
    const auth = new SharedAuthManager({
      fetch: (generation) => ({ token: tokens[generation] ?? "", renewAtMs: Number.POSITIVE_INFINITY }),
    });
    auth.ready(Date.now());
    expect(auth.refused()).toBe(true);
    expect(auth.header).toBe("Bearer b");
  });

  it("gives up after a bounded number of tries", async () => {
    const { SharedAuthManager } = await startVu(load);
    let fetched = 0;
    const auth = new SharedAuthManager({
      fetch: () => {
        fetched++;
        return { token: "a", renewAtMs: Number.POSITIVE_INFINITY };
      },
    });
    auth.ready(Date.now());
    expect(auth.refused()).toBe(false);
    expect(fetched).toBeLessThan(100);
  });
});

describe("in a direct run", () => {
  /** Seconds from the start to each VU's first request, and the tokens that it had. */
  async function directVu(vu: number): Promise<{ auth: SharedAuthManager; requested: number[] }> {
    k6.vu = vu;
    const { directSource, SharedAuthManager } = await startVu(load);
    const issuedAtMs = Date.now();
    const requested: number[] = [];
    const source = directSource({ token: "first", issuedAtMs, lifetimeSeconds: LIFETIME_S }, () => {
      requested.push((Date.now() - issuedAtMs) / 1000);
      return { value: `own-${vu}`, issuedAtMs: Date.now(), lifetimeSeconds: LIFETIME_S };
    });
    return { auth: new SharedAuthManager(source), requested };
  }

  it("every VU starts with the token of setup() and renews it near its end, spread over time", async () => {
    const renewed = new Set<number>();
    for (let vu = 1; vu <= 5; vu++) {
      const { auth, requested } = await directVu(vu);
      for (let second = 0; second < LIFETIME_S; second += 10) {
        const header = auth.ready(Date.now());
        expect(header).toBe(requested.length === 0 ? "Bearer first" : `Bearer own-${vu}`);
        expect(auth.header).toBe(header);
        wait(10_000);
      }
      expect(requested).toHaveLength(1);
      const [second = 0] = requested;
      expect(second).toBeGreaterThanOrEqual(LIFETIME_S - 120);
      expect(second).toBeLessThanOrEqual(LIFETIME_S - 50);
      renewed.add(second);
    }
    expect(renewed.size).toBeGreaterThanOrEqual(4);
  });

  it("a rejected token is replaced by one of the VU's own", async () => {
    const { auth, requested } = await directVu(1);
    auth.ready(Date.now());
    expect(auth.refused()).toBe(true);
    expect(auth.header).toBe("Bearer own-1");
    expect(requested).toEqual([0]);
  });
});
