import { expect, it } from "vitest";
import { SERIES } from "../../test/golden/sample-run.ts";
import { addToHistograms, TimingSums } from "./measurements/timings.ts";
import { heightsOf } from "./report/sections/charts.ts";
import { percentilesTable, timingsChart, timingsTable } from "./report/sections/timings.ts";
import { timingsOf } from "./response-timings.ts";

it("are averages by operation, the one that waits longest first; nothing is measured of nothing", () => {
  const sums = new TimingSums();
  sums.add({ op: "read", parts: [0, 0, 0, 0.1, 2, 0.3] });
  sums.add({ op: "create", parts: [1, 0, 0, 0.2, 30, 0.1] });
  sums.add({ op: "read", parts: [0, 3, 5, 0.3, 4, 0.1] });
  const read = { op: "read", answers: 2, blockedMs: 0, connectingMs: 1.5, tlsMs: 2.5 };
  const create = { op: "create", answers: 1, blockedMs: 1, connectingMs: 0, tlsMs: 0 };
  expect(timingsOf(sums.rows)).toEqual({
    timings: [
      { ...create, sendingMs: 0.2, waitingMs: 30, receivingMs: 0.1 },
      { ...read, sendingMs: 0.2, waitingMs: 3, receivingMs: 0.2 },
    ],
  });
  expect(timingsOf(new TimingSums().rows)).toEqual({});
});

it("have percentiles of their parts, of all that was sampled; what is too short to measure is 0", () => {
  const [sums, histograms] = [new TimingSums(), new Map()];
  for (let ms = 1; ms <= 100; ms++) {
    const line = { op: "read", parts: [0, ms > 94 ? 1 : 0, 0.004, 0.1, ms, 200] } as const;
    sums.add(line);
    addToHistograms(histograms, line);
  }
  const timings = timingsOf(sums.rows, histograms).timings ?? [];
  const [read] = timings;
  const near = (ms: number): number => expect.closeTo(ms, ms > 100 ? -1 : ms < 1 ? 2 : 0) as number;
  const same = (ms: number) => ({ p90: near(ms), p95: near(ms), p99: near(ms) });
  expect(read?.percentilesMs).toEqual({
    blocked: { p90: 0, p95: 0, p99: 0 },
    connecting: { p90: 0, p95: expect.any(Number), p99: near(1) },
    tls: { p90: 0, p95: 0, p99: 0 },
    sending: same(0.1),
    waiting: { p90: expect.closeTo(90, -1), p95: expect.closeTo(95, -1), p99: expect.closeTo(99, -1) },
    receiving: same(200),
  });
  const text = percentilesTable(timings)?.text ?? "";
  expect(
    [...text.matchAll(/<th scope="row"[^>]*>read<\/th><td class="text">([^<]*)<.*?>(\d+)</g)].map(([, part, n]) => [
      part,
      n,
    ]),
  ).toEqual([
    ["waiting for the target", "100"],
    ["receiving", "100"],
    ["sending", "100"],
    ["connecting", "100"],
  ]);
  expect(text).toContain("one operation in 64");
  expect(percentilesTable(timingsOf(sums.rows).timings ?? [])).toBeUndefined();
});

it("are a table of the report", () => {
  const sums = new TimingSums();
  sums.add({ op: "read", parts: [0, 0, 0, 0.1, 12, 0.3] });
  sums.add({ op: "page", parts: [0.0487, 0.0004, 0, 0.1, 2, 0.3] });
  const { text } = timingsTable(timingsOf(sums.rows).timings ?? []);
  const words = text.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
  expect(words).toContain("read 1 12.0 ms 0.300 ms 0.100 ms 0 0 0");
  expect(words).toContain("page 1 2.00 ms 0.300 ms 0.100 ms 0 0 0.049 ms");
});

it("are layers of a chart over time, without those that took no time; too few intervals are no chart", () => {
  const timings = [1, 2, 3, 4, 5].map((at) => {
    return { second: 10 * at, means: [0, 0, 0.0001, 0.5, 10 * at, 2] as const };
  });
  const hole = { second: 60, means: undefined };
  const chart = timingsChart({ ...SERIES, timings: [...timings, hole] });
  expect(chart?.lines.map(({ label, values }) => [label, values])).toEqual([
    ["waiting for the target", [10, 20, 30, 40, 50, null]],
    ["receiving", [2, 2, 2, 2, 2, null]],
    ["sending", [0.5, 0.5, 0.5, 0.5, 0.5, null]],
  ]);
  expect(chart && heightsOf(chart)[2]).toEqual([12.5, 22.5, 32.5, 42.5, 52.5, null]);
  expect(chart && heightsOf({ ...chart, isStacked: false })[2]).toEqual(chart?.lines[2]?.values);
  expect(timingsChart({ ...SERIES, timings: [...timings.slice(1), hole] })).toBeUndefined();
});
