import { expect, it } from "vitest";
import { PartLines } from "./part-line.ts";

const event = (second: number): string =>
  JSON.stringify({
    event: "progress",
    second,
    requests: { perSecond: 2362.46 },
    latency: { now: { p95: 3.5755 } },
    outcomes: { now: { items: 5, failed: 2 } },
  });

it("names the part before each line", () => {
  expect(new PartLines("a", 3, false).shown("preflight 15 checks passed")).toBe("a   | preflight 15 checks passed");
});

it("shows figures every five seconds, as text", () => {
  const lines = new PartLines("a", 3, false);
  const shown = [1, 2, 5.9, 6, 7].map((second) => lines.shown(event(second)));
  const text = "2,362 requests/s, p95 3.58 ms, 2 failed";
  expect(shown).toEqual([`a   | 0:01  ${text}`, undefined, undefined, `a   | 0:06  ${text}`, undefined]);
  expect(lines.shown('{"event":"end"}')).toBeUndefined();
});

it("passes events on under --json, with the name of the part", () => {
  expect(JSON.parse(new PartLines("a", 3, true).shown(event(1)) ?? "")).toMatchObject({ part: "a", second: 1 });
});
