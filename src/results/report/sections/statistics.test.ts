import { expect, it } from "vitest";
import { histogramOf } from "../../../../test/fakes/periods.ts";
import { LatencyHistogram } from "../../stats/latency-histogram.ts";
import { statisticsTable } from "./statistics.ts";

it("has what worked and what failed, and the statistics of what worked", () => {
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
  const rows = [...statisticsTable(groups).text.matchAll(/<tr><th scope="row".*?<\/tr>/gs)].map(([row]) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = ""]) => cell.replace(/<[^>]*>/g, "")),
  );
  const [all, create] = rows as [string[], string[]];
  expect(all.slice(0, 4)).toEqual(["all", "125", "25", "20.0"]);
  const [min, mean, deviation, p50, p75, , , , max] = all.slice(4).map(Number);
  for (const [found, exact] of [
    [min, 10],
    [mean, 20],
    [deviation, 10],
    [p50, 20],
    [p75, 30],
    [max, 30],
  ] as const)
    expect(Math.abs((found ?? 0) / exact - 1)).toBeLessThan(0.02);
  expect(statisticsTable(groups).text).not.toContain("count in no figure");
  const withPrepare = [...groups, ...["readback", "prepare"].map((op) => ({ ...groups[1], op }) as (typeof groups)[0])];
  expect(statisticsTable(withPrepare).text).toContain("; prepare and readback count in no figure above");
  expect(create).toEqual(["create", "1", "1", "100", ...Array(9).fill("-")]);
});
