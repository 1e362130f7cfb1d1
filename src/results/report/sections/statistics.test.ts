import { expect, it } from "vitest";
import { histogramOf } from "../../../../test/fakes/periods.ts";
import { LatencyHistogram } from "../../stats/latency-histogram.ts";
import { statisticsTable } from "./statistics.ts";

it("has rates, and the statistics of what worked and of what failed", () => {
  const done = histogramOf([...Array(50).fill(10), ...Array(50).fill(30)]);
  const groups = [
    { op: "", done, failed: histogramOf(Array(25).fill(500)), columns: [], rates: { done: [], failed: [] } },
    {
      op: "create",
      done: new LatencyHistogram(),
      failed: histogramOf([500]),
      columns: [],
      rates: { done: [], failed: [] },
    },
  ];
  const rows = [...statisticsTable(groups, 50).text.matchAll(/<tr><th scope="row".*?<\/tr>/gs)].map(([row]) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = ""]) => cell.replace(/<[^>]*>/g, "")),
  );
  const [all, failed, create, createFailed] = rows as [string[], string[], string[], string[]];
  expect(all.slice(0, 5)).toEqual(["all", "125", "2.50", "25", "20.0"]);
  expect(failed.slice(0, 5)).toEqual(["all, failed", "", "", "25", ""]);
  for (const ms of failed.slice(5).filter((_, at) => at !== 2))
    expect(Math.abs(Number(ms) / 500 - 1)).toBeLessThan(0.02);
  const [min, mean, deviation, p50, p75, , , , max] = all.slice(5).map(Number);
  for (const [found, exact] of [
    [min, 10],
    [mean, 20],
    [deviation, 10],
    [p50, 20],
    [p75, 30],
    [max, 30],
  ] as const)
    expect(Math.abs((found ?? 0) / exact - 1)).toBeLessThan(0.02);
  expect(statisticsTable(groups, 50).text).not.toContain("key figures");
  const withPrepare = [...groups, ...["readback", "prepare"].map((op) => ({ ...groups[1], op }) as (typeof groups)[0])];
  expect(statisticsTable(withPrepare, 50).text).toContain(
    "; prepare (reads before updates) and readback (writes read again) are not in the key figures",
  );
  expect(create).toEqual(["create", "1", "0.0200", "1", "100", ...Array(9).fill("-")]);
  expect(createFailed.slice(0, 5)).toEqual(["create, failed", "", "", "1", ""]);
  expect(statisticsTable(groups, undefined).text).not.toContain("per second");
});
