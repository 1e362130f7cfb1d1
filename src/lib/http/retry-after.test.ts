import { describe, expect, it } from "vitest";
import { askedWaitMs } from "./retry-after.ts";

const NOW = Date.parse("2026-01-01T00:00:00Z");

function wait(headers: Readonly<Record<string, string | undefined>>, status = 429): number | undefined {
  return askedWaitMs(status, (name) => headers[name], NOW);
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
    expect(wait({ "retry-after": header })).toBe(ms);
    expect(wait({ "retry-after": header }, 503)).toBe(ms);
  });

  it("reads a date by the clock of the server that wrote it", () => {
    const date = "Thu, 01 Jan 2026 00:10:00 GMT";
    expect(wait({ "retry-after": "Thu, 01 Jan 2026 00:10:03 GMT", date })).toBe(3000);
    expect(wait({ "retry-after": "Thu, 01 Jan 2026 00:00:03 GMT", date: "nonsense" })).toBe(3000);
    expect(wait({ "x-ratelimit-reset": String(NOW / 1000 + 603), date })).toBe(3000);
  });

  it.each([
    ["1500", "2", 1500],
    ["30000", "30", 30_000],
    ["3000", String(NOW / 1000 + 3), 3000],
    ["2", "2", 2000],
    ["30", "60", 30_000],
    ["3", "soon", 3000],
  ])("%s is in milliseconds where the server's reset, %s, says so", (header, reset, ms) =>
    expect(wait({ "retry-after": header, "x-ratelimit-reset": reset })).toBe(ms),
  );

  it.each([undefined, "", "soon"])("%s is nothing", (header) =>
    expect(wait({ "retry-after": header })).toBeUndefined(),
  );

  it.each([
    [{ "x-ratelimit-reset": "30" }, 30_000],
    [{ "x-ratelimit-reset": String(NOW / 1000 + 3600) }, 3_600_000],
    [{ "x-ratelimit-reset": String(NOW / 1000 - 5) }, 0],
    [{ "ratelimit-reset": "7" }, 7000],
    [{ ratelimit: "limit=100, remaining=0, reset=50" }, 50_000],
    [{ ratelimit: '"hour";r=120;t=1800, "burst";r=0;t=3' }, 3000],
    [{ ratelimit: '"default";r=0;t=90' }, 90_000],
    [{ ratelimit: '"default";r=1;t=90' }, undefined],
    [{ "x-ratelimit-reset": "soon" }, undefined],
    [{ "x-ratelimit-reset": "-1" }, 0],
    [{ "x-ratelimit-reset": "" }, undefined],
  ])("without Retry-After, %j of a rate limiter tells", (headers, ms) => {
    expect(wait(headers)).toBe(ms);
    // Others are sent with each answer.
    expect(wait(headers, 503)).toBeUndefined();
  });
});
