import { expect, it } from "vitest";
import { histogramOf } from "../../../../test/fakes/periods.ts";
import { rangesTable } from "./ranges.ts";

const group = (op: string, done: readonly number[], failed: readonly number[] = []) => {
  const rates = { done: [], failed: [] };
  return { op, done: histogramOf(done), failed: histogramOf(failed), columns: [], rates };
};
const GROUPS = [group("", [10, 900, 2000, 2000], [5]), group("read", [10]), group("create", [900, 2000, 2000], [5])];

const rowsOf = (text: string): string[][] =>
  [...text.matchAll(/<tr><th scope="row".*?<\/tr>/gs)].map(([row]) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = ""]) => cell.replace(/<[^>]*>/g, "")),
  );

it("has a row for the run and each operation: counts, shares, and a bar", () => {
  const { text } = rangesTable(GROUPS, []);
  expect(rowsOf(text)).toEqual([
    ["all", "", "1 (20.0 %)", "1 (20.0 %)", "2 (40.0 %)", "1 (20.0 %)"],
    ["read", "", "1 (100 %)", "0", "0", "0"],
    ["create", "", "0", "1 (25.0 %)", "2 (50.0 %)", "1 (25.0 %)"],
  ]);
  expect(text.match(/<svg class="bar ranges"/g)).toHaveLength(3);
  expect(text).not.toContain("limit");
});

it("says how much is over the limit of an operation, where it is the same on all resources", () => {
  const limit = (op: string, resource: string, ms: number) => ({
    metric: `http_req_duration{expected_response:true,resource:${resource},op:${op}}`,
    ...{ rule: `p(95)<${ms}`, ok: true },
  });
  const thresholds = [
    limit("create", "students", 1500),
    limit("create", "schools", 1500),
    limit("read", "students", 500),
    limit("read", "schools", 600),
    { metric: "dms_item_failures{op:create}", rule: "rate<=0.05", ok: true },
  ];
  const last = (row: readonly string[]) => row.at(-1);
  expect(rowsOf(rangesTable(GROUPS, thresholds).text).map(last)).toEqual(["", "", "66.7 % over 1.50 s"]);
  const [, , create] = rowsOf(rangesTable(GROUPS, [limit("create", "students", 3000)]).text);
  expect(create?.at(-1)).toBe("none over 3 s");
});
