import { expect, it } from "vitest";
import { anyTime } from "./log-time.ts";

/** 20 November 2026, 06:00:01 UTC. */
const MS = Date.UTC(2026, 10, 20, 6, 0, 1);

it.each<unknown>([
  "2026-11-20T06:00:01Z",
  "2026-11-20 06:00:01",
  "2026-11-20T06:00:01.0000000Z",
  "2026-11-20T06:00:01,000",
  "2026-11-20T07:00:01+01:00",
  "2026-11-20T00:30:01-0530",
  "20/Nov/2026:06:00:01 +0000",
  "20/Nov/2026:07:00:01 +0100",
  MS / 1000,
  String(MS / 1000),
  MS,
  MS * 1000,
  MS * 1e6,
])("%s is one moment", (value) => {
  expect(anyTime(value)).toBeCloseTo(MS, 3);
});

it("knows leap days and leap seconds", () => {
  expect(anyTime("2028-02-29T00:00:00Z")).toBe(Date.UTC(2028, 1, 29));
  expect(anyTime("2016-12-31T23:59:60Z")).toBe(Date.UTC(2017, 0, 1));
  expect(anyTime("31/Dec/2016:23:59:60 +0000")).toBe(Date.UTC(2017, 0, 1));
});

it("keeps milliseconds", () => {
  expect(anyTime("2026-11-20T06:00:01.5Z")).toBe(MS + 500);
  expect(anyTime("2026-11-20T06:00:01.123456Z")).toBe(MS + 123);
});

it.each<unknown>([
  ...["", "yesterday", "2026-13-45T06:00:01Z", "20/Nev/2026:06:00:01 +0000", 0, -1, Infinity, null, {}],
  ...["2026-02-30T06:00:01Z", "2026-04-31 06:00:01", "2027-02-29T06:00:01Z", "2026-11-20T25:00:01Z"],
  ...["30/Feb/2026:06:00:01 +0000", "00/Nov/2026:06:00:01 +0000", "20/Nov/2026:24:00:01 +0000"],
  ...[
    "20/Nov/2026:06:60:01 +0000",
    "20/Nov/2026:06:00:99 +0000",
    "20/Nov/2026:06:00:01 +2500",
    "2026-11-20T06:00:01+00:75",
  ],
])("%s is no time", (value) => {
  expect(anyTime(value)).toBeUndefined();
});
