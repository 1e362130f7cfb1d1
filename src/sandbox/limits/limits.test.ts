import { describe, expect, it } from "vitest";
import { createCircuitBreaker } from "./circuit-breaker.ts";
import { createRateLimiter, parseRateLimit } from "./rate-limit.ts";

describe("rate limiter", () => {
  it("refuses above the permits of a window and says when the window ends", () => {
    const limiter = createRateLimiter({ permits: 2, windowMs: 10_000 });
    expect(limiter.take("a", 0)).toBeUndefined();
    expect(limiter.take("a", 1)).toBeUndefined();
    expect(limiter.take("a", 2500)).toBe(8);
    expect(limiter.take("b", 2500)).toBeUndefined();
    expect(limiter.take("a", 10_000)).toBeUndefined();
  });

  it.each([
    ["20000/10s", { permits: 20_000, windowMs: 10_000 }],
    ["5/500ms", { permits: 5, windowMs: 500 }],
    ["off", { permits: 0, windowMs: 1000 }],
    ["ten", undefined],
    ["10/0s", undefined],
  ])("reads %s", (text, expected) => {
    expect(parseRateLimit(text)).toEqual(expected);
  });
});

describe("circuit breaker", () => {
  it("opens above 10 % failures of at least 20 calls, and closes after a good try", () => {
    const breaker = createCircuitBreaker();
    for (let i = 0; i < 18; i++) breaker.record(false, i);
    breaker.record(true, 18);
    breaker.record(true, 19);
    expect(breaker.refusal(20)).toBeUndefined();
    breaker.record(true, 20);
    expect(breaker.refusal(21)).toBe(30);
    expect(breaker.refusal(30_021)).toBeUndefined();
    expect(breaker.refusal(30_022)).toBe(30);
    breaker.record(false, 30_023);
    expect(breaker.refusal(30_024)).toBeUndefined();
  });

  it("stays closed for few calls", () => {
    const breaker = createCircuitBreaker();
    for (let i = 0; i < 19; i++) breaker.record(true, i);
    expect(breaker.refusal(20)).toBeUndefined();
  });

  it("forgets what is older than two minutes", () => {
    const breaker = createCircuitBreaker();
    for (let i = 0; i < 19; i++) breaker.record(true, i);
    breaker.record(true, 121_000);
    expect(breaker.refusal(121_001)).toBeUndefined();
  });
});
