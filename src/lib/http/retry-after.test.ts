import { describe, expect, it } from "vitest";
import { askedWaitMs } from "./retry-after.ts";

const NOW = Date.parse("2026-01-01T00:00:00Z");

function wait(headers: Readonly<Record<string, string | undefined>>, status = 429): number | undefined {
  return askedWaitMs(status, headers, NOW);
}

describe("askedWaitMs", () => {
  it.each([
    ["2", 2000],
    ["0", 0],
    ["1.5", 1500],
    ["Thu, 01 Jan 2026 00:00:10 GMT", 10_000],
    ["Wed, 31 Dec 2025 00:00:00 GMT", 0],
    ["999999", 999_999_000],
    ["2, 2", 2000],
  ])("%s is %d ms", (header, ms) => {
    expect(wait({ "Retry-After": header })).toBe(ms);
    expect(wait({ "Retry-After": header }, 503)).toBe(ms);
  });

  it("reads a date by the clock of the server that wrote it", () => {
    const date = "Thu, 01 Jan 2026 00:10:00 GMT";
    expect(wait({ "Retry-After": "Thu, 01 Jan 2026 00:10:03 GMT", Date: date })).toBe(3000);
    expect(wait({ "Retry-After": "Thu, 01 Jan 2026 00:00:03 GMT", Date: "nonsense" })).toBe(3000);
    expect(wait({ "X-Ratelimit-Reset": String(NOW / 1000 + 603), Date: date })).toBe(3000);
  });

  it.each([
    ["1500", "2", 1500],
    ["30000", "30", 30_000],
    ["3000", String(NOW / 1000 + 3), 3000],
    ["2", "2", 2000],
    ["30", "60", 30_000],
    ["3", "soon", 3000],
  ])("%s is in milliseconds where the server's reset, %s, says so", (header, reset, ms) =>
    expect(wait({ "Retry-After": header, "X-Ratelimit-Reset": reset })).toBe(ms),
  );

  it.each([undefined, "", "soon"])("%s is nothing", (header) =>
    expect(wait({ "Retry-After": header })).toBeUndefined(),
  );

  it.each([
    [{ "X-Ratelimit-Reset": "30" }, 30_000],
    [{ "X-Ratelimit-Reset": String(NOW / 1000 + 3600) }, 3_600_000],
    [{ "X-Ratelimit-Reset": String(NOW / 1000 - 5) }, 0],
    [{ "Ratelimit-Reset": "7" }, 7000],
    [{ Ratelimit: "limit=100, remaining=0, reset=50" }, 50_000],
    [{ Ratelimit: '"hour";r=120;t=1800, "burst";r=0;t=3' }, 3000],
    [{ Ratelimit: '"default";r=0;t=90' }, 90_000],
    [{ Ratelimit: '"default";r=1;t=90' }, undefined],
    [{ "X-Ratelimit-Reset": "soon" }, undefined],
    [{ "X-Ratelimit-Reset": "-1" }, 0],
    [{ "X-Ratelimit-Reset": "" }, undefined],
  ])("without Retry-After, %j of a rate limiter tells", (headers, ms) => {
    expect(wait(headers)).toBe(ms);
    // Others are sent with each answer.
    expect(wait(headers, 503)).toBeUndefined();
  });
});
