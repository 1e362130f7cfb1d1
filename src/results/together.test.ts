import { describe, expect, it } from "vitest";
import { exitCodeOf, finishedRow, rowsOf, type Together, togetherLines, togetherPage } from "./together.ts";

const latencyMs = { min: 1, mean: 3, p50: 2, p90: 4, p95: 5, p99: 9, max: 10 };
const figures = { requests: 1200, requestsPerSecond: 40, failures: 3, latencyMs };
const document = { phase: "load", verdict: "pass", reasons: [], results: "/r/a/1", ...figures };

describe("exitCodeOf", () => {
  it.each([
    [[0, 0], 0],
    [[0, 12], 12],
    [[12, 99], 99],
    [[4, 99], 4],
  ])("is the worst of %j: %i", (codes, worst) => {
    expect(exitCodeOf(codes.map((exitCode, at) => ({ name: `${at}`, exitCode, document: undefined })))).toBe(worst);
  });
});

describe("rowsOf", () => {
  it("has a row for each phase of a full run", () => {
    const full = { verdict: "pass", phases: { load: document, readwrite: { ...document, phase: "readwrite" } } };
    expect(rowsOf({ name: "a", exitCode: 0, document: full }).map(({ part, phase }) => [part, phase])).toEqual([
      ["a", "load"],
      ["a", "readwrite"],
    ]);
  });

  it("tells why a part did not begin, and that one was ended", () => {
    const error = { error: { code: "auth", message: "the client is unknown", exitCode: 7 } };
    expect(rowsOf({ name: "b", exitCode: 7, document: error })).toEqual([
      {
        part: "b",
        phase: "",
        verdict: "exit 7",
        reasons: ["the client is unknown"],
        results: "",
        figures: undefined,
      },
    ]);
    expect(rowsOf({ name: "b", exitCode: 130, document: undefined })[0]).toMatchObject({ verdict: "exit 130" });
  });
});

describe("a table of parts", () => {
  const together: Together = {
    schema: 1,
    verdict: "fail",
    exitCode: 7,
    startedAt: "2026-11-29T00:00:00.000Z",
    rows: [
      ...rowsOf({ name: "a", exitCode: 0, document }),
      ...rowsOf({ name: "b", exitCode: 7, document: { error: { message: "the client is unknown" } } }),
    ],
    whole: {},
  };

  it("has a line for each part, the reasons, and where the results are", () => {
    expect(togetherLines(together, "tenant")).toEqual([
      "tenant  phase  verdict  requests  per second      p50      p95      p99  failed",
      "a       load   pass        1,200        40.0  2.00 ms  5.00 ms  9.00 ms       3",
      "b              exit 7",
      "",
      "FAIL  2 tenants at once",
      "  reason   b: the client is unknown",
      "  results  a: /r/a/1",
    ]);
  });

  it("leaves out percentiles where it is wider than 80 columns", () => {
    const rows = rowsOf({
      name: "north",
      exitCode: 12,
      document: { ...document, phase: "readwrite", verdict: "inconclusive" },
    });
    expect(togetherLines({ ...together, rows }, "tenant").slice(0, 2)).toEqual([
      "tenant  phase      verdict       requests  per second      p95      p99  failed",
      "north   readwrite  inconclusive     1,200        40.0  5.00 ms  9.00 ms       3",
    ]);
    const long = rows.map((row) => ({ ...row, part: "a-tenant-with-a-long-name" }));
    expect(togetherLines({ ...together, rows: long }, "tenant")[0]).toBe(
      "tenant                     phase      verdict       per second      p95  failed",
    );
  });

  it("gives no reason for a part that had been finished before", () => {
    const rows = [...rowsOf({ name: "a", exitCode: 0, document }), finishedRow("b")];
    const lines = togetherLines({ ...together, verdict: "pass", rows }, "tenant");
    expect(lines.slice(2, 5)).toEqual(["b              finished before", "", "PASS  2 tenants at once"]);
    expect(lines.join("\n")).not.toContain("reason");
  });

  it("is a page, too", () => {
    expect(togetherPage(together, "tenant")).toBe(`# FAIL: every tenant at once, 2026-11-29T00:00:00.000Z

- b: the client is unknown

| tenant | phase | verdict | requests | per second | p50 | p95 | p99 | failed |
| --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |
| a | load | pass | 1,200 | 40.0 | 2.00 ms | 5.00 ms | 9.00 ms | 3 |
| b |  | exit 7 |  |  |  |  |  |  |

- a: /r/a/1
`);
  });
});
