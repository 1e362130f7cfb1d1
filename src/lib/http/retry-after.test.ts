import { describe, expect, it } from "vitest";
import { parseRetryAfter } from "./retry-after.ts";

const NOW = Date.parse("2026-01-01T00:00:00Z");

describe("parseRetryAfter", () => {
  it.each([
    ["2", 2000],
    ["0", 0],
    ["1.5", 1500],
    ["Thu, 01 Jan 2026 00:00:10 GMT", 10_000],
    ["Wed, 31 Dec 2025 00:00:00 GMT", 0],
    ["999999", 60_000],
    ["2, 2", 2000],
  ])("%s is %d ms", (header, ms) => expect(parseRetryAfter(header, NOW)).toBe(ms));

  it("reads a date by the clock of the server that wrote it", () => {
    const date = "Thu, 01 Jan 2026 00:10:00 GMT";
    expect(parseRetryAfter("Thu, 01 Jan 2026 00:10:03 GMT", NOW, date)).toBe(3000);
    expect(parseRetryAfter("Thu, 01 Jan 2026 00:00:03 GMT", NOW, "nonsense")).toBe(3000);
  });

  it.each([
    ["1500", "2", 1500],
    ["30000", "30", 30_000],
    ["3000", String(NOW / 1000 + 3), 3000],
    ["2", "2", 2000],
    ["30", "60", 30_000],
    ["3", "soon", 3000],
  ])("%s is in milliseconds where the server's reset, %s, says so", (header, reset, ms) =>
    expect(parseRetryAfter(header, NOW, undefined, reset)).toBe(ms),
  );

  it.each([undefined, "", "soon"])("%s is nothing", (header) => expect(parseRetryAfter(header, NOW)).toBeUndefined());
});
