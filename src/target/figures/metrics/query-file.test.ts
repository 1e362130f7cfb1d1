import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parseQueryFile } from "./query-file.ts";

it("reads names and queries, without comments and empty lines", () => {
  const text = '# CPU\ncpu = rate(cpu_total{mode!="idle"}[1m]) > 0\r\n\n  gc.pause=sum(x) # of all\n';
  expect(parseQueryFile(text)).toEqual({
    queries: [
      { name: "cpu", query: 'rate(cpu_total{mode!="idle"}[1m]) > 0' },
      { name: "gc.pause", query: "sum(x) # of all" },
    ],
    problems: [],
  });
});

it("tells the line of each mistake", () => {
  expect(parseQueryFile("up\ncpu = \n1st = up\ncpu = up\ncpu = down\na b = up\n")).toEqual({
    queries: [{ name: "cpu", query: "up" }],
    problems: [
      "line 1 is not of the form: name = query",
      "line 2 is not of the form: name = query",
      "line 3 is not of the form: name = query",
      "line 5 has the name cpu again",
      "line 6 is not of the form: name = query",
    ],
  });
  const many = Array.from({ length: 101 }, (_, at) => `q${at} = up`).join("\n");
  expect(parseQueryFile(many).problems).toEqual(["line 101 is beyond the 100 queries allowed"]);
});

it("can read the example", () => {
  const example = join(import.meta.dirname, "../../../../docs/examples/target-metrics.txt");
  const { queries, problems } = parseQueryFile(readFileSync(example, "utf8"));
  expect(problems).toEqual([]);
  expect(queries.length).toBeGreaterThan(20);
});
